import { Build, type Job } from "./build";
import { type ModuleName, moduleNames, type ToolName } from "./catalogue";
import type { Display, Step } from "./step";

/** Builds that were requested and have not started yet, or just have. */
interface Entry {
    tools: Set<ToolName>;
    displays: Set<Display>;
    /** Set once it is determined what to build. */
    build?: Build;
    begin: () => Build;
    done: Promise<void>;
    settle: { resolve: () => void; reject: (reason: unknown) => void };
}

/**
 * The builds of this process, one after the other, because each uses all processors, in the modules' order. While one
 * is compiled, the modules for the next are downloaded.
 */
export class Queue {
    private readonly waiting = new Map<ModuleName, Entry>();
    private current: { module: ModuleName; entry: Entry } | undefined;
    private working = false;

    /** Requests a module's tools; tools that are already requested aren't built twice. */
    request({ module, tools, go, store }: Omit<Job, "report">, display: Display): Promise<void> {
        const current = this.current?.module === module ? this.current.entry : undefined;
        for (const entry of [current, this.waiting.get(module)]) {
            if (!entry || (entry.build && !tools.every((tool) => entry.tools.has(tool)))) continue;
            for (const tool of tools) entry.tools.add(tool);
            entry.displays.add(display);
            return entry.done;
        }
        const { promise: done, ...settle } = deferred();
        const displays = new Set([display]);
        const wanted = new Set(tools);
        const report = (step: Step) => displays.forEach((each) => each.show(step));
        const begin = () => new Build({ module, tools: [...wanted], go, store, report });
        this.waiting.set(module, { tools: wanted, displays, begin, done, settle });
        this.work();
        return done;
    }

    private work(): void {
        if (this.working) return;
        this.working = true;
        // A moment later, so that simultaneous requests are built in the modules' order.
        setImmediate(() => void this.workOff());
    }

    private async workOff(): Promise<void> {
        for (let next = this.next(); next; next = this.next()) {
            const { module, entry } = (this.current = next);
            this.waiting.delete(module);
            entry.build ??= entry.begin();
            await entry.build.run(() => this.downloadNext()).then(entry.settle.resolve, entry.settle.reject);
        }
        this.current = undefined;
        this.working = false;
    }

    private next(): { module: ModuleName; entry: Entry } | undefined {
        const module = moduleNames.find((name) => this.waiting.has(name));
        const entry = module && this.waiting.get(module);
        return entry && { module, entry };
    }

    private downloadNext(): void {
        const entry = this.next()?.entry;
        if (entry) void (entry.build ??= entry.begin()).download().catch(() => undefined);
    }
}

function deferred(): { promise: Promise<void> } & Entry["settle"] {
    let settle: Entry["settle"] | undefined;
    const promise = new Promise<void>((resolve, reject) => (settle = { resolve, reject }));
    return { promise, ...(settle as unknown as Entry["settle"]) };
}
