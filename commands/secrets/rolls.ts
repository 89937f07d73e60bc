import { confluentGroup } from "../../config/workload/confluentKinds";
import type { FormName, NeededSecret } from "../../config/workload/secrets";

const docs = "https://docs.confluent.io/operator/current";
const kubernetes = "https://kubernetes.io/docs/tasks/configmap-secret/managing-secret-using-kubectl";

/** "not known" where no page of Confluent's tells. */
export type How = "reloads" | "is rolled by the operator" | "roll it" | "reads it anew" | "not known";

/** What happens to those who read a Secret once it has changed, as Confluent's pages have it. */
export interface Roll {
    /** `Kafka kafka`. */
    object: string;
    how: How;
    /** A page of Confluent's, or why it is taken to be so. */
    source: string;
}

/** Kinds beside Confluent's whose pods read a Secret as they start. */
const workloads = ["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod"];

/** Lists of users that a running component reads anew: "You do not need to restart the Kafka brokers". */
const reloaded: readonly FormName[] = ["sasl-users"];
/** Of PEM files the operator sees each change, and rolls the component; of Java's key stores it does not. */
const rolled: readonly FormName[] = ["tls", "ca-pair"];
const isKeyStore = (key: string): boolean => /\.jks$|^jksPassword/.test(key);
/** Of which Confluent's pages say neither what is in it nor what happens. */
const unknown: readonly FormName[] = ["other", "gateway-store", "gateway-admin"];

export function rollsOf({ references }: NeededSecret, changed: readonly string[]): Roll[] {
    const rolls = references.map(({ resource: { group, kind, name }, form }): Roll => {
        const object = `${kind} ${name}`;
        const isConfluents = group === confluentGroup;
        if (isConfluents && unknown.includes(form)) {
            return { object, how: "not known", source: "Confluent's public pages and examples do not say" };
        }
        const hasPods = isConfluents ? statefulSets.includes(kind) : workloads.includes(kind);
        // The operator, or another controller, reads it each time that it has something to do.
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

/** Of each object, what is most to be done: by one of its fields it may reload, by another it has to be rolled. */
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
 * By these the operator restarts brokers and controllers one by one, and waits for replicas: "the ONLY Confluent-supported
 * method", without which data may be lost (co-roll-cluster.html).
 */
const rolledByAnnotation = ["Kafka", "KRaftController"];

/** What to say of it, and to type. */
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
