import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../base/checkout";

/** What Git has or would take, and what a reader's `npm ci` and first run make. */
export function copyCheckout(to: string): void {
    const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], {
        cwd: root,
        encoding: "utf8",
    });
    for (const path of listed.split("\0").filter((name) => name !== "" && existsSync(join(root, name)))) {
        mkdirSync(dirname(join(to, path)), { recursive: true });
        cpSync(join(root, path), join(to, path));
    }
    for (const made of ["node_modules", ".tools"]) symlinkSync(join(root, made), join(to, made));
}
