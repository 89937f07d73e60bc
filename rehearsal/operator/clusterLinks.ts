import { isDeepStrictEqual } from "node:util";
import { isNotFound, type KubernetesApi, type KubernetesObject } from "../../kubernetes";
import { dependenciesAnnotation } from "./links";
import { confluentVersion } from "./stages";

/** How often Kafka is asked, in milliseconds. Invented. */
const askMs = 300;

const linkKind = { apiVersion: confluentVersion, kind: "ClusterLink" };

/** As far as it is played: the CRD of CFK 3.3. */
interface Spec {
    name?: string;
    sourceKafkaCluster: { bootstrapEndpoint: string; clusterID?: string };
    mirrorTopics?: { name: string; state?: State }[];
    mirrorTopicOptions?: { autoCreateTopics?: { enabled?: boolean; topicFilters?: object[] } };
}

type State = "ACTIVE" | "PAUSE" | "PROMOTE" | "FAILOVER";

/** The part of the status that is written here; the rest is in stages/applicationResources.yaml. */
interface Status {
    clusterLinkName: string;
    sourceKafkaClusterID: string | undefined;
    destinationKafkaClusterID: string | undefined;
    numMirrorTopics: number;
    mirrorTopics: Record<string, { status: string; sourceTopicName: string }>;
}

interface MirrorData {
    mirror_topic_name: string;
    source_topic_name: string;
    mirror_status: string;
}

/**
 * Plays what the operator does with a ClusterLink inside Kafka. With a source:
 * - it makes and manages links by Kafka's REST API (https://docs.confluent.io/operator/current/co-link-clusters.html, its requirements);
 * - the states of spec.mirrorTopics, ACTIVE by default, and the fields of the status: the CRD of CFK 3.3;
 * - the API's verbs for a state: https://docs.confluent.io/cloud/current/api.html, Cluster Linking (v3).
 *
 * Assumed, because no public page, example or output was found: that the status repeats mirror_status as Kafka has it; that a state may
 * be set for a topic that the link made by itself; that the link is deleted with its object, and leaves topics that are STOPPED alone.
 * Not played: a change of a link's settings, and deleteRemovedMirrorTopics, which the overlays set to false.
 */
export class ClusterLinks {
    private timer: NodeJS.Timeout | undefined;
    private round: Promise<void> = Promise.resolve();
    private isStopped = true;

    constructor(
        private readonly api: KubernetesApi,
        /** The REST API of the Kafka of every link. */
        private readonly kafkaRest: string,
    ) {}

    start(): void {
        this.isStopped = false;
        this.askLater();
    }

    async stop(): Promise<void> {
        this.isStopped = true;
        clearTimeout(this.timer);
        await this.round;
    }

    private askLater(): void {
        if (this.isStopped) return;
        this.timer = setTimeout(() => {
            // Kafka or the API server may be unreachable; the next round follows.
            this.round = this.play()
                .catch(() => undefined)
                .then(() => this.askLater());
        }, askMs).unref();
    }

    /** One round: every link once. @throws Error where Kafka or the API server don't answer */
    async play(): Promise<void> {
        const links = await this.api.list(linkKind);
        const [cluster] = await this.ask<{ cluster_id: string }>("GET", "/kafka/v3/clusters");
        const at = `/kafka/v3/clusters/${cluster?.cluster_id}/links`;
        const made = (await this.ask<{ link_name: string }>("GET", at)).map(({ link_name }) => link_name);
        for (const gone of made.filter((name) => !links.some((link) => nameOf(link) === name)))
            await this.ask("DELETE", `${at}/${gone}`);
        for (const link of links.filter(isReady)) {
            if (!made.includes(nameOf(link))) await this.make(at, link);
            await this.playOne(`${at}/${nameOf(link)}`, link, cluster?.cluster_id);
        }
    }

