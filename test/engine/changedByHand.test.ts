import assert from "node:assert/strict";
import type { KubernetesObject } from "../../kubernetes";
import { operatorsTaken } from "../../rehearsal/stage";
import { project } from "../../rehearsal/standIns/kubernetes/objects";
import type { JsonObject } from "../../rehearsal/standIns/values";
import { makeNamespace, openTestStack, type TestStack } from "./stack";

/** What somebody changes in an object of each kind that the stack makes: a field that the stack sets. */
const changes: Record<string, ((object: KubernetesObject) => object) | undefined> = {
    AppProject: () => ({ spec: { description: "changed by hand" } }),
    Application: () => ({ spec: { source: { path: "gitops/platform/overlays/dev" } } }),
    ClusterRole: () => ({ rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }] }),
    ClusterRoleBinding: () => ({ subjects: [{ kind: "ServiceAccount", name: "somebody", namespace: "default" }] }),
    Role: () => ({ rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }] }),
    RoleBinding: () => ({ subjects: [{ kind: "ServiceAccount", name: "somebody", namespace: "default" }] }),
    Secret: () => ({ data: { password: Buffer.from("another").toString("base64") } }),
    ServiceAccount: ({ automountServiceAccountToken: mounted }) => ({ automountServiceAccountToken: !mounted }),
    StorageClass: () => ({ allowVolumeExpansion: false }),
    // The stack sets nothing of them but their names.
    Namespace: undefined,
};

describe("what the stack creates, and somebody changes by hand, on the real engine and a real API server,", function () {
    this.timeout(20 * 60_000);
    let test: TestStack;
    before(async () => {
        const overrides = {
            ...operatorsTaken,
            "gitops.repository": "https://git.example.com/a/b.git",
            repositoryToken: "a-token",
        };
        test = await openTestStack({ stack: "eks", overrides });
        await makeNamespace(test.controlPlane, "argocd");
        await test.stack.up();
    });
    after(() => test?.close());

    interface Made {
        type: string;
        inputs: JsonObject;
        outputs: KubernetesObject;
    }
    const made = async (): Promise<Made[]> => {
        const { deployment } = (await test.stack.exportStack()) as { deployment: { resources: Made[] } };
        return deployment.resources.filter(({ type }) => type.startsWith("kubernetes:"));
    };
    /** The objects that the state holds, as the API server has them. */
    const objects = async (): Promise<KubernetesObject[]> => {
        return Promise.all(
            (await made()).map(async ({ outputs: { apiVersion, kind, metadata } }) => {
                const found = await test.api.get({ apiVersion, kind }, metadata.namespace, metadata.name ?? "");
                return found ?? assert.fail(`${kind} ${metadata.name} is gone`);
            }),
        );
    };
    const contents = (all: readonly KubernetesObject[]) =>
        all.map((object) => {
            const { namespace, name } = object.metadata;
            return JSON.stringify({ ...object, metadata: { namespace, name }, status: undefined });
        });

    it("is stored as the stack writes it: the plug-in, which compares with what is live, would change it at each up", async () => {
        for (const { inputs, outputs } of await made()) {
            // A Secret's data are encrypted in one place and not in the other.
            const { data: _, ...written } = inputs;
            assert.deepEqual(project(written, outputs as unknown as JsonObject), written, outputs.kind);
        }
    });

    it("stays with a plain up, and is corrected by the next deployment, for every object that the stack creates", async () => {
        const before = await objects();
        for (const object of before) {
            assert.ok(object.kind in changes, `say what somebody may change in a ${object.kind}`);
            const { namespace, name = "" } = object.metadata;
            const change = changes[object.kind];
            if (change) await test.api.merge(object, namespace, name, change(object));
        }
        const changed = before.filter(({ kind }) => changes[kind]);
        const differing = async () => {
            const now = new Set(contents(await objects()));
            return contents(before).filter((object) => !now.has(object));
        };
        assert.equal((await differing()).length, changed.length);
        await test.stack.up();
        assert.equal((await differing()).length, changed.length, "an up compares the program with the state");
        // A conflict would end the preview already.
        await test.stack.preview({ refresh: true });
        await test.stack.up({ refresh: true });
        assert.deepEqual(await differing(), []);
        const { summary } = await test.stack.up({ refresh: true });
        assert.deepEqual(Object.keys(summary.resourceChanges ?? {}), ["same"]);
    });
});
