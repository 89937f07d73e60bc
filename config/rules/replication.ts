import { copiesOf, hasBrokersElsewhere, inSync, isOfThisKafka, settingsOf } from "../workload/copies";
import { type Rule, refuse, rule } from "./rule";

/**
 * Replication on more brokers than there are: Kafka doesn't create such a topic, and whatever needs it does not start.
 */
export const replicationRules: Rule[] = [
    rule(["gitops.path"], ({ gitops, overlay }) => {
        const { brokers = 0, resources = [] } = overlay ?? {};
        if (brokers === 0 || hasBrokersElsewhere(resources)) return [];
        return resources.filter(isOfThisKafka).flatMap((resource) => {
            const least = settingsOf(resource).filter(({ key }) => inSync.test(key));
            return [...copiesOf(resource), ...least.map(({ field, value }) => ({ field, copies: value }))]
                .filter(({ copies }) => copies > brokers)
                .map(({ field, copies }) =>
                    refuse(
                        "gitops.path",
                        gitops.path,
                        `has ${resource.kind} ${resource.name} (${resource.file}) with ${field} ${copies}, but Kafka has ${brokers === 1 ? "1 broker" : `${brokers} brokers`}`,
                        `set ${field} to ${brokers} or less, or spec.replicas of Kafka to ${copies}; put size-small below the components that it sizes`,
                        { resource, field },
                    ),
                );
        });
    }),
];
