import { confluentGroup } from "../../config/workload/confluentKinds";
import type { FormName, NeededSecret } from "../../config/workload/secrets";

const docs = "https://docs.confluent.io/operator/current";

/** What happens to those who read a Secret once it has changed, as Confluent's pages have it. */
export interface Roll {
    /** `Kafka kafka`. */
    object: string;
    how: "reloads" | "is rolled by the operator" | "roll it" | "reads it anew";
    source: string;
}

/** Kinds beside Confluent's whose pods read a Secret as they start. */
const workloads = ["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod"];

/** Lists of users that a running component reads anew: "You do not need to restart the Kafka brokers". */
const reloaded: readonly FormName[] = ["sasl-users"];
/** Of PEM files the operator sees each change, and rolls the component. */
const rolled: readonly FormName[] = ["tls", "ca-pair"];

export function rollsOf({ references }: NeededSecret, changed: readonly string[]): Roll[] {
    const rolls = references.map(({ resource: { group, kind, name }, form }): Roll => {
        const object = `${kind} ${name}`;
        const hasPods = group === confluentGroup ? statefulSets.includes(kind) : workloads.includes(kind);
        // The operator, or another controller, reads it each time that it has something to do.
        if (!hasPods) return { object, how: "reads it anew", source: `${docs}/co-manage-rest-api.html` };
        if (rolled.includes(form) && group === confluentGroup) {
            return { object, how: "is rolled by the operator", source: `${docs}/co-manage-certificates.html` };
        }
        const isListAlone = reloaded.includes(form) && changed.every((key) => key === "plain-users.json");
        const how = isListAlone ? "reloads" : "roll it";
        return { object, how, source: `${docs}/co-manage-authentication.html` };
    });
    return strongest(rolls);
}

/** Of each object, what is most to be done: by one of its fields it may reload, by another it has to be rolled. */
export function strongest(rolls: readonly Roll[]): Roll[] {
    const order: readonly Roll["how"][] = ["reads it anew", "reloads", "is rolled by the operator", "roll it"];
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

/** What to say of it, and to type. */
export function rollText({ object, how }: Roll, namespace: string): string {
    if (how !== "roll it") return `${object} ${how}`;
    const [kind = "", name = ""] = object.split(" ");
    return statefulSets.includes(kind)
        ? `${object} keeps the old until its pods restart: kubectl -n ${namespace} rollout restart statefulset ${name}`
        : `${object} keeps the old until its pods restart`;
}
