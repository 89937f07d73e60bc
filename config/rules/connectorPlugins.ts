import { listOf, textOf } from "../kustomize/json";
import { parseImage } from "../kustomize/images";
import type { Resource } from "../kustomize/resource";
import { annotationOf, child, specImage } from "../workload/platform";
import { at } from "../workload/security/nodes";
import { listed, type Rule, refuse, rule } from "./rule";
import { nameOf } from "./workload";

/** On a Connect with its own image: the plug-ins in the image, by their names on Confluent Hub, separated by commas. */
export const pluginsAnnotation = "confluent-gitops/plugins";

/**
 * Packages of connector classes, and the plug-in on Confluent Hub that contains them (its manifest.json); longer ones
 * first.
 */
const plugins: [classes: string, plugin: string][] = [
    ["io.confluent.connect.s3.source.", "kafka-connect-s3-source"],
    ["io.confluent.connect.s3.", "kafka-connect-s3"],
    ["io.confluent.connect.jdbc.", "kafka-connect-jdbc"],
    ["io.confluent.connect.replicator.", "kafka-connect-replicator"],
    ["io.confluent.connect.elasticsearch.", "kafka-connect-elasticsearch"],
    ["io.confluent.connect.http.", "kafka-connect-http"],
    ["io.confluent.kafka.connect.datagen.", "kafka-connect-datagen"],
];
/** Classes that every worker has, and plug-ins that Confluent's images have in addition. */
const builtIn = "org.apache.kafka.connect.";
const inImage: Record<string, string> = { "cp-enterprise-replicator": "kafka-connect-replicator" };

/** Connectors whose class is in no plug-in of their Connect: Connect rejects them, and Argo CD shows ERROR forever. */
export const connectorPluginRules: Rule[] = [
    rule(["gitops.path"], ({ gitops, overlay }) => {
        const resources = overlay?.resources ?? [];
        return resources
            .filter(({ kind }) => kind === "Connector")
            .flatMap((connector) => {
                const spec = child(connector.object, "spec");
                const connect = connectOf(connector, resources);
                const className = child(spec, "class");
                if (!connect || typeof className !== "string" || className.startsWith(builtIn)) return [];
                const there = pluginsOf(connect);
                const wanted = plugins.find(([classes]) => className.startsWith(classes))?.[1];
                if (!there || (wanted ? there.includes(wanted) : there.length > 0)) return [];
                const missing = wanted ? `the plug-in ${wanted}, which contains that class` : "any plug-in";
                return [
                    refuse(
                        "gitops.path",
                        gitops.path,
                        `has Connector ${connector.name} (${connector.file}) of class ${className}, but Connect ${connect.name} (${connect.file}) does not have ${missing}`,
                        `add - ../../components/connect-plugins, or the plug-in to build.onDemand.plugins of Connect ${connect.name}; with an image of your own, list it in the annotation ${pluginsAnnotation}`,
                        { resource: connector, field: "spec.class" },
                    ),
                ];
            });
    }),

    // Both are in the workers' plugin.path: Connect chooses which one runs, and it may not be the version in Git.
    rule(["gitops.path"], ({ gitops, overlay }) =>
        (overlay?.resources ?? [])
            .filter(({ kind }) => kind === "Connect")
            .flatMap((connect) => {
                const twice = onDemand(connect).filter((name) => ofImage(connect)?.includes(name));
                if (twice.length === 0) return [];
                return [
                    refuse(
                        "gitops.path",
                        gitops.path,
                        `has ${nameOf(connect)} with plug-ins that are in its image and that it also downloads, so Git does not determine which version runs: ${listed(twice)}`,
                        `keep one of the components connect-image and connect-plugins; or take these out of build.onDemand.plugins, or out of the image and its annotation ${pluginsAnnotation}`,
                        { resource: connect, field: "spec.build.onDemand.plugins" },
                    ),
                ];
            }),
    ),

    // The operator reads the list that locationType names, and no other.
    rule(["gitops.path"], ({ gitops, overlay }) =>
        (overlay?.resources ?? []).flatMap((connect) => {
            const plugins = connect.kind === "Connect" ? at(connect.object, "spec.build.onDemand.plugins") : undefined;
            const type = textOf(child(plugins, "locationType"));
            if (!lists.includes(type) || listOf(child(plugins, type)).length > 0) return [];
            const other = lists.find((name) => listOf(child(plugins, name)).length > 0);
            if (other === undefined) return [];
            return [
                refuse(
                    "gitops.path",
                    gitops.path,
                    `has ${nameOf(connect)} with locationType ${type}, but no plug-ins in build.onDemand.plugins.${type}: they are in ${other}`,
                    `set locationType to ${other}`,
                    { resource: connect, field: "spec.build.onDemand.plugins.locationType" },
                ),
            ];
        }),
    ),
];

/** Where plug-ins are from (CRD: plugins.locationType), and the lists with these names. */
const lists = ["confluentHub", "url"];

/**
 * The Connect that a connector names, or the only one; undefined if there is none, there are several, or it is
 * elsewhere.
 */
export function connectOf({ object }: Resource, resources: readonly Resource[]): Resource | undefined {
    const spec = child(object, "spec");
    if (child(child(spec, "connectRest"), "endpoint")) return undefined;
    const name = child(child(spec, "connectClusterRef"), "name");
    const all = resources.filter(({ kind }) => kind === "Connect");
    return name === undefined ? (all.length === 1 ? all[0] : undefined) : all.find((one) => one.name === name);
}

/** The plug-ins of a Connect by name; undefined if they are unknown, as with somebody's own image. */
function pluginsOf(connect: Resource): string[] | undefined {
    const found = ofImage(connect);
    return found && [...found, ...onDemand(connect)];
}

/** The plug-ins in its image, as far as they are known. */
function ofImage(connect: Resource): string[] | undefined {
    const image =
        parseImage(specImage(connect, "application") ?? "")
            .name.split("/")
            .at(-1) ?? "";
    if (image.startsWith("cp-")) return inImage[image] ? [inImage[image]] : [];
    const names = annotationOf(connect, pluginsAnnotation);
    return typeof names === "string" ? names.split(",").map((one) => one.trim()) : undefined;
}

/** The plug-ins that it downloads. */
const onDemand = ({ object }: Resource): string[] =>
    lists.flatMap((field) =>
        listOf(at(object, `spec.build.onDemand.plugins.${field}`)).map((one) => textOf(child(one, "name"))),
    );
