import { randomUUID } from "node:crypto";
import { applyManifests, type ControlPlane, startControlPlane } from "../../rehearsal/controlPlane";
import { KubernetesApi, type KubernetesObject } from "../../kubernetes";
import { ensureTools } from "../../tools";
import { eventually } from "./eventually";

export const apiVersion = "platform.confluent.io/v1beta1";

const image = { application: "confluentinc/any:1.0.0", init: "confluentinc/init:1.0.0" };
const onKafka = { kafka: { bootstrapEndpoint: "kafka:9071" } };

interface Condition {
    type: string;
    status: string;
    /** RFC 3339. */
    lastTransitionTime: string;
}
export type Status = Record<string, unknown> & { conditions?: Condition[] };

/** A control plane with Confluent's kinds, and their objects in a separate namespace for each test. */
export class OperatorPlane {
    private namespace = "";
    private count = 0;

    private constructor(
        readonly plane: ControlPlane,
        readonly api: KubernetesApi,
        /** Path of the binary. */
        readonly kwok: string,
    ) {}

    static async start(): Promise<OperatorPlane> {
        const tools = await ensureTools(["etcd", "kube-apiserver", "kube-controller-manager", "kwok"]);
        const plane = await startControlPlane(tools);
        return new OperatorPlane(plane, KubernetesApi.fromKubeconfig(plane.kubeconfig), tools.kwok);
    }

    stop(): Promise<void> {
        this.api.close();
        return this.plane.stop();
    }

    /** From now on, objects are in a different, empty namespace. */
    async clear(): Promise<string> {
        this.namespace = `team-${this.count++}`;
        await applyManifests(this.plane, [{ apiVersion: "v1", kind: "Namespace", metadata: { name: this.namespace } }]);
        return this.namespace;
    }

    zookeeper = (name = "zookeeper") =>
        this.resource("Zookeeper", name, { image, replicas: 3, dataVolumeCapacity: "1Gi", logVolumeCapacity: "1Gi" });
    kafka = (replicas = 3) => {
        const dependencies = { zookeeper: { endpoint: "zookeeper:2181" } };
        return this.resource("Kafka", "kafka", { image, replicas, dataVolumeCapacity: "1Gi", dependencies });
    };
    registry = () => this.resource("SchemaRegistry", "schemaregistry", { image, dependencies: onKafka });
    connect = () => this.resource("Connect", "connect", { image, replicas: 2, dependencies: onKafka });
    restClass = (kafkaRest: object) => this.resource("KafkaRestClass", "default", { kafkaRest });
    topic = (name = "orders") => this.resource("KafkaTopic", name, { partitionCount: 6, replicas: 3 });
    schema = () => this.resource("Schema", "orders", { data: { configRef: "orders", format: "avro" } });
    connector = () => this.resource("Connector", "source", { class: "Datagen", taskMax: 2 });

    /** An object in its current state. */
    now({ kind, metadata }: KubernetesObject): Promise<KubernetesObject | undefined> {
        return this.api.get({ apiVersion, kind }, metadata.namespace, metadata.name ?? "");
    }

    async statusOf(object: KubernetesObject): Promise<Status> {
        return ((await this.now(object))?.status ?? {}) as Status;
    }

    async apply(...objects: KubernetesObject[]): Promise<void> {
        for (const object of objects) await this.api.apply(object);
    }

    remove({ kind, metadata }: KubernetesObject): Promise<boolean> {
        return this.api.delete({ apiVersion, kind }, metadata.namespace, metadata.name ?? "");
    }

    until(object: KubernetesObject, isSo: (status: Status) => boolean, what: string, seconds = 30): Promise<void> {
        return eventually(async () => isSo(await this.statusOf(object)), seconds, `${object.kind} is not ${what}`);
    }

    runs = (object: KubernetesObject, seconds?: number) =>
        this.until(object, ({ phase }) => phase === "RUNNING", "RUNNING", seconds);

    isCreated = (object: KubernetesObject) => this.until(object, ({ state }) => state === "CREATED", "CREATED");

    isGone = (object: KubernetesObject, seconds = 20) =>
        eventually(async () => (await this.now(object)) === undefined, seconds, `${object.kind} is still there`);

    /** Resolves when the operator has done something that takes longer than what it had to do before. */
    async hasCaughtUp(): Promise<void> {
        const marker = this.zookeeper(`marker-${this.count++}`);
        await this.apply(marker);
        await this.runs(marker);
    }

    /**
     * Resolves when the garbage collector knows a kind, of which it has deleted an orphan by then. It looks for new
     * kinds every 30 seconds, and deletes an owner before dependents of a kind that it doesn't know.
     */
    async isCollected(kind: string): Promise<void> {
        const owner = { apiVersion: "v1", kind: "ConfigMap", name: "gone", uid: randomUUID() };
        const metadata = { name: "orphan", namespace: "default", ownerReferences: [owner] };
        const orphan = { apiVersion, kind, metadata, spec: {} };
        await this.apply(orphan);
        await this.isGone(orphan, 90);
    }

    /** The ready replicas of the operator's Deployment. */
    async readyReplicas(): Promise<number> {
        const kind = { apiVersion: "apps/v1", kind: "Deployment" };
        const deployment = await this.api.get(kind, "confluent-operator", "confluent-operator");
        return (deployment?.status as { readyReplicas?: number } | undefined)?.readyReplicas ?? 0;
    }

    private resource(kind: string, name: string, spec: object): KubernetesObject {
        return { apiVersion, kind, metadata: { name, namespace: this.namespace }, spec };
    }
}
