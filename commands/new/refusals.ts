import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { checkedStack } from "../upgrade/stack";
import { look } from "../validate/overlay";
import { placeOf } from "../validate/place";
import { environmentsIn } from "../validate/run";
import type { Finding } from "../validate/shape";
import type { NewFile } from "./newFile";

/**
 * The rules' new findings about files that don't exist yet. Checks a copy of the files that the rules read, so that nothing
 * is written to the checkout.
 *
 * @param root the checkout
 * @param find all findings in a checkout
 */
export function refusals(root: string, files: readonly NewFile[], find: (root: string) => Finding[]): Finding[] {
    const copy = mkdtempSync(join(tmpdir(), "new-"));
    try {
        const stacks = ["", "examples"].flatMap((place) =>
            existsSync(join(root, place))
                ? readdirSync(join(root, place))
                      .filter((name) => /^Pulumi\..*yaml$/.test(name))
                      .map((name) => join(place, name))
                : [],
        );
        for (const path of ["gitops", ...stacks]) cpSync(join(root, path), join(copy, path), { recursive: true });
        const before = new Set(find(copy).map(keyOf));
        for (const { path, text } of files) {
            mkdirSync(dirname(join(copy, path)), { recursive: true });
            writeFileSync(join(copy, path), text);
        }
        return find(copy).filter((one) => one.severity === "error" && !before.has(keyOf(one)));
    } finally {
        rmSync(copy, { recursive: true });
    }
}

/** Findings about a folder of teams. */
export const inTeams = (folder: string) => (root: string) => look(root, folder, today()).findings;

/** Findings about the list of environments, and, as in `pulumi preview`, about the stack among the files, once it is there. */
export const inEnvironments =
    (files: readonly NewFile[]) =>
    (root: string): Finding[] => {
        const file = files.map(({ path }) => path).find((path) => stackFile.test(path)) ?? "";
        const [, name = ""] = stackFile.exec(file) ?? [];
        const problems = existsSync(join(root, file)) ? checkedStack(name, root).problems : [];
        return [
            ...environmentsIn(root),
            ...problems
                // Another machine may have the cluster's context.
                .filter(({ key }) => key !== "cluster.context")
                .map(({ key, reason, fix, rule, about }) => ({
                    rule: rule ?? "stack",
                    severity: "error" as const,
                    ...placeOf(root, about, file),
                    object: null,
                    why: `${key} ${reason}`,
                    fix,
                    overlays: [],
                })),
        ];
    };

const stackFile = /^Pulumi\.([\w.-]+)\.yaml$/;

const today = (): string => new Date().toISOString().slice(0, 10);

const keyOf = ({ rule, file, line, why }: Finding): string => JSON.stringify([rule, file, line, why]);
