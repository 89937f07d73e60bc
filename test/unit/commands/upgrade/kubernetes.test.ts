import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plan } from "../../../../commands/upgrade/kubernetes/plan";
import { render } from "../../../../commands/upgrade/kubernetes/render";
import { type Situation, situationOf } from "../../../../commands/upgrade/kubernetes/situation";
import { root } from "../../../harness";

describe("npm run upgrade -- --kubernetes", () => {
    const folder = mkdtempSync(join(tmpdir(), "upgrade-kubernetes-"));
    before(() => cpSync(join(root, "gitops"), join(folder, "gitops"), { recursive: true }));
    after(() => rmSync(folder, { recursive: true }));

    /** Where a stack with this cluster stands. */
    function situation(cluster: object, to: string, more: Record<string, unknown> = {}): Situation {
        const config = {
            "aws:region": "eu-central-1",
            "confluent-gitops:network": { source: "create", zones: ["eu-central-1a", "eu-central-1b"] },
            "confluent-gitops:cluster": { source: "eks", publicAccessCidrs: ["52.0.0.0/16"], ...cluster },
            "confluent-gitops:gitops": {
                repository: "https://git.example.com/platform/gitops.git",
                path: "gitops/platform/overlays/eks",
            },
            ...more,
        };
        writeFileSync(join(folder, "Pulumi.eks.yaml"), JSON.stringify({ config }));
        return situationOf("eks", to, folder);
    }
    const refused = (cluster: object, to: string, says: RegExp, more?: Record<string, unknown>) =>
        assert.throws(() => situation(cluster, to, more), says);
    /** What the steps write, with the day on which they are asked for. */
    const writes = (found: Situation, today: string) =>
        plan({ ...found, facts: { ...found.facts, today } }).map((step) =>
            step.writes.map((line) =>
                line.replace(/^pulumi config (set )?(rm )?--path cluster\.(.*) --stack eks$/, "$2$3"),
            ),
        );

    it("goes one minor version at a time, and asks EKS and the preview before each", () => {
        const steps = plan(situation({ version: "1.34", upgradePolicy: "EXTENDED" }, "1.36"));
        assert.deepEqual(
            steps.map(({ title, writes: [first] }) => [title, first]),
            [
                ["Kubernetes 1.34 to 1.35", "pulumi config set --path cluster.version 1.35 --stack eks"],
                ["Kubernetes 1.35 to 1.36", "pulumi config set --path cluster.version 1.36 --stack eks"],
            ],
        );
        assert.deepEqual(steps[0]?.runs, [
            "aws eks list-insights --cluster-name confluent --region eu-central-1 --filter categories=UPGRADE_READINESS",
            "pulumi preview --stack eks",
            "pulumi up --stack eks",
        ]);
        assert.match(steps[1]?.waits[0]?.until ?? "", /1\.36 ACTIVE/);
    });

    it("leaves nodes to EKS Auto Mode", async () => {
        const found = situation({ version: "1.35", nodes: { scaling: "autoMode" } }, "1.36");
        assert.match(await render(found, plan(found)), /EKS Auto Mode replaces the nodes itself/);
    });

    it("has nothing to do if the stack already has the version", async () => {
        const there = situation({ version: "1.36" }, "1.36");
        assert.deepEqual(plan(there), []);
        assert.match(await render(there, []), /Nothing is left to do\./);
    });

    it("says that a version is a default, and not the stack's own", async () => {
        const unsaid = situation({}, "1.36");
        assert.match(
            await render(unsaid, plan(unsaid)),
            /Pulumi\.eks\.yaml has no cluster\.version: 1\.35 is the default/,
        );
    });

    it("has EKS leave versions alone that are out of standard support, for as long as it takes", () => {
        const from = (version: string) => situation({ version }, "1.36");
        assert.deepEqual(writes(from("1.32"), "2026-12-24"), [
            ["version 1.33", "upgradePolicy EXTENDED"],
            ["version 1.34"],
            ["version 1.35", "rm upgradePolicy"],
            ["version 1.36"],
        ]);
        assert.deepEqual(writes(from("1.34"), "2026-12-24"), [["version 1.35"], ["version 1.36"]]);
        const asked = situation({ version: "1.32", upgradePolicy: "EXTENDED" }, "1.33");
        assert.deepEqual(writes(asked, "2026-12-24"), [["version 1.33"]]);
    });

    it("names what is pinned to the old version", () => {
        const pinned = {
            addonVersions: { coredns: "v1.12.4-eksbuild.1" },
            nodes: { releaseVersion: "1.35.2-20260301" },
        };
        const [step] = plan(situation({ version: "1.35", ...pinned }, "1.36"));
        assert.match(
            step?.byHand[0] ?? "",
            /pins coredns to v1\.12\.4-eksbuild\.1: .*--kubernetes-version 1\.36 --addon-name coredns/,
        );
        assert.match(step?.byHand[1] ?? "", /releaseVersion is 1\.35\.2-20260301: pulumi config rm/);
    });

    it("refuses what would not run, and says what to do first", () => {
        refused({}, "1.99", /1\.99 is not known here on EKS: 1\.31, /);
        refused({ version: "1.36" }, "1.35", /would be a downgrade: cluster\.version of eks is 1\.36/);
        refused({ version: "1.32" }, "1.33", /1\.33 left EKS's standard support on 2026-07-29.* or set EXTENDED/);
        const repository = "https://git.example.com/platform/gitops.git";
        const operator = {
            "confluent-gitops:confluent": { version: "3.2.0" },
            "confluent-gitops:gitops": { repository, path: "gitops/platform/overlays/eks", checkout: "none" },
        };
        refused({ version: "1.35" }, "1.36", /Upgrade the operator first: .*--operator 3\.3\.0/, operator);
        refused({ nodes: { min: 0 } }, "1.36", /cluster\.nodes\.min/);
        const existing = { "confluent-gitops:cluster": { source: "existing", name: "shared" } };
        refused({}, "1.36", /source of eks is existing: who made the cluster upgrades it/, {
            ...existing,
            "confluent-gitops:network": undefined,
        });
    });

    it("prints what the platform does while nodes are replaced, before the steps", async () => {
        const found = situation({ version: "1.35", nodes: { maxUnavailable: 2 } }, "1.36");
        const text = await render(found, plan(found));
        assert.match(text, /^While nodes are replaced, 2 at once:$/m);
        assert.match(text, /^ {2}!! KRaftController kraftcontroller loses its quorum of 2/m);
        assert.match(text, /^ {2}!! With 1 node of m5\.xlarge there is no place for Kafka kafka/m);
        assert.ok(text.indexOf("While nodes") < text.indexOf("1. Kubernetes 1.35 to 1.36"));
        assert.match(text, /Merge it to the branch that this stack is deployed from\./);
    });
});
