import assert from "node:assert/strict";
import type { ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { asPolicy, type ResourceRule } from "../rule";
import { rules } from "../rules";
import { at, groups, plain, unknown, type Value } from "../values";
import proxy = require("@pulumi/policy/proxy");

const { unknownCheckingProxy, unknownStringValue } = proxy as unknown as {
    unknownCheckingProxy: (props: object) => object;
    unknownStringValue: string;
};

describe("values of a preview", () => {
    const props = { known: "a", later: unknownStringValue, list: [{ later: unknownStringValue }, 1], none: null };

    it("are copied from the SDK's own, what is unknown among them", () => {
        assert.deepEqual(plain(unknownCheckingProxy(props)), {
            known: "a",
            later: unknown,
            list: [{ later: unknown }, 1],
            none: null,
        });
    });
    it("are unknown below what is unknown, and missing below what is missing", () => {
        const values = plain(unknownCheckingProxy(props));
        assert.equal(at(values, "later", "deeper"), unknown);
        assert.equal(at(values, "other", "deeper"), undefined);
        assert.equal(at(values, "known", "deeper"), undefined);
    });
    it("are found with their path, however deep", () => {
        const nested: Value = { a: [{ b: { c: 1 } }] };
        assert.deepEqual(
            groups(nested).map(({ path }) => path),
            ["", "a[0]", "a[0].b"],
        );
    });
});

describe("a rule as a policy", () => {
    const rule: ResourceRule = {
        name: "no-mice",
        description: "There are no mice.",
        types: /^zoo:mouse$/,
        productionOnly: true,
        config: { properties: { allowed: { type: "integer", default: 0 } } },
        check: ({ props }, { allowed }) =>
            Number(at(props, "mice")) > Number(allowed)
                ? [{ wrong: "there are mice", allowed: "none", remedy: "Get a cat" }]
                : [],
    };
    const run = (type: string, stack: string, config = {}): string[] => {
        const said: string[] = [];
        const args = {
            type,
            name: "house",
            urn: `urn:pulumi:${stack}::p::${type}::house`,
            props: { mice: 2 },
            opts: { protect: false },
            getConfig: () => config,
        } as unknown as ResourceValidationArgs;
        const { validateResource } = asPolicy(rule) as ResourceValidationPolicy;
        assert.ok(typeof validateResource === "function");
        void validateResource(args, (message) => said.push(String(message)));
        return said;
    };

    it("says which resource, what is wrong, what is allowed, and what to do", () =>
        assert.deepEqual(run("zoo:mouse", "prod"), ["house (zoo:mouse): there are mice. Allowed: none. Get a cat."]));
    it("looks at its types alone, and at production alone where it says so", () => {
        assert.deepEqual(run("zoo:cat", "prod"), []);
        assert.deepEqual(run("zoo:mouse", "dev"), []);
    });
    it("takes its configuration", () => assert.deepEqual(run("zoo:mouse", "prod", { allowed: 2 }), []));
});

describe("the pack", () => {
    it("calls each rule by a name of its own, and describes it in a sentence", () => {
        assert.equal(new Set(rules.map(({ name }) => name)).size, rules.length);
        for (const { name, description } of rules) {
            assert.match(name, /^[a-z][a-z0-9-]+$/);
            assert.match(description, /^[A-Z][^.]*\.$/);
        }
    });
    it("has a default for all that can be configured", () => {
        const properties = rules.flatMap(({ config }) => Object.values(config?.properties ?? {}));
        assert.ok(properties.length > 0);
        assert.deepEqual(
            properties.filter((schema) => schema.default === undefined || !schema.description),
            [],
        );
    });
});
