import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Edit } from "../operator/edits";

/** Files of a working copy as they will be after the steps before: each step's patch applies after the last one's. */
export class Files {
    private readonly texts = new Map<string, string>();

    /** @param tree the working copy */
    constructor(private readonly tree: string) {}

    read(file: string): string {
        return this.texts.get(file) ?? readFileSync(join(this.tree, file), "utf8");
    }

    /** Changes files, and says which have changed. @param change gets a file's path and its text */
    edit(files: Iterable<string>, change: (text: string, file: string) => string): Edit[] {
        return [...files].flatMap((file) => {
            const before = this.read(file);
            const after = change(before, file);
            if (after === before) return [];
            this.texts.set(file, after);
            return [{ file, before, after }];
        });
    }
}
