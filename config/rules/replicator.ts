import { child } from "../workload/platform";
import { type Rule, refuse, rule } from "./rule";

/** Both ends of Replicator, which it has no defaults for (https://docs.confluent.io/platform/current/multi-dc-deployments/replicator/configuration_options.html). */
const ends = {
    "src.kafka.bootstrap.servers": "where it copies from",
    "dest.kafka.bootstrap.servers": "its destination",
};

/** A Replicator that lacks an end, or has one cluster for both: it would copy topics onto themselves. */
export const replicatorRules: Rule[] = [
    rule(["gitops.path"], ({ gitops, overlay }) =>
        (overlay?.resources ?? []).flatMap(({ kind, name, file, object }) => {
            const spec = child(object, "spec");
            const className = child(spec, "class");
            if (kind !== "Connector" || typeof className !== "string" || !/connect\.replicator\./.test(className))
                return [];
            const configs = child(spec, "configs");
            const [from, to] = Object.keys(ends).map((key) => child(configs, key));
            const missing = Object.entries(ends).filter(([key]) => !child(configs, key));
            const reason =
                missing.length > 0
                    ? `does not say ${missing.map(([key, what]) => `${what} (configs ${key})`).join(" nor ")}`
                    : from === to
                      ? `copies from ${JSON.stringify(from)} to the same cluster`
                      : undefined;
            if (!reason) return [];
            const what = `has Connector ${name} (${file}), a Replicator that ${reason}`;
            return [
                refuse(
                    "gitops.path",
                    gitops.path,
                    what,
                    `set both: ${Object.keys(ends).join(" and ")}, each to a cluster`,
                ),
            ];
        }),
    ),
];
