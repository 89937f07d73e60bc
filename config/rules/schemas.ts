import { Type } from "avsc";
import { isObject, type Json, textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { at, isOfConfluent } from "../workload/security/nodes";
import { everywhere, type Rule, type Why } from "./rule";
import { nameOf } from "./workload";

/** The key from which the operator reads a schema (https://docs.confluent.io/operator/current/co-manage-schemas.html). */
const textKey = "schema";

/** Schemas without a text, or with one that Schema Registry does not take: their objects would show ERROR. */
export const schemaRules: Rule[] = everywhere((resources) =>
    resources.filter((one) => isOfConfluent(one) && one.kind === "Schema").flatMap((one) => wrong(one, resources)),
);

function wrong(schema: Resource, all: readonly Resource[]): Why[] {
    const name = textOf(at(schema.object, "spec.data.configRef"));
    const map = all.find((one) => one.group === "" && one.kind === "ConfigMap" && one.name === name);
    // Without its ConfigMap, it is reported by the rule for references.
    if (!map) return [];
    const has = isObject(map.object.data) ? map.object.data : {};
    const text = has[textKey];
    if (typeof text !== "string") {
        const others = Object.keys(has);
        const there = others.length > 0 ? `, but ${others.join(", ")}` : "";
        return [
            [
                `has ${nameOf(schema)} whose text is nowhere: ${nameOf(map)} has no key ${textKey}${there}`,
                `name the key ${textKey}: the operator reads no other`,
                { resource: map, field: others[0] === undefined ? "data" : `data.${others[0]}` },
            ],
        ];
    }
    const reason = reasonAgainst(textOf(at(schema.object, "spec.data.format")), text);
    if (reason === undefined) return [];
    return [
        [
            `has ${nameOf(schema)} with a text that Schema Registry does not take, in ${nameOf(map)}: ${reason}`,
            "correct the text; validate it as the producers' build does",
            { resource: map, field: `data.${textKey}` },
        ],
    ];
}

/**
 * Why a text is no schema of its format; undefined if it is one, or if that isn't known here (Protobuf). Avro for Java takes
 * comments, and more names. Schema Registry doesn't look at defaults (AvroSchemaProvider, avro.validate.defaults).
 */
function reasonAgainst(format: string, text: string): string | undefined {
    if (!/^(avro|json)$/i.test(format)) return undefined;
    const isAvro = /^avro$/i.test(format);
    try {
        const schema = JSON.parse(isAvro ? text.replace(/\/\*[^]*?\*\//g, "") : text) as Json;
        if (isAvro) Type.forSchema(withoutDefaults(schema) as string);
        return undefined;
    } catch (error) {
        const said = error instanceof Error ? error.message : String(error);
        // A type of one of the schemas that it refers to (spec.schemaReferences), and the names that only Java takes.
        return /^(undefined type name|invalid name)/.test(said) ? undefined : said;
    }
}

function withoutDefaults(node: Json): Json {
    if (Array.isArray(node)) return node.map(withoutDefaults);
    if (!isObject(node)) return node;
    return Object.fromEntries(
        Object.entries(node)
            .filter(([key]) => key !== "default")
            .map(([key, value]) => [key, withoutDefaults(value as Json)]),
    );
}
