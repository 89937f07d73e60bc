import { createHash } from "node:crypto";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { ModuleName } from "./catalogue";
import { ToolsError } from "./error";
import { type Parts, partsOf } from "./flags";
import type { Go } from "./go";
import { copyWritable, downloadWith } from "./moduleFiles";
import { goModOf, moduleFolder } from "./pinned";
import type { Store } from "./store";

interface From {
    module: ModuleName;
    go: Go;
    store: Store;
}

/**
 * The arguments by which Go builds a module's tools without some of their parts: a go.mod that replaces their module by an
 * edited copy, which is kept in .tools.
 *
 * @throws ToolsError if the module can't be downloaded, or an import that should stay isn't there
 */
export async function partsFlags({ module, go, store }: From): Promise<string[]> {
    const parts = partsOf[module];
    if (!parts) return [];
    const key = createHash("sha256").update(JSON.stringify([parts, goModOf(module)]));
    const folder = join(store.folder, "files", `${module}-${key.digest("hex").slice(0, 12)}`);
    if (!existsSync(folder)) {
        const source = await downloadWith(go, module, parts.of);
        await store.keep(folder, `parts-${module}`, (half) => copyParts(module, parts, source, half, folder));
    }
    return [`-modfile=${join(folder, "go.mod")}`];
}

/** @param place where the copy is going to be */
function copyParts(module: ModuleName, { of, imports }: Parts, source: string, copy: string, place: string): void {
    copyWritable(source, join(copy, "source"));
    for (const [file, stay] of Object.entries(imports)) {
        const path = join(copy, "source", file);
        const kept = stay.map((name) => `${of}/${name}`);
        writeFileSync(path, onlyImports(readFileSync(path, "utf8"), kept, `${of}'s ${file}`));
    }
    // Also with -modfile, Go takes paths from the module's folder.
    const replace = `\nreplace ${of} => ${relative(moduleFolder(module), join(place, "source"))}\n`;
    writeFileSync(join(copy, "go.mod"), goModOf(module) + replace);
    cpSync(join(moduleFolder(module), "go.sum"), join(copy, "go.sum"));
}

/**
 * A Go file with those of its blank imports alone.
 *
 * @param where for the message
 * @throws ToolsError if one of them isn't there
 */
export function onlyImports(text: string, kept: readonly string[], where: string): string {
    const importOf = (line: string) => /^\s*_ "(.*)"$/.exec(line)?.[1];
    const lines = text.split("\n").filter((line) => {
        const path = importOf(line);
        return path === undefined || kept.includes(path);
    });
    const missing = kept.filter((path) => !lines.some((line) => importOf(line) === path));
    if (missing.length > 0) {
        throw new ToolsError(`${where} doesn't import ${missing.join(", ")}: correct partsOf in tools/flags.ts.`);
    }
    return lines.join("\n");
}
