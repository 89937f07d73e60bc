import assert from "node:assert/strict";
import { runStack } from "../../harness";
import { onTopOf } from "../../overlays";

const lines =
    "components: [../../../gitops/platform/components/snapshots, ../../../gitops/platform/overlays/eks/version]\n";
const keys = { "gitops.kinds": ["batch/CronJob"] };
const parts = (graph: Awaited<ReturnType<typeof runStack>>) =>
    graph.resources.filter(({ name }) => name.startsWith("confluent-platform-snapshots"));

describe("snapshots of volumes, in the stack", () => {
    it("include permissions to create and delete them, and no others, before the Application", async () => {
        await onTopOf("eks", lines, async (path) => {
            const graph = await runStack("eks", { ...keys, "gitops.path": path, "cluster.snapshotController": true });
            const rules = parts(graph).flatMap(
                ({ inputs }) => (inputs as { rules?: { resources: string[] }[] }).rules ?? [],
            );
            rules.sort((one, other) => String(one.resources).localeCompare(String(other.resources)));
            const group = "snapshot.storage.k8s.io";
            assert.deepEqual(rules, [
                { apiGroups: [""], resources: ["persistentvolumeclaims"], verbs: ["list"] },
                { apiGroups: [group], resources: ["volumesnapshotcontents"], verbs: ["get", "patch"] },
                { apiGroups: [group], resources: ["volumesnapshots"], verbs: ["list", "create", "delete"] },
            ]);
            const application = graph.named("confluent-platform-application");
            assert.equal(parts(graph).length, 5);
            for (const part of parts(graph)) assert.ok(graph.isAfter(application, part), part.name);
        });
    });

    it("have no permissions if the overlay has no snapshots", async () => {
        assert.deepEqual(parts(await runStack("eks")), []);
    });

    it("are refused on a cluster that the stack creates without the snapshot controller", async () => {
        await onTopOf("eks", lines, async (path) => {
            const key = String.raw`cluster\.snapshotController`;
            const refusal = new RegExp(
                `${key} = false: is for clusters without VolumeSnapshots, but the overlay has CronJob confluent-snapshots[^]*pulumi config set --path ${key} true, or remove components/snapshots`,
            );
            await assert.rejects(runStack("eks", { ...keys, "gitops.path": path }), refusal);
        });
    });
});
