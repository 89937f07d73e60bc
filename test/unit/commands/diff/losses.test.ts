import assert from "node:assert/strict";
import { lossOfField } from "../../../../commands/diff/losses/fields";
import { lossesOfObjects } from "../../../../commands/diff/losses/objects";
import { lossesOfResources } from "../../../../commands/diff/losses/resources";
import type { ObjectChange, ResourceChange, ValueChange } from "../../../../commands/diff/model";
import { objectsIn } from "../../../../rehearsal/overlays/objects";

const forced = (path: string, before?: string, after?: string): ValueChange => ({ path, before, after, forces: true });
const resource = (
    op: ResourceChange["op"],
    type: string,
    inputs: ValueChange[] = [],
    retained = false,
): ResourceChange => ({
    op,
    type,
    name: type.split(":").at(-1) ?? "",
    layer: "Cluster",
    inputs,
    retained,
});
const cluster = "aws:eks/cluster:Cluster";

describe("what a stack's change loses", () => {
    it("is data if what holds it is replaced or deleted, and nothing if it is changed or added", () => {
        for (const type of [cluster, "aws:ec2/vpc:Vpc", "aws:kms/key:Key", "kubernetes:core/v1:Namespace"]) {
            for (const op of ["replaced", "removed"] as const)
                assert.equal(lossesOfResources("eks", [resource(op, type)])[0]?.severity, "data", `${op} ${type}`);
            for (const op of ["changed", "added"] as const)
                assert.deepEqual(lossesOfResources("eks", [resource(op, type)]), [], `${op} ${type}`);
        }
    });

    it("names the addons' Application and namespaces as the addons', not as the platform's", () => {
        const of = (type: string) =>
            lossesOfResources("eks", [{ ...resource("removed", `kubernetes:${type}`), layer: "GitOpsAddons" }])[0];
        const application = of("argoproj.io/v1alpha1:Application");
        assert.equal(application?.severity, "service");
        assert.match(application?.lost ?? "", /deletes the addons with it/);
        assert.doesNotMatch(application?.lost ?? "", /Kafka/);
        const namespace = of("core/v1:Namespace");
        assert.equal(namespace?.severity, "data");
        assert.match(namespace?.lost ?? "", /keys without which nothing that was sealed can be unsealed/);
        assert.match(of("core/v1:PersistentVolume")?.lost ?? "", /What is on the volume/);
    });

    it("says where, what, and which input forces it, from what to what", () => {
        const [loss] = lossesOfResources("eks", [
            resource("replaced", cluster, [forced("name", "confluent", "other")]),
        ]);
        assert.equal(loss?.where, "stack `eks`");
        assert.match(
            loss?.what ?? "",
            /aws\.eks\.Cluster `Cluster` is replaced, because `name` changes from `confluent` to `other`/,
        );
    });

    it("is a service if nodes are replaced, which may not happen for an input that was never set", () => {
        const [set] = lossesOfResources("eks", [
            resource("replaced", "aws:eks/nodeGroup:NodeGroup", [forced("amiType", undefined, "AL2023")]),
        ]);
        assert.equal(set?.severity, "service");
        assert.match(set?.lost ?? "", /nothing is replaced/);
        const [changed] = lossesOfResources("eks", [
            resource("replaced", "aws:eks/nodeGroup:NodeGroup", [forced("amiType", "AL2", "AL2023")]),
        ]);
        assert.doesNotMatch(changed?.lost ?? "", /nothing is replaced/);
    });

    it("is reported only for the cluster if everything in it goes too, the most severe first", () => {
        const losses = lossesOfResources("eks", [
            resource("replaced", "kubernetes:core/v1:Namespace", [forced("provider")]),
            resource("replaced", "aws:cloudwatch/logGroup:LogGroup", [forced("name", "a", "b")]),
            resource("replaced", "aws:eks/addon:Addon", [forced("clusterName", "a", "b")]),
            resource("replaced", cluster, [forced("name", "a", "b")]),
        ]);
        assert.deepEqual(
            losses.map(({ what }) => what.split(" ")[0]),
            ["aws.eks.Cluster", "aws.cloudwatch.LogGroup"],
        );
    });

    it("is everything in the old cluster if a kubeconfig's context changes", () => {
        const provider = resource("replaced", "pulumi:providers:kubernetes", [
            forced("clusterIdentifier", "one", "two"),
        ]);
        const losses = lossesOfResources("dev", [
            provider,
            resource("replaced", "kubernetes:core/v1:Namespace", [forced("provider")]),
        ]);
        assert.equal(losses.length, 1);
        assert.match(losses[0]?.what ?? "", /another cluster, because `clusterIdentifier` changes from `one` to `two`/);
    });

    it("is nothing if the stack releases a resource that stays", () => {
        assert.deepEqual(lossesOfResources("prod", [resource("removed", "aws:kms/key:Key", [], true)]), []);
    });
});

