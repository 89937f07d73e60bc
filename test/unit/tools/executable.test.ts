import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { foldersOf, isExecutable } from "../../../tools/executable";

describe("an executable on PATH", () => {
    it("is in one of PATH's folders, and never in the current one", () => {
        assert.deepEqual(foldersOf(["", "/a", "", "b", ""].join(delimiter)), ["/a", "b"]);
        assert.deepEqual([foldersOf(""), foldersOf(undefined)], [[], []]);
    });

    it("is an executable file, and not a folder with that name", () => {
        const folder = mkdtempSync(join(tmpdir(), "executable-"));
        try {
            writeFileSync(join(folder, "runs"), "", { mode: 0o755 });
            writeFileSync(join(folder, "reads"), "", { mode: 0o644 });
            mkdirSync(join(folder, "folder"));
            const found = ["runs", "reads", "folder", "none"].filter((name) => isExecutable(join(folder, name)));
            assert.deepEqual(found, ["runs"]);
        } finally {
            rmSync(folder, { recursive: true });
        }
    });
});
