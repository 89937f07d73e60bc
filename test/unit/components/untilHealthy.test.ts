import assert from "node:assert/strict";
import { untilHealthy } from "../../../components/gitOpsHandoff/untilHealthy";
import { parseConditions } from "../../../rehearsal/standIns/kubernetes/readiness";

const license = '[{"op":"add","path":"/spec/license","value":{"globalLicense":true}}]';
const spec = {
    source: {
        repoURL: "https://git.example.com/a/b.git",
        targetRevision: "main",
        path: "gitops/platform/overlays/dev",
    },
    destination: { server: "https://kubernetes.default.svc", namespace: "confluent" },
};
const withSource = (more: object) => ({ ...spec, source: { ...spec.source, ...more } });

interface Status {
    /** What Argo CD has compared; undefined in a status that does not say it. */
    compared: object | undefined;
    health?: string;
    sync?: string;
    phase?: string;
}

describe("an up that waits for the Application", () => {
    const waits = (wanted: object, { compared, sync = "Synced", health = "Healthy", phase }: Status): boolean => {
        const status = {
            sync: { status: sync, revision: "0123456", ...(compared && { comparedTo: compared }) },
            health: { status: health },
            ...(phase && { operationState: { phase, syncResult: { source: {} } } }),
        };
        // Argo CD takes what was asked for out of the Application once it is through.
        const operation = phase === "Running" && { operation: { sync: { revision: "0123456", prune: true } } };
        const kind = { apiVersion: "argoproj.io/v1alpha1", kind: "Application" };
        const live = { ...kind, metadata: { name: "a" }, ...operation, spec: wanted, status };
        return !parseConditions(untilHealthy(wanted as never)).every(({ holds }) => holds(live));
    };

    it("ends when it is Synced, Healthy, and nothing is in progress", () => {
        assert.equal(waits(spec, { compared: spec }), false);
        assert.equal(waits(spec, { compared: spec, phase: "Succeeded" }), false);
        // Of an earlier commit, which a later one has put right.
        assert.equal(waits(spec, { compared: spec, phase: "Failed" }), false);
        assert.equal(waits(spec, { compared: spec, phase: "Running" }), true);
        assert.equal(waits(spec, { compared: spec, sync: "OutOfSync" }), true);
        assert.equal(waits(spec, { compared: spec, health: "Progressing" }), true);
    });

    it("accepts a status that does not say what was compared", () => {
        assert.equal(waits(spec, { compared: undefined }), false);
        assert.equal(waits(spec, { compared: undefined, sync: "OutOfSync" }), true);
        assert.equal(waits(spec, { compared: undefined, phase: "Running" }), true);
    });

    const patch = (text: string) =>
        withSource({ kustomize: { patches: [{ target: { kind: "Kafka" }, patch: text }] } });
    for (const [what, wanted, old] of [
        ["path", withSource({ path: "gitops/platform/overlays/eks" }), spec],
        ["revision", withSource({ targetRevision: "v1.2.0" }), spec],
        ["repository", withSource({ repoURL: "https://git.example.com/c.git" }), spec],
        ["namespace", { ...spec, destination: { ...spec.destination, namespace: "other" } }, spec],
        ["options for Kustomize", patch(license), spec],
        ["options for Kustomize that are no more", spec, patch(license)],
        ["other options for Kustomize", patch(license), patch("[]")],
        ["fewer options for Kustomize", patch(license), withSource({ kustomize: { patches: [license, license] } })],
    ] as const) {
        it(`does not accept an earlier status after an update: ${what}`, () => {
            assert.equal(waits(wanted, { compared: old }), true);
            assert.equal(waits(wanted, { compared: wanted }), false);
        });
    }

    it("takes any text for what it is, and writes it as the plug-in reads it", () => {
        const strange = withSource({ path: "it's {a=b}", targetRevision: 'a\\b"c', kustomize: { images: ["a=b/a"] } });
        assert.equal(waits(strange, { compared: strange }), false);
        assert.equal(waits(strange, { compared: spec }), true);
        const [comparison = "", ...others] = JSON.parse(untilHealthy(strange)) as string[];
        // pulumi-kubernetes splits a condition at "=" and ends a path at "}"; its parser of paths takes no space before a
        // second "&&" (github.com/theory/jsonpath 0.9.0).
        assert.equal(comparison.replaceAll("==", "").split("=").length, 2);
        assert.equal(comparison.split("}").length, 2);
        for (const condition of [comparison, ...others]) assert.doesNotMatch(condition, / &&|&& /);
    });
});