    private async make(at: string, link: KubernetesObject): Promise<void> {
        const { sourceKafkaCluster, mirrorTopicOptions } = link.spec as Spec;
        const { enabled = false, topicFilters = [] } = mirrorTopicOptions?.autoCreateTopics ?? {};
        await this.ask("POST", `${at}?link_name=${nameOf(link)}`, {
            source_cluster_id: sourceKafkaCluster.clusterID,
            configs: [
                { name: "bootstrap.servers", value: sourceKafkaCluster.bootstrapEndpoint },
                { name: "auto.create.mirror.topics.enable", value: String(enabled) },
                { name: "auto.create.mirror.topics.filters", value: JSON.stringify({ topicFilters }) },
            ],
        });
    }

    private async playOne(at: string, link: KubernetesObject, clusterId: string | undefined): Promise<void> {
        const { sourceKafkaCluster, mirrorTopics = [] } = link.spec as Spec;
        const read = () => this.ask<MirrorData>("GET", `${at}/mirrors`);
        const before = await read();
        for (const { name, state = "ACTIVE" } of mirrorTopics) {
            const found = before.find((one) => one.mirror_topic_name === name);
            const verb = found && verbFor(state, found.mirror_status);
            if (!found) await this.ask("POST", `${at}/mirrors`, { source_topic_name: name });
            if (verb) await this.ask("POST", `${at}/mirrors:${verb}`, { mirror_topic_names: [name] });
        }
        const mirrors = await read();
        await this.write(link, {
            clusterLinkName: nameOf(link),
            sourceKafkaClusterID: sourceKafkaCluster.clusterID,
            destinationKafkaClusterID: clusterId,
            numMirrorTopics: mirrors.length,
            mirrorTopics: Object.fromEntries(
                mirrors.map(({ mirror_topic_name, source_topic_name, mirror_status }) => [
                    mirror_topic_name,
                    { status: mirror_status, sourceTopicName: source_topic_name },
                ]),
            ),
        });
    }

    private async write({ metadata, status = {} }: KubernetesObject, wanted: Status): Promise<void> {
        const before = status as Partial<Status>;
        const fields = Object.keys(wanted) as (keyof Status)[];
        if (fields.every((field) => isDeepStrictEqual(before[field], wanted[field]))) return;
        // In a merge patch, what is left out stays.
        const gone = Object.fromEntries(Object.keys(before.mirrorTopics ?? {}).map((topic) => [topic, null]));
        const change = {
            metadata: { resourceVersion: metadata.resourceVersion },
            status: { ...wanted, mirrorTopics: { ...gone, ...wanted.mirrorTopics } },
        };
        await this.api
            .merge(linkKind, metadata.namespace, metadata.name ?? "", change, "status")
            .catch((error: unknown) => {
                // It was deleted or changed meanwhile: the next round sees that.
                if (!isNotFound(error)) throw error;
            });
    }

    /** @throws Error for an answer that isn't a success */
    private async ask<T extends object>(method: string, path: string, body?: object): Promise<T[]> {
        const headers = { "content-type": "application/json" };
        const response = await fetch(this.kafkaRest + path, { method, headers, body: body && JSON.stringify(body) });
        if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`);
        const text = await response.text();
        return text === "" ? [] : (JSON.parse(text) as { data: T[] }).data;
    }
}

const nameOf = ({ metadata, spec }: KubernetesObject): string => (spec as Spec).name ?? metadata.name ?? "";

const isReady = ({ metadata }: KubernetesObject): boolean =>
    !metadata.deletionTimestamp &&
    metadata.annotations?.[dependenciesAnnotation] === "ready" &&
    metadata.annotations["platform.confluent.io/block-reconcile"] !== "true";

/** What to tell Kafka, for a topic's state in Git and its status; undefined if nothing. */
function verbFor(state: State, status: string): string | undefined {
    if (status === "STOPPED") return undefined;
    switch (state) {
        case "PROMOTE":
            return status === "PENDING_STOPPED" ? undefined : "promote";
        case "FAILOVER":
            return "failover";
        case "PAUSE":
            return status === "ACTIVE" ? "pause" : undefined;
        default:
            return status === "PAUSED" ? "resume" : undefined;
    }
}
