import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { parse, stringify, type ToStringOptions } from "yaml";
import { realSizeCrds } from "../../../rehearsal/crds/realSize";

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type Schema = { [key: string]: Json };

const strip = async (yaml: string) =>
    (await import("../../../components/crds/withoutDescriptions.mjs")).withoutDescriptions(yaml);

const crdOf = (openAPIV3Schema: Schema) => ({
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "toys.example.org", annotations: { description: "Stays." } },
    spec: {
        group: "example.org",
        names: { kind: "Toy", plural: "toys" },
        versions: [
            {
                additionalPrinterColumns: [
                    { description: "Stays: a column's.", jsonPath: ".a", name: "A", type: "string" },
                ],
                name: "v1",
                schema: { openAPIV3Schema },
            },
            { name: "v2", schema: { openAPIV3Schema } },
        ],
    },
});

/** The same without descriptions, by what JSONSchemaProps is, on objects instead of text. */
function bare({ description: _, ...schema }: Schema): Schema {
    const within = (value: Json): Json =>
        Array.isArray(value) ? value.map(within) : typeof value === "object" && value ? bare(value) : value;
    const each = (value: Json): Json =>
        Object.fromEntries(Object.entries(value as Schema).map(([key, child]) => [key, within(child)]));
    return Object.fromEntries(
        Object.entries(schema).map(([key, value]) => {
            if (["properties", "patternProperties", "definitions"].includes(key)) return [key, each(value)];
            const isSchema = /^(items|additionalProperties|additionalItems|not|allOf|anyOf|oneOf)$/.test(key);
            return [key, isSchema ? within(value) : value];
        }),
    );
}

/** Texts, keys and values that look like what is around them. */
const prose = fc.oneof(
    fc.lorem({ maxCount: 40 }),
    fc.constantFrom(
        "description: no",
        "a\n\n  description: |\n    b\n",
        "- x: y",
        "# none",
        "type: string # a",
        "é: 'ü'",
        "{}",
        "---a",
    ),
);
const name = fc.constantFrom("description", "properties", "items", "default", "type", "a", "$ref", "x-y", "on", "1");
const value: fc.Arbitrary<Json> = fc.oneof(
    prose,
    fc.constant(true),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(prose, { maxLength: 3 }),
    fc.dictionary(name, prose, { maxKeys: 3 }),
    fc.array(fc.dictionary(name, prose, { minKeys: 1, maxKeys: 3 }), { maxLength: 3 }),
);
const { schema } = fc.letrec<{ schema: Schema }>((tie) => {
    const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
    const record = fc.record({
        allOf: some(fc.array(tie("schema"), { maxLength: 2 })),
        description: some(prose),
        default: some(value),
        enum: some(fc.array(value, { maxLength: 3 })),
        properties: some(fc.dictionary(name, tie("schema"), { maxKeys: 4 })),
        items: some(tie("schema")),
        additionalProperties: some(fc.oneof(fc.boolean(), tie("schema"))),
        type: some(fc.constantFrom("object", "string")),
        "x-kubernetes-validations": some(fc.array(fc.record({ message: prose, rule: prose }), { maxLength: 2 })),
    });
    const known = record.map((object) => JSON.parse(JSON.stringify(object)) as Schema);
    return { schema: fc.oneof({ maxDepth: 4 }, fc.constant<Schema>({ description: "A leaf." }), known) };
});

/** As controller-gen and Helm charts write it, and otherwise. */
const styles: ToStringOptions[] = [
    { indentSeq: false, lineWidth: 80 },
    { lineWidth: 0 },
    { indent: 4, lineWidth: 40, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" },
    { defaultStringType: "QUOTE_SINGLE", defaultKeyType: "QUOTE_DOUBLE" },
    { blockQuote: "folded", indentSeq: false },
];

describe("a CRD without its descriptions", () => {
    it("means what it meant, however it is written", async () => {
        await fc.assert(
            fc.asyncProperty(schema, fc.constantFrom(...styles), async (openAPIV3Schema, style) => {
                const yaml = stringify(crdOf(openAPIV3Schema), { aliasDuplicateObjects: false, ...style });
                // The library folds a text now and then so that it does not read it itself any more.
                fc.pre(readsAs(yaml, crdOf(openAPIV3Schema)));
                const left = parse(await strip(yaml)) as ReturnType<typeof crdOf>;
                // What comes first in a list's item may stay: it harms nobody.
                const again = { ...left.spec, versions: left.spec.versions.map(bareVersion) };
                assert.deepEqual({ ...left, spec: again }, { ...crdOf(bare(openAPIV3Schema)) });
                assert.deepEqual(left.metadata, crdOf({}).metadata);
            }),
            { numRuns: 300 },
        );
    });

    function readsAs(yaml: string, value: object): boolean {
        try {
            return isDeepStrictEqual(parse(yaml), value);
        } catch {
            return false;
        }
    }

    const bareVersion = (version: { schema: { openAPIV3Schema: Schema } }) => ({
        ...version,
        schema: { openAPIV3Schema: bare(version.schema.openAPIV3Schema) },
    });

    it("has none left at real size, and becomes much smaller", async () => {
        for (const crd of realSizeCrds()) {
            const yaml = stringify(crd);
            const left = await strip(yaml);
            const { versions } = crd.spec as { versions: { schema: { openAPIV3Schema: Schema } }[] };
            assert.deepEqual(parse(left), {
                ...crd,
                spec: { ...(crd.spec as object), versions: versions.map(bareVersion) },
            });
            assert.ok(left.length < yaml.length / 2, crd.metadata.name);
        }
    });

    for (const [what, yaml] of [
        ["in flow style", `{ kind: CustomResourceDefinition, spec: { description: a } }`],
        ["whose lines it does not know", `spec:\n  ? [a]\n  : b\n  versions:\n  - schema:\n      description: a\n`],
    ] as const) {
        it(`is left alone if it is ${what}`, async () => assert.equal(await strip(yaml), yaml));
    }
});
