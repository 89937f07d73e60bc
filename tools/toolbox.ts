import { moduleNames, type ToolName, tools as catalogue } from "./catalogue";
import { choose } from "./choice";
import { findGo } from "./go";
import { findInstalled } from "./onPath";
import { buildKey, pinnedVersion } from "./pinned";
import { Queue } from "./queue";
import type { Display } from "./step";
import type { Store } from "./store";

/** An available tool. */
export interface Located {
    /** Absolute. */
    path: string;
    version: string;
    /** Whether it was found on PATH (or in KUBEBUILDER_ASSETS), or built here. */
    origin: "installed" | "built";
}

/** The tools in a store. */
export class Toolbox {
    private readonly queue = new Queue();

    constructor(
        private readonly store: Store,
        private readonly env: NodeJS.ProcessEnv = process.env,
    ) {}

    /**
     * Finds tools, and builds those that aren't available in an accepted version.
     *
     * @throws ToolsError if Go is missing, or fails
     */
    async provide<T extends ToolName>(names: readonly T[], display: Display): Promise<Record<T, Located>> {
        const installed = choose(await findInstalled(this.store, this.env), pinnedVersion);
        const located = (name: ToolName): Located | undefined => {
            const found = installed[name];
            return found ? { ...found, origin: "installed" } : this.built(name);
        };
        const missing = names.filter((name) => !located(name));
        if (missing.length > 0) await this.build(missing, display);
        return Object.fromEntries(names.map((name) => [name, located(name)])) as Record<T, Located>;
    }

    /** An already available tool. Builds nothing. */
    async find(name: ToolName): Promise<Located | undefined> {
        const found = choose(await findInstalled(this.store, this.env), pinnedVersion)[name];
        return found ? { ...found, origin: "installed" } : this.built(name);
    }

    private built(name: ToolName): Located | undefined {
        const path = this.store.find(name, buildKey(name));
        return path === undefined ? undefined : { path, version: pinnedVersion(name), origin: "built" };
    }

    private async build(missing: readonly ToolName[], display: Display): Promise<void> {
        const go = await findGo(`to build ${missing.join(", ")}`, this.env);
        await Promise.all(
            moduleNames.map(async (module) => {
                const tools = missing.filter((name) => catalogue[name].module === module);
                if (tools.length > 0) await this.queue.request({ module, tools, go, store: this.store }, display);
            }),
        );
    }
}
