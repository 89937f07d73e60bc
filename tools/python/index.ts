import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { withLock } from "../lock";
import { isAlive } from "../../base/processes";
import { type Display, type Step } from "../step";
import { displayOn } from "../display";
import { readText, Store } from "../store";
import { findPython, type Interpreter } from "./interpreter";
import { runPython } from "./pip";

export const pythonToolNames = ["cfn-lint", "moto_server", "aws"] as const;
export type PythonToolName = (typeof pythonToolNames)[number];

/** Absolute paths. `aws` is version 1 of the AWS CLI, which is the one on PyPI. */
export type PythonTools = Record<PythonToolName, string>;

export interface PythonOptions {
    /** Where the user sees the progress of the installation. Default: standard error. */
    display?: Display;
    /** Default: the checkout's. */
    store?: Store;
}

const requirements = join(__dirname, "requirements.txt");
const title = "cfn-lint, moto and aws, Python's";

/**
 * cfn-lint, moto's server and the AWS CLI, in the versions in requirements.txt, in a virtual environment below
 * .tools/python. It is created once, with the Python on PATH; an incomplete one is never used.
 *
 * @throws ToolsError with what to install, or what went wrong
 */
export async function pythonTools({
    display = displayOn(process.stderr),
    store = new Store(),
}: PythonOptions = {}): Promise<PythonTools> {
    const python = await findPython("for cfn-lint, moto and the AWS CLI");
    const environments = new Environments(store, python);
    return toolsIn(environments.find() ?? (await environments.make(python, display)));
}

const toolsIn = (environment: string): PythonTools => {
    const path = (name: PythonToolName): string => join(environment, "bin", name);
    return { "cfn-lint": path("cfn-lint"), moto_server: path("moto_server"), aws: path("aws") };
};

const hashOf = (...parts: (string | Buffer)[]): string => {
    const hash = createHash("sha256");
    for (const part of parts) hash.update(part).update("\0");
    return hash.digest("hex");
};

/**
 * The environments in a store. An environment links to the Python that created it, and doesn't work with another, so
 * there may be one for each Python. The file `PYTHON.current` says which one is complete, because scripts in an
 * environment contain its own path.
 */
class Environments {
    private readonly folder: string;
    private readonly current: string;
    /** What an environment depends on: if this has changed, it is created again. */
    private readonly key = hashOf(readFileSync(requirements));

    constructor(
        private readonly store: Store,
        { path, version }: Interpreter,
    ) {
        this.folder = join(store.folder, "python");
        this.current = join(this.folder, `${hashOf(path, version).slice(0, 12)}.current`);
    }

    /** The path of the complete one; undefined if there is none, or it was created from something else. */
    find(): string | undefined {
        const [key, name] = (readText(this.current) ?? "").split("\n");
        const path = join(this.folder, name ?? "");
        return key === this.key && name && existsSync(path) ? path : undefined;
    }

    /** Creates one, unless another process has done so in the meantime. @returns its path */
    async make(python: Interpreter, display: Display): Promise<string> {
        const step: Step = { title, phase: "downloading", detail: "", count: 0, startedAt: Date.now() };
        const show = (change: Partial<Step>) => display.show(Object.assign(step, change));
        const waits = (holder: number) =>
            show({ phase: "waiting", detail: `for process ${holder}, which installs them` });
        show({});
        try {
            const path = await withLock(join(this.store.folder, "python.lock"), waits, async () => {
                const made = this.find() ?? (await this.install(python, show));
                this.sweep();
                return made;
            });
            show({ phase: "done", endedAt: Date.now() });
            return path;
        } catch (error) {
            show({ phase: "failed", endedAt: Date.now() });
            throw error;
        }
    }

    private async install(python: Interpreter, show: (change: Partial<Step>) => void): Promise<string> {
        mkdirSync(this.folder, { recursive: true });
        const path = mkdtempSync(join(this.folder, `environment-${process.pid}-`));
        await runPython(python.path, ["-m", "venv", path]);
        let count = 0;
        const onLine = (line: string) => {
            const what = /^Collecting (\S+)/.exec(line)?.[1];
            if (what) show({ phase: "downloading", count: ++count, detail: what });
        };
        const args = ["-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--progress-bar", "off"];
        // Only wheels: compiling would require tools that nothing pins.
        args.push("--only-binary", ":all:", "--no-deps", "--require-hashes", "--requirement", requirements);
        // Python compiles a module when it first imports it. To compile all of them took half of the time.
        args.push("--no-compile");
        await runPython(join(path, "bin", "python"), args, onLine);
        this.store.write(this.current, `${this.key}\n${basename(path)}\n`);
        return path;
    }

    /** Deletes environments that are no longer current, and incomplete ones from dead processes. */
    private sweep(): void {
        const names = readdirSync(this.folder);
        const current = names
            .filter((name) => name.endsWith(".current"))
            .map((name) => (readText(join(this.folder, name)) ?? "").split("\n")[1]);
        for (const name of names) {
            const maker = Number(/^environment-(\d+)-/.exec(name)?.[1]);
            const isOver = maker === process.pid || (maker > 0 && !isAlive(maker));
            if (isOver && !current.includes(name)) rmSync(join(this.folder, name), { recursive: true, force: true });
        }
    }
}
