import { UsageError } from "../../base/error";
import type { KubernetesObject } from "../../kubernetes";
import type { Rest } from "../export/rest";

/**
 * Mirror topics as Kafka's REST API has them: GET /kafka/v3/clusters/{cluster_id}/links/{link_name}/mirrors
 * (https://docs.confluent.io/cloud/current/ccloud/list-kafka-mirror-topics-under-link/, KafkaMirrorData; confluentinc/kcp reads the same).
 * The status of a ClusterLink has no lag (CRD of CFK 3.3).
 */
interface Page {
    data: {
        mirror_topic_name: string;
        mirror_status: string;
        mirror_lags?: { partition: number; lag: number; last_source_fetch_offset: number }[];
    }[];
}

/** How far a mirror topic is behind its source. */
export interface Lag {
    status: string;
    /** Messages of all partitions that are not here. */
    messages: number;
    /** The partition that is behind the most; undefined for a topic without partitions. */
    worst: { partition: number; messages: number; fetched: number } | undefined;
}

/** By topic; undefined where the API has no such link. @throws UsageError where it answers something else */
async function lagsOf(rest: Rest, link: string): Promise<Map<string, Lag> | undefined> {
    const { data: clusters } = await rest.get<{ data: { cluster_id: string }[] }>("/kafka/v3/clusters");
    const id = encodeURIComponent(clusters[0]?.cluster_id ?? "");
    const page = await rest.find<Page>(`/kafka/v3/clusters/${id}/links/${encodeURIComponent(link)}/mirrors`);
    return page && new Map(page.data.map((one) => [one.mirror_topic_name, lagOf(one, link)]));
}

/** The same for a ClusterLink: until the operator has made it in Kafka, there are none. @throws UsageError for another cluster's API */
export async function lagsIn(rest: Rest, link: KubernetesObject): Promise<Map<string, Lag>> {
    const name = linkName(link);
    const lags = await lagsOf(rest, name);
    const { mirrorTopics = {} } = (link.status ?? {}) as { mirrorTopics?: object };
    if (lags || Object.keys(mirrorTopics).length === 0) return lags ?? new Map<string, Lag>();
    throw new UsageError(
        `Kafka's REST API knows no link ${name}: is --kafka-rest an address of the cluster that takes over?`,
    );
}

/** What the link is called in Kafka (CRD of CFK 3.3: spec.name, else the object's). */
const linkName = ({ metadata, spec, status }: KubernetesObject): string =>
    (status as { clusterLinkName?: string } | undefined)?.clusterLinkName ??
    (spec as { name?: string } | undefined)?.name ??
    metadata.name ??
    "";

function lagOf({ mirror_topic_name, mirror_status, mirror_lags }: Page["data"][number], link: string): Lag {
    // A negative one would not mean that everything is there.
    if (!Array.isArray(mirror_lags) || mirror_lags.some(({ lag }) => !(Number.isFinite(lag) && lag >= 0)))
        throw new UsageError(
            `Kafka's REST API says nothing of how far ${mirror_topic_name} of link ${link} is behind (mirror_lags).`,
        );
    const [worst] = [...mirror_lags].sort((one, other) => other.lag - one.lag);
    return {
        status: mirror_status.toUpperCase(),
        messages: mirror_lags.reduce((sum, { lag }) => sum + lag, 0),
        worst: worst && {
            partition: worst.partition,
            messages: worst.lag,
            fetched: worst.last_source_fetch_offset,
        },
    };
}
