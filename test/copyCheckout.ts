import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../base/checkout";

/** The files that Git has or would add, and those that a reader's `npm ci` and first run create. */
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
