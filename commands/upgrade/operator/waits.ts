import { confluentGroup, confluentKinds } from "../../../config/workload/confluentKinds";
import { type CfkVersion, cfkReleases } from "../../../config/support";
import type { Wait } from "../step";
import type { Situation } from "./situation";

type Facts = Situation["facts"];

/** Name of the Application that the stack makes. */
const application = "confluent-platform";

/** The commit is live. */
export const isLive = ({ argocd }: Facts): Wait => ({
    command:
        `kubectl -n ${argocd.namespace} get application ${application} ` +
        "-o jsonpath='{.status.sync.status} {.status.health.status} {.status.sync.revision}{\"\\n\"}'",
    until: "it says Synced Healthy, and the commit's id",
});

/** Everything of Confluent's in the overlay has an annotation. */
export function areAnnotated({ gitops, overlay }: Facts, annotation: string): Wait {
    const kinds = overlay.resources.filter(({ group }) => group === confluentGroup).map(({ kind }) => kind);
    const plurals = confluentKinds.filter(({ kind }) => kinds.includes(kind)).map(({ plural }) => plural);
    const column = annotation.replaceAll(".", "\\.");
    return {
        command:
            `kubectl -n ${gitops.namespace} get ${plurals.join(",")} ` +
            `-o custom-columns='KIND:.kind,NAME:.metadata.name,BLOCKED:.metadata.annotations.${column}'`,
        until: "BLOCKED is true in every row",
    };
}

/** The operator is of a release, and nothing else has changed. */
export function isUpgraded({ confluent, cluster, gitops }: Facts, to: CfkVersion): Wait[] {
    const { chart, kubernetes } = cfkReleases[to];
    const { namespace } = confluent;
    const server = {
        command: "kubectl version",
        until: `before anything else: the server's version is ${kubernetes.join(" to ")}`,
    };
    return [
        ...(cluster.source === "eks" ? [] : [server]),
        {
            command: `kubectl -n ${namespace} rollout status deployment/confluent-operator`,
            until: "it says successfully rolled out",
        },
        { command: `helm list --namespace ${namespace}`, until: `the chart is confluent-for-kubernetes-${chart}` },
        {
            command: `kubectl -n ${gitops.namespace} get pods`,
            until: "no pod is new: nothing has rolled",
        },
    ];
}

/** Every pod has an init image, and is ready. */
export const haveRolled = ({ gitops }: Facts, image: string): Wait => ({
    command:
        `kubectl -n ${gitops.namespace} get pods -o custom-columns=` +
        `'NAME:.metadata.name,READY:.status.conditions[?(@.type=="Ready")].status,INIT:.spec.initContainers[*].image'`,
    until: `for every component INIT ends in ${image} and READY is True`,
});
