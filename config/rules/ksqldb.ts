import { isObject } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { child } from "../workload/platform";
import { listed, type Rule, refuse, rule } from "./rule";

/** Formats whose schemas are in Schema Registry (https://docs.confluent.io/platform/current/ksqldb/reference/serialization.html). */
const withSchemas = /\b(?:VALUE_|KEY_)?FORMAT\s*=\s*'(AVRO|PROTOBUF|JSON_SR)'/gi;

/** ksqlDB whose queries need Schema Registry, and that does not know one. */
export const ksqldbRules: Rule[] = [
    rule(["gitops.path"], ({ gitops, overlay }) => {
        const resources = overlay?.resources ?? [];
        const formats = [...new Set(resources.flatMap(formatsIn))];
        if (formats.length === 0) return [];
        return resources
            .filter(({ kind, object }) => kind === "KsqlDB" && !registryOf(object))
            .map(({ name, file }) =>
                refuse(
                    "gitops.path",
                    gitops.path,
                    `has KsqlDB ${name} (${file}) without dependencies.schemaRegistry, but queries in the format ${listed(formats)}, whose schemas are in Schema Registry`,
                    "set dependencies.schemaRegistry.url of KsqlDB, or use the format JSON",
                ),
            );
    }),
];

const registryOf = (object: Resource["object"]) =>
    child(child(child(object, "spec"), "dependencies"), "schemaRegistry");

function formatsIn({ kind, object }: Resource): string[] {
    const files = kind === "ConfigMap" && isObject(object.data) ? Object.entries(object.data) : [];
    return files
        .filter(([name]) => name.endsWith(".sql"))
        .flatMap(([, text]) =>
            [...(typeof text === "string" ? text : "").matchAll(withSchemas)].map(([, format = ""]) =>
                format.toUpperCase(),
            ),
        );
}
