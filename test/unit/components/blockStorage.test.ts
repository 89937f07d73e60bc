import assert from "node:assert/strict";
import { runStack } from "../../harness";

describe("the BlockStorage layer", () => {
    it("makes gp3 the default class: encrypted, expandable, bound where the pod is", async () => {
        const graph = await runStack("eks");
        const { apiVersion: _, kind: __, ...inputs } = graph.named("storage-gp3").inputs;
        assert.deepEqual(inputs, {
            metadata: { name: "gp3", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
            provisioner: "ebs.csi.aws.com",
            parameters: { type: "gp3", encrypted: "true" },
            volumeBindingMode: "WaitForFirstConsumer",
            allowVolumeExpansion: true,
            reclaimPolicy: "Delete",
        });
        const { configurationValues } = graph.named("storage-ebs-csi-driver").inputs;
        const { defaultStorageClass } = JSON.parse(String(configurationValues)) as Record<string, unknown>;
        assert.deepEqual(defaultStorageClass, { enabled: false }, "two default classes fight");
        assert.deepEqual(graph.named("storage-ebs-csi-driver").inputs.podIdentityAssociations, [
            { roleArn: "arn:aws:test:::storage-role", serviceAccount: "ebs-csi-controller-sa" },
        ]);
    });

    it("deletes nothing of the driver before the volumes, and waits for the volumes only after their claims are deleted", async () => {
        const graph = await runStack("eks");
        const barrier = graph.named("storage-volumes-gone");
        assert.equal(barrier.type, "command:local:Command");
        const { kubeconfig } = graph.outputs;
        assert.deepEqual(barrier.inputs, { delete: "npm run --silent volumes-gone", stdin: kubeconfig?.value });
        assert.equal(barrier.secretInputs.stdin, true);
        for (const earlier of ["storage-ebs-csi-driver", "cluster-pod-identity-agent", "storage-gp3", "storage-role"])
            assert.ok(graph.isAfter(barrier, graph.named(earlier)), `it goes before ${earlier}`);
        for (const earlier of ["cluster-nodes", "cluster-coredns", "cluster-kubernetes"])
            assert.ok(graph.isAfter(barrier, graph.named(earlier)), `it goes before ${earlier}`);
        for (const later of ["confluent-platform-namespace", "confluent-platform-application"])
            assert.ok(graph.isAfter(graph.named(later), barrier), `it goes after ${later}`);
    });

    it("uses the cluster's own default class if the cluster already exists", async () => {
        const graph = await runStack("dev");
        assert.deepEqual(graph.childrenOf(graph.named("storage").urn), []);
    });
});

describe("cluster.snapshotController", () => {
    const on = { "cluster.snapshotController": true };
    const driverValues = ({ inputs }: { inputs: Record<string, unknown> }) =>
        JSON.parse(String(inputs.configurationValues)) as { sidecars?: unknown };

    it("creates a default class for snapshots of the driver's volumes, which are deleted with their VolumeSnapshots", async () => {
        const { inputs } = (await runStack("eks", on)).named("storage-snapshots");
        assert.deepEqual(inputs, {
            apiVersion: "snapshot.storage.k8s.io/v1",
            kind: "VolumeSnapshotClass",
            metadata: { name: "ebs", annotations: { "snapshot.storage.kubernetes.io/is-default-class": "true" } },
            driver: "ebs.csi.aws.com",
            deletionPolicy: "Delete",
        });
    });

    it("lets snapshots outlive them if the cluster is protected, with another class: no class changes its policy", async () => {
        const graph = await runStack("eks", { ...on, "cluster.deletionProtection": true });
        const { metadata, deletionPolicy } = graph.named("storage-snapshots").inputs;
        assert.deepEqual([(metadata as { name: string }).name, deletionPolicy], ["ebs-retain", "Retain"]);
    });

    it("installs the CRDs before the driver's part that needs them, and removes them after it and the class", async () => {
        const graph = await runStack("eks", on);
        const [controller, driver, snapshots] = [
            graph.named("storage-snapshot-controller"),
            graph.named("storage-ebs-csi-driver"),
            graph.named("storage-snapshots"),
        ];
        assert.equal(controller.inputs.addonName, "snapshot-controller");
        assert.ok(graph.isAfter(driver, controller));
        assert.ok(graph.isAfter(snapshots, driver));
        assert.deepEqual(driverValues(driver).sidecars, { snapshotter: { forceEnable: true } });
        // VolumeSnapshots of the workload have finalizers that both see to.
        assert.ok(graph.isAfter(graph.named("confluent-platform-namespace"), controller));
    });

    it("creates nothing of it unless it is requested", async () => {
        const graph = await runStack("eks");
        assert.deepEqual(
            graph.resources.filter(({ name }) => name.includes("snapshot")),
            [],
        );
        assert.equal(driverValues(graph.named("storage-ebs-csi-driver")).sidecars, undefined);
    });
});

describe("the stack's tags", () => {
    /** Tags of what AWS makes: of a node's parts by their kind, and of volumes. */
    async function tagged(tags: Record<string, string> | undefined) {
        const graph = await runStack("eks", { "aws:defaultTags": tags && { tags } });
        const { tagSpecifications = [] } = graph.named("cluster-nodes-template").inputs as {
            tagSpecifications?: { resourceType: string; tags: unknown }[];
        };
        const { configurationValues } = graph.named("storage-ebs-csi-driver").inputs;
        const { controller } = JSON.parse(String(configurationValues)) as { controller?: { extraVolumeTags: unknown } };
        const parts = Object.fromEntries(tagSpecifications.map(({ resourceType, tags: own }) => [resourceType, own]));
        return { ...parts, ofTheDriver: controller?.extraVolumeTags };
    }

    it("reach instances, their volumes and interfaces, and the driver's volumes", async () => {
        const tags = { Project: "confluent-gitops", CostCentre: "4711" };
        const own = { "confluent-gitops/cluster": "confluent", "confluent-gitops/reclaim-policy": "Delete" };
        const parts = { instance: tags, volume: tags, "network-interface": tags, ofTheDriver: { ...tags, ...own } };
        assert.deepEqual(await tagged(tags), parts);
        assert.deepEqual(await tagged(undefined), { ofTheDriver: own });
    });

    it("say of the driver's volumes whether they outlive their claims, as their class does", async () => {
        const graph = await runStack("eks", {
            "cluster.deletionProtection": true,
            "cluster.name": "prod",
            "aws:defaultTags": undefined,
        });
        const { configurationValues } = graph.named("storage-ebs-csi-driver").inputs;
        const { controller } = JSON.parse(String(configurationValues)) as { controller: { extraVolumeTags: unknown } };
        assert.deepEqual(controller.extraVolumeTags, {
            "confluent-gitops/cluster": "prod",
            "confluent-gitops/reclaim-policy": "Retain",
        });
        assert.equal(graph.named("storage-gp3").inputs.reclaimPolicy, "Retain");
    });
});
