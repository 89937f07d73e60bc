import { execFile, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { root } from "../../base/checkout";
import { toolNames } from "../../tools";
import { inFolder } from "../folder";
import type { Section } from "../measurement";

export const title = "A cold `npm run tools`";

/** Builds every tool as on a machine that only has Go. Takes minutes. @throws Error if that fails */
export async function measureTools(say: (line: string) => void): Promise<Section> {
    say("  tools: everything is downloaded and built");
    const seconds = await inFolder(async (folder) => {
        const checkout = join(folder, "checkout");
        mkdirSync(checkout);
        cpSync(join(root, "tools"), join(checkout, "tools"), { recursive: true });
        symlinkSync(join(root, "node_modules"), join(checkout, "node_modules"));
        return timedBuild(checkout, await environment(folder));
    });
    return {
        title,
        rows: [{ what: "npm run tools", unit: "s", ours: seconds, bound: { of: "ours", atMost: 8 * 60 } }],
        notes: [
            `${toolNames.join(", ")}: downloaded and built with an empty module cache, an empty build cache and no \`.tools\`. ` +
                "None is taken from the PATH.",
            "The bound is for two cores. Downloads are included, also of a Go toolchain if the installed Go is older.",
        ],
    };
}

async function timedBuild(checkout: string, env: NodeJS.ProcessEnv): Promise<number> {
    const started = performance.now();
    const child = spawn(process.execPath, ["bin/confluent-gitops.cjs", "tools"], {
        cwd: checkout,
        env,
        stdio: ["ignore", "pipe", "inherit"],
    });
    const [code, said] = await Promise.all([
        new Promise<number | null>((resolve, reject) => child.on("exit", resolve).on("error", reject)),
        text(child.stdout),
    ]);
    const seconds = (performance.now() - started) / 1000;
    const built = toolNames.filter((name) => new RegExp(`^${name} .*\\(built here\\)$`, "m").test(said));
    if (code !== 0 || built.length < toolNames.length) {
        throw new Error(`npm run tools ended with ${code} and built ${built.length} of ${toolNames.length}:\n${said}`);
    }
    return seconds;
}

/** This process's environment, without the installed tools, and with empty caches. */
async function environment(folder: string): Promise<NodeJS.ProcessEnv> {
    // The real folder: a wrapper on PATH may need more of PATH than it gets here.
    const goroot = (await promisify(execFile)("go", ["env", "GOROOT"])).stdout.trim();
    const hasTool = (path: string) => toolNames.some((name) => existsSync(join(path, name)));
    const others = (process.env.PATH ?? "").split(delimiter).filter((path) => !hasTool(path));
    return {
        ...process.env,
        PATH: [join(goroot, "bin"), ...others].join(delimiter),
        KUBEBUILDER_ASSETS: "",
        GOCACHE: join(folder, "build-cache"),
        GOMODCACHE: join(folder, "modules"),
        // Go would write-protect the modules, which have to be deleted afterwards.
        GOFLAGS: [process.env.GOFLAGS, "-modcacherw"].filter(Boolean).join(" "),
    };
}
