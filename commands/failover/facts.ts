import { UsageError } from "../../base/error";
import { isObject, type JsonObject, listOf, textOf } from "../../config/kustomize/json";
import { at } from "../../config/workload/security/nodes";
import { type InGit, stackInGit } from "../upgrade/stack";

/** What Git and the stack's file say of one of the two clusters. */
export interface Facts extends InGit {
    /** The overlay's ClusterLink; undefined without one. */
    link: { name: string; topics: MirrorInGit[] } | undefined;
    /** Names in Kafka of the overlay's KafkaTopics. */
    topics: string[];
}

/** An item of a ClusterLink's spec.mirrorTopics (CRD of CFK 3.3). */
export interface MirrorInGit {
    name: string;
    state: string;
}

/** States that end the mirroring (the CRD's enum; https://docs.confluent.io/operator/current/co-link-clusters.html). */
export const endsMirroring = (state: string): boolean => state === "PROMOTE" || state === "FAILOVER";

/** @throws UsageError, ConfigurationError for a stack whose Git cannot be read, or whose configuration is refused */
export function factsOf(stack: string, root: string): Facts {
    const { overlay, inGit } = stackInGit(stack, root, "a failover");
    const links = overlay.resources.filter(({ kind }) => kind === "ClusterLink");
    if (links.length > 1)
        throw new UsageError(
            `${inGit.path} has ${links.length} ClusterLinks (${links.map(({ name }) => name).join(", ")}), and a failover is of one.`,
        );
    const [link] = links;
    return {
        ...inGit,
        link: link && { name: link.name, topics: mirrorsIn(link.object) },
        topics: overlay.resources
            .filter(({ kind }) => kind === "KafkaTopic")
            .map(({ name, object }) => textOf(at(object, "spec.name")) || name),
    };
}

/** What a ClusterLink says of each topic. ACTIVE is the default. */
export const mirrorsIn = (link: JsonObject): MirrorInGit[] =>
    listOf(at(link, "spec.mirrorTopics"))
        .filter(isObject)
        .map(({ name, state }) => ({ name: textOf(name), state: textOf(state) || "ACTIVE" }));
