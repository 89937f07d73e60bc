import { confluentGroup } from "../../config/workload/confluentKinds";
import type { FormName, NeededSecret } from "../../config/workload/secrets";

const docs = "https://docs.confluent.io/operator/current";
const kubernetes = "https://kubernetes.io/docs/tasks/configmap-secret/managing-secret-using-kubectl";

/** "not known" if no page in Confluent's documentation describes it. */
export type How = "reloads" | "is rolled by the operator" | "roll it" | "reads it anew" | "not known";

/** What happens to the readers of a Secret once it has changed, according to Confluent's documentation. */
export interface Roll {
    /** `Kafka kafka`. */
    object: string;
    how: How;
    /** A page in Confluent's documentation, or why this is assumed. */
    source: string;
}

/** Other kinds than Confluent's whose pods read a Secret when they start. */
const workloads = ["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod"];

/** User lists that a running component reloads: "You do not need to restart the Kafka brokers". */
const reloaded: readonly FormName[] = ["sasl-users"];
/** The operator detects each change of PEM files, and rolls the component; it does not for Java key stores. */
const rolled: readonly FormName[] = ["tls", "ca-pair"];
const isKeyStore = (key: string): boolean => /\.jks$|^jksPassword/.test(key);
/** Confluent's documentation describes neither their contents nor what happens. */
const unknown: readonly FormName[] = ["other", "gateway-store", "gateway-admin"];

export function rollsOf({ references }: NeededSecret, changed: readonly string[]): Roll[] {
    const rolls = references.map(({ resource: { group, kind, name }, form }): Roll => {
        const object = `${kind} ${name}`;
        const isConfluents = group === confluentGroup;
        if (isConfluents && unknown.includes(form)) {
            return { object, how: "not known", source: "Confluent's public pages and examples do not say" };
        }
        const hasPods = isConfluents ? statefulSets.includes(kind) : workloads.includes(kind);
        // The operator, or another controller, reads it whenever it needs it.
        if (!hasPods) return { object, how: "reads it anew", source: "inferred: it has no pods of its own" };
        if (!isConfluents) return { object, how: "roll it", source: `${kubernetes}/#editing-a-secret` };
        if (rolled.includes(form)) {
            const how = changed.some(isKeyStore) ? "roll it" : "is rolled by the operator";
            return { object, how, source: `${docs}/co-manage-certificates.html` };
        }
        const isListAlone = reloaded.includes(form) && changed.every((key) => key === "plain-users.json");
        if (isListAlone) return { object, how: "reloads", source: `${docs}/co-manage-authentication.html` };
        // "to apply a license change or to apply credentials changes in a Kubernetes Secret".
        return { object, how: "roll it", source: `${docs}/co-roll-cluster.html` };
    });
    return strongest(rolls);
}

/** The strongest action for each object: one of its fields may be reloaded, while another requires a restart. */
export function strongest(rolls: readonly Roll[]): Roll[] {
    const order: readonly How[] = ["reads it anew", "reloads", "is rolled by the operator", "not known", "roll it"];
    const sorted = [...rolls].sort((one, other) => order.indexOf(one.how) - order.indexOf(other.how));
    return [...new Map(sorted.map((roll) => [roll.object, roll])).values()].sort((one, other) =>
        one.object < other.object ? -1 : 1,
    );
}

const statefulSets = [
    "Kafka",
    "KRaftController",
    "Zookeeper",
    "SchemaRegistry",
    "Connect",
    "ControlCenter",
    "KsqlDB",
    "KafkaRestProxy",
];

/**
 * With these annotations, the operator restarts brokers and controllers one by one, and waits for replicas: "the ONLY
 * Confluent-supported method", without which data may be lost (co-roll-cluster.html).
 */
const rolledByAnnotation = ["Kafka", "KRaftController"];

/** The text to print, and the command. */
export function rollText({ object, how }: Roll, namespace: string): string {
    if (how === "not known") return `${object}: it is not known whether it reads the new value without a restart`;
    if (how !== "roll it") return `${object} ${how}`;
    const [kind = "", name = ""] = object.split(" ");
    const keeps = `${object} keeps the old until its pods restart`;
    if (!statefulSets.includes(kind)) return keeps;
    if (!rolledByAnnotation.includes(kind)) {
        return `${keeps}: kubectl -n ${namespace} rollout restart statefulset ${name}`;
    }
    const patch = `{"spec":{"podTemplate":{"annotations":{"kafkacluster-manual-roll":"'$(date +%s)'"}}}}`;
    return `${keeps}, which the operator does one by one: kubectl -n ${namespace} patch ${kind.toLowerCase()} ${name} --type merge -p '${patch}'`;
}
