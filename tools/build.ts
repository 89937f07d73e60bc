import { join } from "node:path";
import { type ModuleName, type ToolName, tools } from "./catalogue";
import { flagsOf, selectFlags } from "./flags";
import type { Go } from "./go";
import { withLock } from "./lock";
import { partsFlags } from "./partly";
import { buildKey, goModOf, pinnedVersion } from "./pinned";
import type { Step } from "./step";
import type { Store } from "./store";

/** The tools of one module that have to be built. */
export interface Job {
    module: ModuleName;
    tools: readonly ToolName[];
    go: Go;
    store: Store;
    /** Called with the same object each time that a part of it has changed. */
    report: (step: Step) => void;
}

const packagesOf = (names: readonly ToolName[]): string[] => names.map((name) => tools[name].package);

/** A build in three phases, so that one module can be downloaded while another is compiled. */
export class Build {
    private readonly step: Step;
    private downloads: Promise<number> | undefined;

    constructor(private readonly job: Job) {
        this.step = { title: titleOf(job.tools), phase: "downloading", detail: "", count: 0, startedAt: Date.now() };
    }

    /** Downloads missing modules. @returns how many packages have to be compiled */
    download(): Promise<number> {
        this.downloads ??= this.list();
        // The caller that needs the result gets the error; until then, it must not crash the process.
        this.downloads.catch(() => undefined);
        return this.downloads;
    }

    /**
     * Builds the tools, unless another process is building them.
     *
     * @param onDownloaded called when from then on only the processors are busy
     */
    async run(onDownloaded: () => void): Promise<void> {
        const { module, store } = this.job;
        try {
            // A download during another module's compilation has taken no additional time.
            this.show({ startedAt: Date.now() });
            const total = await this.download();
            onDownloaded();
            const waits = (holder: number) =>
                this.show({ phase: "waiting", detail: `for process ${holder}, which is building it` });
            await withLock(join(store.folder, `${module}.lock`), waits, () => this.compile(total));
            this.show({ phase: "done", endedAt: Date.now() });
        } catch (error) {
            this.show({ phase: "failed", endedAt: Date.now() });
            throw error;
        }
    }

    private async list(): Promise<number> {
        this.show({});
        const args = [
            "list",
            "-deps",
            "-f",
            "{{.ImportPath}}",
            ...selectFlags(this.job.module),
            ...(await partsFlags(this.job)),
            ...packagesOf(this.job.tools),
        ];
        const onLine = (line: string) => {
            const what = /^go: downloading (.*)/.exec(line)?.[1];
            if (what) this.show({ count: this.step.count + 1, detail: what });
        };
        const packages = await this.job.go.run({ module: this.job.module, args, onLine });
        return packages.trim().split("\n").length;
    }

    private async compile(total: number): Promise<void> {
        const { module, store, go } = this.job;
        const missing = this.job.tools.filter((tool) => !store.find(tool, buildKey(tool)));
        if (missing.length === 0) return;

        this.show({ phase: "compiling", count: 0, total, detail: "" });
        const onLine = (line: string) => {
            if (/^[\w.~/-]+$/.test(line)) this.show({ count: this.step.count + 1, detail: line });
        };
        await store.inWorkFolder(module, async (folder) => {
            const flags = ["-v", ...flagsOf(module, goModOf(module), missing), ...(await partsFlags(this.job))];
            const args = ["build", ...flags, "-o", `${folder}/`, ...packagesOf(missing)];
            await go.run({ module, args, onLine });
            for (const tool of missing) store.put(tool, join(folder, outputName(tools[tool].package)), buildKey(tool));
        });
    }

    private show(change: Partial<Step>): void {
        Object.assign(this.step, change);
        this.job.report(this.step);
    }
}

/** The name of a package's binary in `go build`: the last element of its path that isn't a version. */
export function outputName(path: string): string {
    return (
        path
            .split("/")
            .filter((element) => !/^v\d+$/.test(element))
            .at(-1) ?? path
    );
}

/** `etcd 3.7.0`, and how many others. */
export function titleOf(names: readonly ToolName[]): string {
    const [first, ...others] = names.map((name) => `${name} ${pinnedVersion(name)}`);
    return others.length === 0 ? `${first}` : `${first} and ${others.length} more`;
}
