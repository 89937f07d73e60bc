import { isObject, type Json, listOf, textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { at } from "../workload/security/nodes";
import { type Rule, refuse, rule, type Why } from "./rule";
import { nameOf } from "./workload";

/**
 * Both ends of Replicator, which have no defaults
 * (https://docs.confluent.io/platform/current/multi-dc-deployments/replicator/configuration_options.html).
 */
const ends = { src: "its source", dest: "its destination" };
const servers = "kafka.bootstrap.servers";

/**
 * A Replicator that lacks an end, uses one cluster for both and would copy topics onto themselves, or can't
 * authenticate. It has its own clients, which don't inherit Connect's credentials
 * (https://github.com/confluentinc/examples, replicator-security).
 */
export const replicatorRules: Rule[] = [
    rule(["gitops.path"], ({ gitops, overlay }) => {
        const resources = overlay?.resources ?? [];
        return resources
            .filter(
                ({ kind, object }) =>
                    kind === "Connector" && /connect\.replicator\./.test(textOf(at(object.spec, "class"))),
            )
            .flatMap((connector) => {
                const configs = at(connector.object.spec, "configs");
                const settings = isObject(configs) ? configs : {};
                const why = withoutEnds(settings) ?? unsigned(settings, connector, resources);
                if (!why) return [];
                const [reason, fix] = why;
                return [
                    refuse("gitops.path", gitops.path, `has ${nameOf(connector)}, a Replicator that ${reason}`, fix, {
                        resource: connector,
                    }),
                ];
            });
    }),
];

type Settings = Readonly<Record<string, Json | undefined>>;

function withoutEnds(settings: Settings): Why | undefined {
    const keys = Object.keys(ends).map((end) => `${end}.${servers}`);
    const fix = `set both: ${keys.join(" and ")}, each to a cluster`;
    const missing = Object.entries(ends).filter(([end]) => !settings[`${end}.${servers}`]);
    if (missing.length > 0) {
        return [
            `does not set ${missing.map(([end, what]) => `${what} (configs ${end}.${servers})`).join(" or ")}`,
            fix,
        ];
    }
    const [from, to] = keys.map((key) => settings[key]);
    return from === to ? [`copies from ${JSON.stringify(from)} to the same cluster`, fix] : undefined;
}

/**
 * Whether it has credentials wherever it is set to authenticate; connectorClients.ts checks what a listener in the
 * overlay requires.
 */
function unsigned(settings: Settings, connector: Resource, resources: readonly Resource[]): Why | undefined {
    for (const end of Object.keys(ends)) {
        const key = (name: string) => `${end}.kafka.${name}`;
        const protocol = textOf(settings[key("security.protocol")]).toUpperCase();
        if (protocol.startsWith("SASL_") && !settings[key("sasl.jaas.config")] && !hasLoginFile(connector, resources)) {
            return [
                `has ${key("security.protocol")} ${protocol}, but no credentials for it (configs ${key("sasl.jaas.config")})`,
                `set ${key("sasl.mechanism")} and ${key("sasl.jaas.config")}, with ${"${file:...}"} from a Secret in its Connect's mountedSecrets`,
            ];
        }
    }
    return undefined;
}

/** Whether the workers' JVM has a file with credentials, which applies to all of its clients. */
function hasLoginFile({ object }: Resource, resources: readonly Resource[]): boolean {
    const name = textOf(at(object.spec, "connectClusterRef.name"));
    return resources
        .filter((one) => one.kind === "Connect" && (!name || one.name === name))
        .some((one) =>
            listOf(at(one.object.spec, "configOverrides.jvm")).some((flag) =>
                /java\.security\.auth\.login\.config/.test(textOf(flag)),
            ),
        );
}
