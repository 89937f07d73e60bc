import { isObject, listOf, textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { at } from "../workload/security/nodes";
import { child } from "../workload/platform";
import { connectOf } from "./connectorPlugins";
import { inOverlay, type Rule, type Why } from "./rule";
import { nameOf } from "./workload";

/** Settings that Connect refuses, or that make the connector fail as soon as it starts. */
export const connectorRules: Rule[] = [
    inOverlay((resources) =>
        resources
            .filter(({ kind }) => kind === "Connector")
            .flatMap((connector) => [...topicsTwice(connector), ...filesOfNobody(connector, resources)]),
    ),
];

/** Exclusive, as org.apache.kafka.connect.runtime.SinkConnectorConfig validates them. */
function topicsTwice(connector: Resource): Why[] {
    const configs = at(connector.object, "spec.configs");
    const [topics, regex] = ["topics", "topics.regex"];
    const has = (key: string) => isObject(configs) && textOf(configs[key]).trim() !== "";
    if (!has(topics) || !has(regex)) return [];
    return [
        [
            `has ${nameOf(connector)} with both ${topics} and ${regex} in its configs, of which Connect takes only one`,
            "remove one of the two",
            { resource: connector, field: `spec.configs.${regex}` },
        ],
    ];
}

/** Where the operator mounts a Secret (https://docs.confluent.io/operator/current/co-manage-connectors.html). */
const mounted = /\$\{file:(\/mnt\/secrets\/([\w.-]+)\/[^:}]*)/g;

/** Files of Secrets that the connector's Connect doesn't mount. */
function filesOfNobody(connector: Resource, resources: readonly Resource[]): Why[] {
    const connect = connectOf(connector, resources);
    const configs = at(connector.object, "spec.configs");
    if (!connect || !isObject(configs)) return [];
    const annotations = at(connect.object, "metadata.annotations");
    // Its ConfigMap, or Vault's agent, may mount anything.
    if (Object.keys(isObject(annotations) ? annotations : {}).some((key) => /pod-overlay|vault/.test(key))) return [];
    if (/vault/i.test(JSON.stringify(at(connect.object, "spec.podTemplate") ?? null))) return [];
    // mountedSecrets, credentials and certificates name it; mountedVolumes have the path.
    const spec = JSON.stringify(connect.object.spec);
    const mounts = listOf(at(connect.object, "spec.mountedVolumes.volumeMounts")).map((one) =>
        textOf(child(one, "mountPath")),
    );
    const isThere = (secret: string) =>
        spec.includes(`"secretRef":${JSON.stringify(secret)}`) ||
        mounts.some((path) => `/mnt/secrets/${secret}/`.startsWith(`${path.replace(/\/$/, "")}/`));
    return Object.entries(configs).flatMap(([key, value]) =>
        [...textOf(value).matchAll(mounted)]
            .filter(([, , secret = ""]) => !isThere(secret))
            .slice(0, 1)
            .map(([, path = "", secret = ""]): Why => [
                `has ${nameOf(connector)} with configs.${key} from the file ${path}, but ${nameOf(connect)} does not mount the Secret ${secret}`,
                `add { secretRef: ${secret} } to spec.mountedSecrets of Connect ${connect.name}, or correct the path`,
                { resource: connector, field: `spec.configs.${key}` },
            ]),
    );
}
