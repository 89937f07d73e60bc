import assert from "node:assert/strict";
import { checkAgainst } from "../../../../commands/validate/jsonSchemas";
import type { Looked } from "../../../../commands/validate/overlay";
import { checkSchemas } from "../../../../commands/validate/schemas";
import type { JsonObject } from "../../../../config/kustomize/json";
import { toResources } from "../../../../config/kustomize/resource";
import { renderQuickly } from "../../../../config/kustomize/render";
import type { KubernetesObject } from "../../../../kubernetes";
import { root } from "../../../harness";

const overlay = "gitops/platform/overlays/dev";
const text = { type: "string" };
const number = { type: "integer", format: "int32", minimum: 1 };
const spec = {
    type: "object",
    required: ["size"],
    properties: {
        size: { anyOf: [{ type: "integer" }, text], "x-kubernetes-int-or-string": true },
        replicas: number,
        mode: { type: "string", enum: ["fast", "safe"] },
        level: { type: "string", pattern: "^(?i)(abort|warn)?$" },
        free: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
        labels: { type: "object", additionalProperties: text },
        code: { type: "string", pattern: "^[a-z\\_]*$" },
        "with/slash": number,
        parts: { type: "array", items: { type: "object", properties: { name: text, port: number } } },
    },
};
const crd = {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "things.example.com" },
    spec: {
        group: "example.com",
        names: { kind: "Thing" },
        versions: [
            { name: "v1", served: true, schema: { openAPIV3Schema: { type: "object", properties: { spec } } } },
            { name: "v1alpha1", served: false, schema: { openAPIV3Schema: { type: "object" } } },
        ],
    },
} as unknown as KubernetesObject;

const thing = (of: JsonObject, more: JsonObject = {}): JsonObject => ({
    apiVersion: "example.com/v1",
    kind: "Thing",
    metadata: { name: "one", annotations: { any: "thing" } },
    spec: { size: 1, ...of },
    ...more,
});

function looked(...objects: JsonObject[]): Looked {
    return {
        overlay: { path: overlay, stacks: [], assumedKinds: [], objects: objects.length },
        resources: toResources(objects, `${overlay}/things.yaml`),
        namespace: "confluent",
        files: [],
        findings: [],
    };
}
const said = (...objects: JsonObject[]) =>
    checkAgainst(root, [looked(...objects)], [crd]).findings.map(({ why }) => why.replace(/^.*its kind: /, ""));

describe("the JSON schemas in CRDs", () => {
    it("accept what an API server accepts", () => {
        const whole = {
            size: "10Gi",
            replicas: 3,
            mode: "safe",
            code: "a_b",
            level: "Warn",
            free: { a: [{ b: 1 }] },
            labels: { a: "b" },
            parts: [{ name: "a", port: 1 }, {}],
        };
        assert.deepEqual(said(thing(whole), thing({ size: 10 })), []);
    });

    for (const [title, [object, why]] of Object.entries<[JsonObject, string]>({
        "a field that is not there": [thing({ replicaz: 3 }), "it has no field spec.replicaz"],
        "such a field deep inside": [thing({ parts: [{}, { prot: 1 }] }), "it has no field spec.parts[1].prot"],
        "such a field beside spec": [thing({}, { data: {} }), "it has no field data"],
        "another type": [thing({ replicas: "3" }), "spec.replicas must be integer"],
        "a name with a slash": [thing({ "with/slash": 0 }), "spec.with/slash must be >= 1"],
        "a number that is too small": [thing({ replicas: 0 }), "spec.replicas must be >= 1"],
        "neither text nor number": [thing({ size: true }), "spec.size must match a schema in anyOf"],
        "a value that is not in the list": [thing({ mode: "quick" }), "spec.mode is not one of fast, safe"],
        "a value of another pattern": [
            thing({ level: "error" }),
            'spec.level must match pattern "^(?i)(abort|warn)?$"',
        ],
        "an annotation that is a number": [
            thing({}, { metadata: { name: "one", annotations: { wave: 20 } } }),
            "metadata.annotations.wave must be string",
        ],
        "a name that is none": [
            thing({}, { metadata: { name: "one_thing" } }),
            'metadata.name must match pattern "^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$"',
        ],
        "a map's value of another type": [thing({ labels: { a: 1 } }), "spec.labels.a must be string"],
        "a field that is missing": [{ ...thing({}), spec: { replicas: 1 } }, "spec.size is required"],
    })) {
        it(`refuse ${title}`, () => assert.deepEqual(said(object), [why]));
    }

    it("report everything about an object that does not match, and an object in two overlays for both", () => {
        const bad = looked(thing({ replicaz: 3, mode: "quick" }));
        const { findings } = checkAgainst(root, [bad, { ...bad, overlay: { ...bad.overlay, path: "other" } }], [crd]);
        assert.deepEqual(
            findings.map(({ overlays, object }) => [...overlays, object]),
            [overlay, overlay, "other", "other"].map((path) => [path, "Thing/one"]),
        );
    });

    it("do not pass what has no schema, and say which kinds that is", () => {
        const old = { ...thing({ replicaz: 1 }), apiVersion: "example.com/v1alpha1" };
        const service = { apiVersion: "v1", kind: "Service", metadata: { name: "a" }, spec: {} };
        const { findings, strangers } = checkAgainst(root, [looked(old, service)], [crd]);
        assert.deepEqual([findings, strangers], [[], ["example.com/Thing", "Service"]]);
    });

    it("are used if there is no API server, unless all available CRDs accept any field", async () => {
        const { resources } = renderQuickly(root, overlay);
        const dev = { ...looked(), resources };
        const { schemas } = await checkSchemas(root, [dev], undefined);
        const isOpen = schemas.by === null;
        assert.equal(schemas.unchecked.includes("platform.confluent.io/Kafka"), isOpen);
        assert.equal(schemas.source === null, isOpen);
        assert.ok(schemas.unchecked.includes("apps/Deployment"));
    });
});
