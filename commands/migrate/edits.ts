import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Edit } from "../upgrade/operator/edits";
import { filesOf } from "../upgrade/operator/tree";

/** A component's line in a kustomization, up to its name: the path's depth may differ. */
const line = (name: string) =>
    new RegExp(`^([ \\t]*-[ \\t]*["']?[^\\s#"']*components/)${name}(/?["']?[ \\t]*(?:#.*)?)$`, "m");

/** Adds the migration's component below ZooKeeper's, so that the sizes and versions below also apply to it. */
export const withMigration = (tree: string, path: string): Edit[] =>
    changed(tree, path, (text) => text.replace(line("zookeeper"), "$1zookeeper$2\n$1kraft-migration$2"));

/** Replaces ZooKeeper and the migration with KRaft. */
export const withKraft = (tree: string, path: string): Edit[] =>
    changed(tree, path, (text) => without(text, "kraft-migration").replace(line("zookeeper"), "$1kraft$2"));

/** The state before the migration. */
export const withoutMigration = (tree: string, path: string): Edit[] =>
    changed(tree, path, (text) => without(text, "kraft-migration"));

const without = (text: string, name: string): string => text.replace(new RegExp(`${line(name).source}\\n?`, "m"), "");

/** The files of an overlay that a change affects. */
function changed(tree: string, path: string, change: (text: string) => string): Edit[] {
    return [...filesOf(tree, path)].flatMap((file) => {
        const before = readFileSync(join(tree, file), "utf8");
        const after = change(before);
        return after === before ? [] : [{ file, before, after }];
    });
}
