import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { look } from "../validate/overlay";
import type { Finding } from "../validate/shape";
import type { NewFile } from "./makers";

/**
 * The rules' new findings about files that don't exist yet. Checks a copy of the files that the rules read, so that nothing
 * is written to the checkout.
 *
 * @param root the checkout
 * @param folder of all teams, in the checkout
 */
export function refusals(root: string, folder: string, files: readonly NewFile[]): Finding[] {
    const today = new Date().toISOString().slice(0, 10);
    const copy = mkdtempSync(join(tmpdir(), "new-"));
    try {
        const stacks = ["", "examples"].flatMap((place) =>
            existsSync(join(root, place))
                ? readdirSync(join(root, place))
                      .filter((name) => /^Pulumi\..*yaml$/.test(name))
                      .map((name) => join(place, name))
                : [],
        );
        for (const path of ["gitops", folder, ...stacks])
            cpSync(join(root, path), join(copy, path), { recursive: true });
        const before = new Set(look(copy, folder, today).findings.map(keyOf));
        for (const { path, text } of files) {
            mkdirSync(dirname(join(copy, path)), { recursive: true });
            writeFileSync(join(copy, path), text);
        }
        return look(copy, folder, today).findings.filter((one) => one.severity === "error" && !before.has(keyOf(one)));
    } finally {
        rmSync(copy, { recursive: true });
    }
}

const keyOf = ({ rule, file, line, why }: Finding): string => JSON.stringify([rule, file, line, why]);
