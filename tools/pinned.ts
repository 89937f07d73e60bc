import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { moduleNames, type ModuleName, type ToolName, tools } from "./catalogue";
import { flagsOf, partsOf } from "./flags";
import { goLine, requiredVersion } from "./goMod";
import { compareVersions } from "./version";

/** The folder of a Go module that pins tools. */
export const moduleFolder = (name: ModuleName): string => join(__dirname, name);

const read = (name: ModuleName, file: string): string => readFileSync(join(moduleFolder(name), file), "utf8");

/** The text of a module's go.mod. */
export const goModOf = (name: ModuleName): string => read(name, "go.mod");

/** The version of a tool that is built. */
export const pinnedVersion = (tool: ToolName): string => requiredVersion(goModOf(tools[tool].module), tools[tool].of);

/** The Go that all modules are built with, so that shared packages are only compiled once: the latest that one requires. */
export const pinnedGo = (): string =>
    moduleNames
        .map((name) => goLine(goModOf(name)))
        .sort(compareVersions)
        .at(-1) ?? "";

/** What a built tool depends on: if this has changed since it was built, it is built again. */
export function buildKey(tool: ToolName): string {
    const { module, package: path } = tools[tool];
    const hash = createHash("sha256");
    for (const part of [path, ...flagsOf(module, goModOf(module), [tool]), goModOf(module), read(module, "go.sum")]) {
        hash.update(part).update("\0");
    }
    const own = /^confluent-gitops\/tools\/[^/]+\/(.+)/.exec(path)?.[1];
    if (own) hash.update(read(module, join(own, "main.go")));
    if (partsOf[module]) hash.update(JSON.stringify(partsOf[module]));
    return hash.digest("hex");
}