describe("what an overlay's change loses", () => {
    const field = (kind: string, path: string, before?: string, after?: string) =>
        lossOfField(kind, { path, before, after, forces: false });

    it("is data if a volume would have to shrink or change its class, but not if it grows", () => {
        assert.equal(field("Kafka", "spec.dataVolumeCapacity", "10Gi", "9.5Gi")?.severity, "data");
        assert.equal(field("Kafka", "spec.dataVolumeCapacity", "1Gi", "1000Mi")?.severity, "data");
        assert.equal(field("Kafka", "spec.dataVolumeCapacity", "10Gi")?.severity, "data");
        assert.equal(field("Kafka", "spec.dataVolumeCapacity", "1Gi", "1025Mi"), undefined);
        assert.equal(field("Zookeeper", "spec.storageClass.name", "gp3", "io2")?.severity, "data");
        assert.equal(field("Zookeeper", "spec.storageClass.name", undefined, "io2")?.severity, "data");
        assert.equal(field("Connect", "spec.storageClass.name", "gp3", "io2"), undefined);
    });

    it("is data if brokers are removed, but not if they are added", () => {
        assert.match(field("Kafka", "spec.replicas", "3", "1")?.lost ?? "", /^Numbers 1 to 2 are removed/);
        assert.match(field("Kafka", "spec.replicas", "3", "2")?.lost ?? "", /^Number 2 is removed/);
        assert.equal(field("Kafka", "spec.replicas", "3", "5"), undefined);
        assert.equal(field("Connect", "spec.replicas", "3", "1"), undefined);
    });

    it("is data if Kafka moves to KRaft, or back to ZooKeeper", () => {
        const path = "spec.dependencies.kRaftController.clusterRef.name";
        assert.match(field("Kafka", path, undefined, "kraftcontroller")?.lost ?? "", /KRaftMigrationJob is COMPLETE/);
        assert.match(field("Kafka", path, "kraftcontroller")?.lost ?? "", /no way back/);
        assert.equal(field("Kafka", path, "kraftcontroller", "controllers"), undefined);
    });

    it("is data if a topic may keep less, but not if it may keep more", () => {
        const path = "spec.configs.retention.ms";
        assert.equal(field("KafkaTopic", path, "604800000", "3600000")?.severity, "data");
        assert.equal(field("KafkaTopic", path, "-1", "604800000")?.severity, "data");
        assert.equal(field("KafkaTopic", path, undefined, "3600000")?.severity, "data");
        assert.equal(field("KafkaTopic", path, "3600000", "-1"), undefined);
    });

    it("is data if Kafka moves to another namespace, and a warning if its protection is removed", () => {
        assert.equal(field("Kafka", "metadata.namespace", "a", "b")?.severity, "data");
        assert.equal(
            field("Kafka", "metadata.annotations.argocd.argoproj.io/sync-options", "Prune=false")?.severity,
            "service",
        );
    });

    const text = (kind: string, annotations: string) =>
        `apiVersion: platform.confluent.io/v1beta1\nkind: ${kind}\nmetadata: { name: x, namespace: n, annotations: { ${annotations} } }\n`;
    const removed = async (kind: string, annotations = "", keepKinds = ["KafkaTopic", "Schema"], prune = true) => {
        const changes: ObjectChange[] = [{ op: "removed", object: `${kind}/x`, fields: [] }];
        const [loss] = await lossesOfObjects("o", changes, objectsIn(text(kind, annotations)), { prune, keepKinds });
        return loss;
    };

    it("follows the sweeper's rules for a topic that is removed from Git", async () => {
        assert.match((await removed("KafkaTopic"))?.lost ?? "", /^Kept, with its data: .*KEEP_KINDS/);
        assert.equal((await removed("KafkaTopic", "", []))?.severity, "data");
        assert.equal((await removed("KafkaTopic", "confluent-gitops/on-removal: delete"))?.severity, "data");
        assert.match((await removed("KafkaTopic", "confluent-gitops/on-removal: keep", []))?.lost ?? "", /^Kept/);
        assert.match((await removed("KafkaTopic", "", [], false))?.lost ?? "", /^Kept/);
    });

    it("follows Argo CD's for Kafka, which holds the data", async () => {
        assert.equal((await removed("Kafka"))?.severity, "data");
        const kept = await removed("Kafka", "argocd.argoproj.io/sync-options: Prune=false");
        assert.equal(kept?.severity, "service");
        assert.match(kept?.lost ?? "", /^Kept, with its data: its sync option is Prune=false/);
    });

    it("is a service if something without data is removed, and nothing if it serves nobody", async () => {
        assert.equal((await removed("Connect"))?.severity, "service");
        assert.equal(await removed("ConfigMap"), undefined);
    });
});
