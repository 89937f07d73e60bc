import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { isObject } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { checkoutFolder } from "../workload/checkout";
import { child } from "../workload/platform";
import { listed, type Rule, refuse, rule } from "./rule";

/** Formats whose schemas are in Schema Registry (https://docs.confluent.io/platform/current/ksqldb/reference/serialization.html). */
const withSchemas = /\b(?:VALUE_|KEY_)?FORMAT\s*=\s*'(AVRO|PROTOBUF|JSON_SR)'/gi;

/**
 * ksqlDB with queries that need Schema Registry, but without one; and queries that nothing includes.
 * @param root the folder of Pulumi.yaml
 */
export const ksqldbRules = (root: string): Rule[] => [
    // A file beside the ones that a generator lists looks as if it were applied.
    rule(["gitops.path", "gitops.checkout"], ({ gitops, overlay }) => {
        const top = checkoutFolder(gitops, root);
        const files = (overlay?.files ?? []).filter((file) => file.endsWith(".sql"));
        if (top === undefined) return [];
        const stray = [...new Set(files.map((file) => dirname(file)))].flatMap((folder) =>
            readdirSync(join(top, folder))
                .filter((name) => name.endsWith(".sql") && !files.includes(join(folder, name)))
                .map((name) => join(folder, name)),
        );
        if (stray.length === 0) return [];
        return [
            refuse(
                "gitops.path",
                gitops.path,
                `has ksqlDB queries in a folder with others, but does not include them, so they would never be applied: ${listed(stray)}`,
                "list them under files in the configMapGenerator of ksqldb-queries' kustomization.yaml, or move them elsewhere",
                { file: stray[0] ?? "" },
            ),
        ];
    }),

    // Confluent's tool ends with an error at the first file with another name (ksql-migrations,
    // MigrationsDirectoryUtil.getVersionFromMigrationFilePath).
    rule(["gitops.path"], ({ gitops, overlay }) =>
        (overlay?.resources ?? []).flatMap((resource) => {
            const { kind, name, object } = resource;
            const isOfQueries = kind === "ConfigMap" && /^ksqldb-queries(-|$)/.test(name);
            const misnamed = Object.keys(isOfQueries && isObject(object.data) ? object.data : {}).filter(
                (file) => file.endsWith(".sql") && !(/^V(\d{6})__.*\.sql$/.exec(file) && Number(file.slice(1, 7)) > 0),
            );
            const [first] = misnamed;
            if (first === undefined) return [];
            const file = overlay?.files.find((path) => path.endsWith(`/${first}`));
            return [
                refuse(
                    "gitops.path",
                    gitops.path,
                    `has queries of ksqlDB in files that ksql-migrations does not take, and with them it applies none: ${listed(misnamed)}`,
                    "name each V, the next number with six digits, two underscores, and a name: V000002__NAME.sql",
                    file === undefined ? { resource } : { file },
                ),
            ];
        }),
    ),

    rule(["gitops.path"], ({ gitops, overlay }) => {
        const resources = overlay?.resources ?? [];
        const formats = [...new Set(resources.flatMap(formatsIn))];
        if (formats.length === 0) return [];
        return resources
            .filter(({ kind, object }) => kind === "KsqlDB" && !registryOf(object))
            .map((resource) =>
                refuse(
                    "gitops.path",
                    gitops.path,
                    `has KsqlDB ${resource.name} (${resource.file}) without dependencies.schemaRegistry, but queries in the format ${listed(formats)}, whose schemas are in Schema Registry`,
                    "set dependencies.schemaRegistry.url of KsqlDB, or use the format JSON",
                    { resource },
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
