/**
 * Which keys lead from a CustomResourceDefinition to its schemas, and from a schema to those within, by JSONSchemaProps of
 * apiextensions.k8s.io/v1. Whatever another key holds (a default, an enum, a CEL rule) stays, `description` or not.
 *
 * @type {Record<string, Record<string, string>>}
 */
const below = {
    crd: { spec: "spec" },
    spec: { versions: "version" },
    version: { schema: "validation" },
    validation: { openAPIV3Schema: "schema" },
    schema: {
        ...{ properties: "schemas", patternProperties: "schemas", definitions: "schemas" },
        ...{ items: "schema", additionalProperties: "schema", additionalItems: "schema", not: "schema" },
        ...{ allOf: "schema", anyOf: "schema", oneOf: "schema" },
    },
};

/** A line of a block mapping: its indentation, the dash of a list's item, a key, and what follows on the line. */
const keyLine = /^( *)(- +)?(?:"([^"\\]+)"|'([^']+)'|([^\s"'#&*!|>%@`{}[\],?:-][^\s:#]*)):(?: +(.*?))?\s*$/;

/**
 * A CustomResourceDefinition's YAML without the descriptions in its schemas, which are more than half of it, and the only
 * part that an API server does not act on. Every other line stays as it is written, including numbers and quotes: there is
 * no parser, which would take seconds for a chart of real size.
 *
 * @param {string} yaml one document. What is not in block style, as controller-gen writes it, keeps its descriptions.
 * @returns {string}
 */
export function withoutDescriptions(yaml) {
    /** @type {string[]} */
    const kept = [];
    // The mappings that the current line is in, from the outermost in: what they are, the line of the key that leads to
    // them, and how many of their own were kept.
    let open = [{ column: 0, kind: "crd", lead: -1, keys: 0 }];
    // The line of the key before, and what is below it.
    let [lead, kind] = [-1, ""];
    // Lines from this column on belong to the value that was begun, and share its fate.
    let [within, isDropped] = [Infinity, false];

    for (const text of yaml.split("\n")) {
        const indent = text.search(/\S/);
        const isItem = text.startsWith("- ", indent);
        if (indent < 0 || indent >= within || (isItem && indent === within - 1)) {
            if (!isDropped) kept.push(text);
            continue;
        }
        [within, isDropped] = [Infinity, false];
        if (text[indent] === "#") {
            kept.push(text);
            continue;
        }
        const [, , dash = "", double, single, plain, value = ""] = keyLine.exec(text) ?? [];
        const key = double ?? single ?? plain;
        // Not understood, and therefore not changed.
        if (key === undefined) return yaml;
        const column = indent + dash.length;
        open = closed(open, column, kept);
        if ((open.at(-1)?.column ?? -1) < column) open.push({ column, kind, lead, keys: 0 });
        const mapping = open[open.length - 1] ?? { column, kind, lead, keys: 0 };
        isDropped = mapping.kind === "schema" && key === "description" && /^[^{[&*!#]/.test(value) && dash === "";
        kind = (mapping.kind === "schemas" ? "schema" : below[mapping.kind]?.[key]) ?? "";
        if (value !== "" || kind === "") within = column + 1;
        if (isDropped) continue;
        mapping.keys += 1;
        lead = kept.push(text) - 1;
    }
    closed(open, -1, kept);
    return kept.join("\n");
}

/**
 * The mappings that are still open at a column. If nothing in one was kept, it is empty, not null.
 *
 * @template {{ column: number, lead: number, keys: number }} Mapping
 * @param {Mapping[]} open
 * @param {number} column
 * @param {string[]} kept
 */
function closed(open, column, kept) {
    if ((open.at(-1)?.column ?? -1) <= column) return open;
    for (const { lead, keys } of open.filter((mapping) => mapping.column > column)) {
        if (keys === 0 && lead >= 0) kept[lead] = `${kept[lead]?.trimEnd() ?? ""} {}`;
    }
    return open.filter((mapping) => mapping.column <= column);
}
