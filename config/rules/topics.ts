import { textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { at, isOfConfluent } from "../workload/security/nodes";
import { type Rule, refuse, rule } from "./rule";
import { nameOf } from "./workload";

/** Two objects for the same topic: the operator would alternate between their settings forever. */
export const topicRules: Rule[] = [
    rule(["gitops.path"], ({ gitops, overlay }) => {
        const first = new Map<string, Resource>();
        const topics = (overlay?.resources ?? []).filter((one) => isOfConfluent(one) && one.kind === "KafkaTopic");
        return topics.flatMap((topic) => {
            const own = textOf(at(topic.object, "spec.name"));
            const name = own || topic.name;
            // What determines the topic's cluster.
            const where = ["kafkaRest", "kafkaRestClassRef"].map((field) => at(topic.object, `spec.${field}`) ?? null);
            const key = JSON.stringify([name, where]);
            const other = first.get(key);
            if (!other) {
                first.set(key, topic);
                return [];
            }
            return [
                refuse(
                    "gitops.path",
                    gitops.path,
                    `has ${nameOf(topic)} for the topic ${name}, for which there already is ${nameOf(other)}: the operator would alternate between their settings`,
                    "remove one of the two, or give one another spec.name",
                    { resource: topic, field: own ? "spec.name" : "metadata.name" },
                ),
            ];
        });
    }),
];
