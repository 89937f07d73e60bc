import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plan } from "../../../../commands/upgrade/operator/plan";
import { render } from "../../../../commands/upgrade/operator/render";
import { situationOf } from "../../../../commands/upgrade/operator/situation";
import { Checkout } from "./checkout";

/** A stack whose tree, at 3.1.1, is in `workload` below it. */
async function apart<T>(checkout: string, use: (folder: string) => Promise<T>): Promise<T> {
    const folder = mkdtempSync(join(tmpdir(), "upgrade-elsewhere-"));
    const tree = new Checkout("3.1.1");
    try {
        mkdirSync(join(folder, "workload"));
        renameSync(join(tree.folder, "gitops"), join(folder, "workload/gitops"));
        const file = JSON.parse(readFileSync(join(tree.folder, "Pulumi.eks.yaml"), "utf8")) as {
            config: Record<string, object>;
        };
        const gitops = { ...file.config["confluent-gitops:gitops"], checkout };
        writeFileSync(
            join(folder, "Pulumi.eks.yaml"),
            JSON.stringify({ config: { ...file.config, "confluent-gitops:gitops": gitops } }),
        );
        return await use(folder);
    } finally {
        tree.remove();
        rmSync(folder, { recursive: true });
    }
}

describe("npm run upgrade, for a stack whose tree is in another repository", () => {
    it("commits the tree's changes there, and the stack's here", () =>
        apart("workload", async (folder) => {
            const situation = situationOf("eks", "3.4.0", folder);
            const text = await render(situation, plan(situation));
            assert.match(text, /The tree is in another repository, https:\/\/git\.example\.com\/platform\/gitops\.git/);
            assert.equal(text.match(/^git -C workload apply <<'PATCH'$/gm)?.length, 2);
            assert.equal(text.match(/^git -C workload add .* && git -C workload commit -m/gm)?.length, 2);
            assert.match(text, /^git add Pulumi\.eks\.yaml && git commit -m/m);
            assert.match(text, /Merge it to the branch that this stack is deployed from\./);
        }));

    it("is refused without a working copy, with what to type", () =>
        apart("none", (folder) => {
            assert.throws(() => situationOf("eks", "3.4.0", folder), /gitops\.checkout of eks is none.*git clone/);
            return Promise.resolve();
        }));
});
