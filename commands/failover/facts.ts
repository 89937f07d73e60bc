import { UsageError } from "../../base/error";
import { ConfigurationError } from "../../config/problems";
import { isObject, type JsonObject, listOf, textOf } from "../../config/kustomize/json";
import { checkoutFolder } from "../../config/workload/checkout";
import { at } from "../../config/workload/security/nodes";
import { checkedStack } from "../upgrade/stack";

/** What Git and the stack's file say of one of the two clusters. */
export interface Facts {
    stack: string;
    /** The folder of Pulumi.yaml. */
    root: string;
    /** The working copy that contains the overlay. */
    tree: string;
    /** The overlay, relative to it. */
    path: string;
    revision: string;
    namespaces: { argocd: string; workload: string };
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
    const { facts, problems } = checkedStack(stack, root);
    // Where the stack runs does not affect the contents of Git.
    const others = problems.filter(({ key }) => key !== "cluster.context");
    if (others.length > 0) throw new ConfigurationError(others);
    const { overlay, gitops, argocd } = facts;
    const tree = checkoutFolder(gitops, root);
    if (!overlay || tree === undefined)
        throw new UsageError(
            `gitops.checkout of ${stack} is none, and a failover is commits to ${gitops.path}: git clone ${gitops.repository} FOLDER && pulumi config set --path gitops.checkout FOLDER --stack ${stack}`,
        );
    const links = overlay.resources.filter(({ kind }) => kind === "ClusterLink");
    if (links.length > 1)
        throw new UsageError(
            `${gitops.path} has ${links.length} ClusterLinks (${links.map(({ name }) => name).join(", ")}), and a failover is of one.`,
        );
    const [link] = links;
    return {
        stack,
        root,
        tree,
        path: gitops.path,
        revision: gitops.revision,
        namespaces: { argocd: argocd.namespace, workload: gitops.namespace },
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
