import assert from "node:assert/strict";
import { problemsOf } from "../../componentProblems";
import { problemsOfTree } from "./overlayTree";
import { runStack } from "../../harness";
import { openOverlays, onTopOf } from "../../overlays";

const podSecurity = "components: [../../../gitops/platform/components/pod-security]\n";
const said = (overlay: string, lines: string, level: string) =>
    onTopOf(overlay, lines, (path) => problemsOf(path, { podSecurity: level, kinds }));
const kinds = ["cert-manager.io/Certificate", "cert-manager.io/Issuer"];

describe("the Pod Security level of the namespace", () => {
    it("is met by every overlay with pod-security, and refused without it, with each object and what it lacks", async () => {
        for (const overlay of openOverlays) {
            assert.deepEqual(await said(overlay, podSecurity, "restricted"), [], overlay);
            const [reason = "", ...others] = await said(overlay, "", "restricted");
            assert.deepEqual(others, []);
            assert.match(
                reason,
                /^gitops\.podSecurity would make the namespace reject pods of \S+: \w+ \S+ \(gitops\/platform\/\S+\.yaml\): no seccompProfile, no allowPrivilegeEscalation: false, no capabilities\.drop: \[ALL\].*; add gitops\/platform\/components\/pod-security/,
            );
            assert.ok(!/Deployment confluent-sweeper/.test(reason), "the sweeper's pod passes");
            assert.deepEqual(await said(overlay, "", "baseline"), []);
        }
    });

    it("is the namespace's label, and none by default", async () => {
        const labels = async (set: Record<string, unknown>) => {
            const graph = await runStack("dev", set);
            return (graph.named("confluent-platform-namespace").inputs.metadata as { labels?: unknown }).labels;
        };
        assert.equal(await labels({}), undefined);
        assert.deepEqual(await labels({ "gitops.podSecurity": "baseline" }), {
            "pod-security.kubernetes.io/enforce": "baseline",
        });
    });
});

describe("a custom PodDisruptionBudget", () => {
    const budget = (labels: string, pdb = "") => ({
        "o/kustomization.yaml": "resources: [../base, budget.yaml]\ncomponents: [version]\n" + pdb,
        "o/budget.yaml": `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: own }
spec: { maxUnavailable: 1, selector: { matchLabels: { ${labels} } } }
`,
    });
    const reasons = (files: Record<string, string>) => problemsOfTree(files).map(({ reason }) => reason);

    it("is refused for pods that the operator has one for", () => {
        const [reason = "", ...others] = reasons(budget("app: kafka"));
        assert.deepEqual(others, []);
        assert.match(
            reason,
            /^has PodDisruptionBudget own \(o\/budget\.yaml\) for pods .*: Kafka kafka \(base\/kafka\.yaml\)$/,
        );
    });

    it("is accepted for other pods, and if the operator is told to create none", () => {
        assert.deepEqual(reasons(budget("app: shop")), []);
        const off = `patches: [{ target: { kind: Kafka }, patch: '[{ "op": "add", "path": "/spec/pdb", "value": { "enabled": false } }]' }]\n`;
        assert.deepEqual(reasons(budget("app: kafka", off)), []);
    });
});
