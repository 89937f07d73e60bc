import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addonsIn, followersIn } from "../../../../commands/diff/followers";
import { chartFacts } from "../../../../commands/diff/losses/charts";
import type { AddonsComparison } from "../../../../commands/diff/model";
import { touchedStacks } from "../../../../commands/diff/touched";
import { readAddons } from "../../../../config/workload/addons";
import { root } from "../../../harness";

const path = "gitops/addons/overlays/eks";
const platform = "gitops/platform/overlays/eks";
const stack = { stack: "eks", path, prune: true };

describe("the folders of addons that diff compares", () => {
    it("make their stacks those that a change touches", () => {
        const folder = { path: "a", stacks: ["eks"], refusals: [], addons: [], losses: [] };
        const of = (state: AddonsComparison["state"]) =>
            touchedStacks({ stacks: [], overlays: [], addons: [{ ...folder, state }] });
        assert.deepEqual([of("same"), of("changed"), of("broken")], [[], ["eks"], ["eks"]]);
    });

    it("are the folders of this checkout, and those that its stacks follow", () => {
        const folders = readdirSync(join(root, "gitops/addons/overlays")).map(
            (name) => `gitops/addons/overlays/${name}`,
        );
        assert.ok(folders.includes(path));
        assert.deepEqual(addonsIn(root).sort(), folders.sort());
        const checkout = mkdtempSync(join(tmpdir(), "addons-followed-"));
        try {
            const gitops = `{ path: ${platform}, addons: ${path}/ }`;
            writeFileSync(join(checkout, "Pulumi.eks.yaml"), `config:\n  confluent-gitops:gitops: ${gitops}\n`);
            assert.deepEqual(followersIn(checkout, "addons"), [stack]);
            assert.deepEqual(followersIn(checkout), [{ ...stack, path: platform }]);
        } finally {
            rmSync(checkout, { recursive: true });
        }
    });

    it("use only charts that diff knows, as far as Git has them", () => {
        const charts = addonsIn(root).flatMap((overlay) => readAddons(root, overlay).addons.map(({ chart }) => chart));
        assert.deepEqual(
            charts.filter((chart) => !chartFacts(chart)),
            [],
        );
        const docs = readFileSync(join(root, "gitops/README.md"), "utf8");
        assert.match(docs, /keep a copy of its keys/, "what a loss refers to");
    });
});
