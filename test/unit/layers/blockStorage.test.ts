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

    it("takes the cluster's own default class where the cluster is taken", async () => {
        const graph = await runStack("dev");
        assert.deepEqual(graph.childrenOf(graph.named("storage").urn), []);
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
        const parts = { instance: tags, volume: tags, "network-interface": tags, ofTheDriver: tags };
        assert.deepEqual(await tagged(tags), parts);
        assert.deepEqual(await tagged(undefined), { ofTheDriver: undefined });
    });
});
