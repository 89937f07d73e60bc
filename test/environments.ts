import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { committedStacks } from "../base/checkout";
import { readEnvironments } from "../config/environments";
import { readStackFile } from "../config/stackFile";

interface GitOps {
    path: string;
    addons?: string;
}
export const gitopsOf = (stack: string, root: string) =>
    readStackFile(stack, {}, root).config["confluent-gitops:gitops"] as GitOps;

// What holds for the environments of a checkout: of this one, and of one that a command has changed.

export function assertListed(root: string): void {
    const { environments, problems } = readEnvironments(root);
    assert.deepEqual(problems, []);
    assert.deepEqual(environments.map(({ name }) => name).sort(), committedStacks(root).sort());
    for (const { name } of environments) assert.equal(gitopsOf(name, root).path, `gitops/platform/overlays/${name}`);
}

/** The choices of the workflow that promotes, and GitLab's jobs. */
export function assertOffered(root: string): void {
    const text = readFileSync(join(root, ".github/workflows/promote.yml"), "utf8");
    const { on } = parse(text) as { on: { workflow_dispatch: { inputs: Record<string, { options: string[] }> } } };
    const ways = readEnvironments(root).environments.filter(({ promotesFrom }) => promotesFrom !== undefined);
    const { from, to } = on.workflow_dispatch.inputs;
    assert.deepEqual(from?.options, [...new Set(ways.map(({ promotesFrom }) => promotesFrom))]);
    assert.deepEqual(
        to?.options,
        ways.map(({ name }) => name),
    );
    const { promote } = parse(readFileSync(join(root, ".gitlab-ci.yml"), "utf8"), { merge: true }) as {
        promote: { parallel: { matrix: { FROM: string; TO: string }[] } };
    };
    assert.deepEqual(
        promote.parallel.matrix,
        ways.map(({ name, promotesFrom }) => ({ FROM: promotesFrom, TO: name })),
    );
}

/** An environment that is promoted to has what the one before has, and beside that only a size. */
export function assertPromotable(root: string): void {
    for (const { name, promotesFrom } of readEnvironments(root).environments) {
        if (promotesFrom === undefined) continue;
        const textOf = (stack: string, file: string) =>
            readFileSync(join(root, gitopsOf(stack, root).path, file), "utf8");
        for (const file of ["release/kustomization.yaml", "version/kustomization.yaml"])
            assert.equal(textOf(name, file), textOf(promotesFrom, file));
        const lines = (stack: string) =>
            textOf(stack, "kustomization.yaml")
                .split("\n")
                .filter((line) => !/^#|components\/size-/.test(line));
        assert.deepEqual(lines(name), lines(promotesFrom));
        assert.equal(gitopsOf(name, root).addons, `gitops/addons/overlays/${name}`);
    }
}
