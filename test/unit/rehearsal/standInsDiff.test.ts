import assert from "node:assert/strict";
import fc from "fast-check";
import { difference } from "../../../rehearsal/standIns/diff";
import { Secret, UNKNOWN, type PropertyMap } from "../../../rehearsal/standIns/values";
import { objectDifference } from "../../../rehearsal/standIns/kubernetes/immutable";

const json = fc.dictionary(
    fc.string({ minLength: 1, maxLength: 6 }).filter((key) => key !== "__proto__"),
    fc.jsonValue({ maxDepth: 3 }),
    { noNullPrototype: true },
) as fc.Arbitrary<PropertyMap>;

const paths = (olds: PropertyMap, news: PropertyMap, replaceOn: string[] = []): string[] =>
    difference(olds, news, replaceOn).map(({ path, kind, replace }) => `${kind}${replace ? "!" : ""} ${path}`);

describe("stand-ins: difference of inputs", () => {
    it("is empty between a thing and its copy", () => {
        fc.assert(fc.property(json, (inputs) => assert.deepEqual(difference(inputs, structuredClone(inputs)), [])));
    });

    it("works in both directions: what is added one way is deleted the other", () => {
        const turned = { add: "delete", delete: "add", update: "update" } as const;
        fc.assert(
            fc.property(json, json, (one, other) => {
                const there = difference(one, other).map(({ path, kind }) => `${path} ${kind}`);
                const back = difference(other, one).map(({ path, kind }) => `${path} ${turned[kind]}`);
                assert.deepEqual(there.sort(), back.sort());
            }),
        );
    });

    it("names the place in the engine's notation", () => {
        assert.deepEqual(
            paths(
                { spec: { ports: [{ name: "a" }] }, labels: { "app.kubernetes.io/name": "x" } },
                { spec: { ports: [{ name: "b" }, { name: "c" }] }, labels: {} },
            ),
            ["update spec.ports[0].name", "add spec.ports[1]", 'delete labels["app.kubernetes.io/name"]'],
        );
    });

    it("sees through secrets, counts unknowns as changes, and null as absent", () => {
        assert.deepEqual(paths({ a: new Secret("x"), b: null }, { a: "x" }), []);
        assert.deepEqual(paths({ a: "x" }, { a: UNKNOWN }), ["update a"]);
    });

    it("asks for a replacement at and below a path, not beside it", () => {
        const replaceOn = ["vpcConfig.subnetIds", "name"];
        const news = { vpcConfig: { subnetIds: ["b"], public: true }, named: 1, name: "y" };
        assert.deepEqual(paths({ vpcConfig: { subnetIds: ["a"] }, name: "x" }, news, replaceOn), [
            "update! vpcConfig.subnetIds[0]",
            "add vpcConfig.public",
            "update! name",
            "add named",
        ]);
    });
});

describe("stand-ins: difference of Kubernetes objects", () => {
    const map = (more: object): PropertyMap => ({
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "a", namespace: "n" },
        ...more,
    });

    it("replaces another name beside the old object, the same name after it", () => {
        const renamed = objectDifference(map({}), map({ metadata: { name: "b", namespace: "n" } }));
        assert.deepEqual([renamed.changes[0]?.replace, renamed.deleteBeforeReplace], [true, false]);
        const changed = objectDifference(map({ data: { a: "1" } }), map({ data: { a: "2" } }));
        assert.deepEqual([changed.changes[0]?.replace, changed.deleteBeforeReplace], [true, true]);
    });

    it("updates labels, and another version of the same group, in place", () => {
        const labelled = objectDifference(
            map({}),
            map({ metadata: { name: "a", namespace: "n", labels: { a: "b" } } }),
        );
        assert.deepEqual(labelled.changes, [{ path: "metadata.labels", kind: "add", replace: false }]);
        const custom = (apiVersion: string): PropertyMap => ({ apiVersion, kind: "Thing", metadata: { name: "a" } });
        assert.equal(objectDifference(custom("x.io/v1"), custom("x.io/v2")).changes[0]?.replace, false);
        assert.equal(objectDifference(custom("x.io/v1"), custom("y.io/v1")).changes[0]?.replace, true);
    });
});
