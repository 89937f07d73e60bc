import type { JsonObject } from "../../config/kustomize/json";
import type { KubernetesObject } from "../../kubernetes";
import { mirrorsIn } from "./facts";
import type { Lag } from "./lags";

/** A mirror topic of the cluster that is to take over. */
export interface Mirror {
    topic: string;
    /** In capitals, as mirror_status of Kafka's REST API; UNKNOWN before the operator has said anything. */
    status: string;
    /** Undefined where nobody has asked Kafka. */
    lag: Pick<Lag, "messages" | "worst"> | undefined;
}

interface LinkStatus {
    /** By topic (CRD of CFK 3.3). Kafka's REST API writes a state in capitals or not, as its version has it. */
    mirrorTopics?: Record<string, { status?: string }>;
}

/** Every topic that the link is told to mirror, or does: those that it makes by itself are in no manifest. */
export function mirrorsOf(link: KubernetesObject, lags: ReadonlyMap<string, Lag> | undefined): Mirror[] {
    const { mirrorTopics = {} } = (link.status ?? {}) as LinkStatus;
    const told = mirrorsIn(link as unknown as JsonObject).map(({ name }) => name);
    const topics = [...new Set([...told, ...Object.keys(mirrorTopics), ...(lags?.keys() ?? [])])].sort();
    return topics.map((topic) => ({
        topic,
        status: lags?.get(topic)?.status ?? mirrorTopics[topic]?.status?.toUpperCase() ?? "UNKNOWN",
        lag: lags?.get(topic),
    }));
}

export const isStopped = ({ status }: Mirror): boolean => status === "STOPPED";

/** Whether it fetches from its source: otherwise nobody knows what else is there. */
export const isFetching = ({ status }: Mirror): boolean => status === "ACTIVE";

/** Whether nothing that its source has is missing here. */
export const isComplete = (mirror: Mirror): boolean =>
    isStopped(mirror) || (isFetching(mirror) && mirror.lag?.messages === 0);

/** `orders: ACTIVE, 120 messages behind`. */
export function described(mirror: Mirror): string {
    const { topic, status, lag } = mirror;
    if (isStopped(mirror)) return `${topic}: ${status}, takes writes`;
    const known = lag && `${lag.messages} ${lag.messages === 1 ? "message" : "messages"} behind`;
    if (!known) return `${topic}: ${status}, not known how far behind`;
    return `${topic}: ${status}, ${isFetching(mirror) ? known : `${known} when its source was last reached, and all that was written since`}`;
}

/** Up to when what is here reaches, of the topic that is behind the most. */
export function inTime(mirrors: readonly Mirror[]): string | undefined {
    const [most] = mirrors
        .filter(({ lag }) => lag?.worst && lag.worst.fetched > 0)
        .sort((one, other) => (other.lag?.worst?.messages ?? 0) - (one.lag?.worst?.messages ?? 0));
    const worst = most?.lag?.worst;
    if (!worst) return undefined;
    return `kafka-console-consumer --bootstrap-server BOOTSTRAP --consumer.config CLIENT --topic ${most.topic} --partition ${worst.partition} --offset ${worst.fetched - 1} --max-messages 1 --property print.timestamp=true`;
}
