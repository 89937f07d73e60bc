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

/** Absolute paths. `aws` is version 1 of the AWS CLI, the one that PyPI has. */
export type PythonTools = Record<PythonToolName, string>;

export interface PythonOptions {
    /** Where a user sees how far the installation is. Default: the standard error output. */
    display?: Display;
    /** Default: the checkout's. */
    store?: Store;
}

const requirements = join(__dirname, "requirements.txt");
const title = "cfn-lint, moto and aws, Python's";

/**
 * cfn-lint, moto's server and the AWS CLI, in the versions of requirements.txt, in an environment of their own below
 * .tools/python. It is made once, with the Python on PATH; a half-made one is never used.
 *
 * @throws ToolsError saying what to install, or what went wrong.
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
 * The environments of one store. An environment links to the Python that made it, and does not work with another: there
 * may be one for each Python. The file `PYTHON.current` says which is whole, for the scripts in one name its own path.
 */
class Environments {
    private readonly folder: string;
    private readonly current: string;
    /** What an environment is made from: where this is another, it is made anew. */
    private readonly key = hashOf(readFileSync(requirements));

    constructor(
        private readonly store: Store,
        { path, version }: Interpreter,
    ) {
        this.folder = join(store.folder, "python");
        this.current = join(this.folder, `${hashOf(path, version).slice(0, 12)}.current`);
    }

    /** Where the whole one is; undefined where there is none, or it is made of something else. */
    find(): string | undefined {
        const [key, name] = (readText(this.current) ?? "").split("\n");
        const path = join(this.folder, name ?? "");
        return key === this.key && name && existsSync(path) ? path : undefined;
    }

    /** Makes one, unless another process has meanwhile. @returns where it is. */
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
        // Wheels alone: what had to be compiled would bring tools that nothing pins.
        args.push("--only-binary", ":all:", "--no-deps", "--require-hashes", "--requirement", requirements);
        await runPython(join(path, "bin", "python"), args, onLine);
        this.store.write(this.current, `${this.key}\n${basename(path)}\n`);
        return path;
    }

    /** Deletes what is not current any more, and what dead processes left half-made. */
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
