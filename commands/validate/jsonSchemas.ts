import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import type { KubernetesObject } from "../../kubernetes";
import { isObject, type JsonObject } from "../../config/kustomize/json";
import type { Resource } from "../../config/kustomize/resource";
import { formatKind } from "../../config/workload/workloadKinds";
import type { Looked } from "./overlay";
import { placeOf } from "./place";
import type { Finding } from "./shape";

/**
 * Checks every object in the overlays with the schema in its kind's CRD, as strictly as an API server: a field that the
 * server would drop is an error. Anything other than a schema, such as CEL rules (x-kubernetes-validations), is not
 * checked.
 *
 * @returns the errors, and the kinds without a schema: above all Kubernetes' own
 */
export function checkAgainst(
    root: string,
    looked: readonly Looked[],
    crds: readonly KubernetesObject[],
): { findings: Finding[]; strangers: string[] } {
    const schemas = schemasIn(crds);
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, code: { regExp: ofGo } });
    const compiled = new Map<string, ValidateFunction>();
    const strangers = new Set<string>();
    const said = new Map<string, Finding[]>();
    const findings = looked.flatMap(({ overlay: { path }, resources }) =>
        resources.flatMap((resource) => {
            const schema = schemas.get(nameOf(resource));
            if (!schema) {
                strangers.add(formatKind(resource));
                return [];
            }
            const validate = compiled.get(nameOf(resource)) ?? ajv.compile(schema);
            compiled.set(nameOf(resource), validate);
            const key = JSON.stringify(resource.object);
            const found = said.get(key) ?? misfits(root, path, resource, validate);
            said.set(key, found);
            return found.map((one) => ({ ...one, overlays: [path] }));
        }),
    );
    return { findings, strangers: [...strangers] };
}

/**
 * Patterns are in Go's syntax (https://github.com/google/re2/wiki/Syntax): they contain `(?i)`, and escape more
 * characters than JavaScript allows in Unicode mode. Patterns that JavaScript can't read are not checked.
 */
const ofGo = Object.assign(
    (pattern: string) => {
        const plain = pattern.replace("(?i)", "");
        try {
            return new RegExp(plain, plain === pattern ? "" : "i");
        } catch {
            return { test: () => true };
        }
    },
    { code: "ofGo" },
);

const nameOf = ({ group, version, kind }: Resource): string => `${group}/${version}/${kind}`;

/** The schema of the whole object, for each version that is served. */
function schemasIn(crds: readonly KubernetesObject[]): Map<string, JsonObject> {
    const all = crds.flatMap(({ spec }) => {
        const { group, names, versions } = spec as Spec;
        return versions
            .filter(({ served }) => served)
            .map(({ name, schema }): [string, JsonObject] => {
                const { properties } = strict(schema.openAPIV3Schema) as { properties?: JsonObject };
                const whole = { ...properties, apiVersion: {}, kind: {}, metadata: ofMetadata };
                return [`${group}/${name}/${names.kind}`, { ...strict(schema.openAPIV3Schema), properties: whole }];
            });
    });
    return new Map(all);
}

const texts = { type: "object", additionalProperties: { type: "string" } };

/**
 * The same for every object, as in the API server
 * (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/).
 */
const ofMetadata: JsonObject = {
    type: "object",
    additionalProperties: false,
    properties: {
        name: { type: "string", maxLength: 253, pattern: "^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$" },
        namespace: { type: "string" },
        labels: texts,
        annotations: texts,
        finalizers: { type: "array", items: { type: "string" } },
        ownerReferences: { type: "array" },
    },
};

interface Spec {
    group: string;
    names: { kind: string };
    versions: { name: string; served: boolean; schema: { openAPIV3Schema: JsonObject } }[];
}

/**
 * A CRD's structural schema that rejects unknown fields
 * (https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#field-pruning). The
 * parts below allOf, anyOf, oneOf and not only concern values, and stay as they are.
 */
function strict(schema: JsonObject): JsonObject {
    const { properties, items, additionalProperties: more } = schema;
    const isOpen = schema["x-kubernetes-preserve-unknown-fields"] === true || schema.type !== "object";
    return {
        ...schema,
        ...(isObject(properties) && { properties: mapped(properties) }),
        ...(isObject(items) && { items: strict(items) }),
        ...(isObject(more)
            ? { additionalProperties: strict(more) }
            : !isOpen && more === undefined && { additionalProperties: false }),
        ...(schema["x-kubernetes-embedded-resource"] === true && {
            properties: { ...(isObject(properties) && mapped(properties)), apiVersion: {}, kind: {}, metadata: {} },
        }),
    };
}

const mapped = (properties: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, isObject(one) ? strict(one) : one]));

function misfits(root: string, path: string, resource: Resource, validate: ValidateFunction): Finding[] {
    if (validate(resource.object)) return [];
    // An error in a part of anyOf and the like is also reported for the whole.
    const errors = (validate.errors ?? []).filter(({ schemaPath }) => !/\/(anyOf|oneOf|allOf|not)\/./.test(schemaPath));
    const said = new Map(errors.map((error) => [fieldOf(error), error]));
    return [...said].map(([field, error]) => ({
        rule: "schema",
        severity: "error",
        ...placeOf(root, { resource, field }, path),
        object: `${resource.kind}/${resource.name}`,
        why: `${resource.kind} ${resource.name} does not match the schema of its kind: ${reasonOf(field, error)}`,
        fix: "correct the field according to its kind's CRD (kubectl explain)",
        overlays: [path],
    }));
}

function reasonOf(field: string, { keyword, message = "is wrong", params }: ErrorObject): string {
    if (keyword === "additionalProperties") return `it has no field ${field}`;
    if (keyword === "required") return `${field} is required`;
    if (keyword === "enum")
        return `${field} is not one of ${(params as { allowedValues: unknown[] }).allowedValues.join(", ")}`;
    return `${field} ${message}`;
}

/** `/spec/listeners/custom/0/port` becomes `spec.listeners.custom[0].port`. */
function fieldOf({ instancePath, params }: ErrorObject): string {
    const { additionalProperty, missingProperty } = params as Partial<Record<string, string>>;
    const steps = instancePath.split("/").slice(1);
    const names = steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
    return [...names, ...[additionalProperty ?? missingProperty ?? []].flat()]
        .map((name) => (/^\d+$/.test(name) ? `[${name}]` : `.${name}`))
        .join("")
        .replace(/^\./, "");
}
