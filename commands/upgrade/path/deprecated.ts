import type { Resource } from "../../../config/kustomize/resource";
import { isObject, textOf } from "../../../config/kustomize/json";
import { child } from "../../../config/workload/platform";

/** Settings that a broker or controller of Confluent Platform 8 doesn't start with. */
const gone = ["message.format.version", "log.message.format.version", "inter.broker.protocol.version"];
/** The least `segment.bytes`, in bytes: 1 MiB. */
const leastSegment = 2 ** 20;

/**
 * What has to go before Confluent Platform 8, or brokers don't start
 * (https://docs.confluent.io/operator/3.4/co-upgrade-cp.html, "Known issues").
 */
export function deprecated(resources: readonly Resource[]): string[] {
    return resources.flatMap((resource) => {
        const { kind, name, file } = resource;
        return settingsOf(resource)
            .filter(
                ([key, value]) =>
                    gone.includes(key) || (/^(log\.)?segment\.bytes$/.test(key) && Number(value) < leastSegment),
            )
            .map(([key, value]) =>
                gone.includes(key)
                    ? `Remove ${key} from ${kind} ${name} (${file}), in a commit of its own before this one: 8 doesn't start with it.`
                    : `Set ${key} of ${kind} ${name} (${file}) to ${leastSegment} or more, in a commit of its own before this one; it is ${value}.`,
            );
    });
}

/** Of brokers and controllers `configOverrides.server`, of topics `configs`. */
function settingsOf({ kind, object }: Resource): [key: string, value: string][] {
    const spec = child(object, "spec");
    const lines = child(child(spec, "configOverrides"), "server");
    if (kind === "Kafka" || kind === "KRaftController") {
        return (Array.isArray(lines) ? lines : []).flatMap((line): [string, string][] => {
            const [key = "", value = ""] = (typeof line === "string" ? line : "").split(/=(.*)/s);
            return [[key.trim(), value.trim()]];
        });
    }
    const configs = kind === "KafkaTopic" ? child(spec, "configs") : undefined;
    return Object.entries(isObject(configs) ? configs : {}).map(([key, value]) => [
        key,
        typeof value === "number" ? String(value) : textOf(value),
    ]);
}
