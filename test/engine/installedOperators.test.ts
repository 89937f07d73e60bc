import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { StateResource } from "../../commands/recover/state";
import { root } from "../harness";
import { openTestStack, run, type TestStack } from "./stack";

const crd = { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" };

describe("an operator that the stack has installed, on the real engine,", function () {
    this.timeout(20 * 60_000);
    let test: TestStack;
    before(async () => {
        test = await openTestStack({ stack: "dev", overrides: { "mirrors.charts": "test/fixtures/charts" } });
        await run(test.stack, "up");
    });
    after(() => test?.close());
    afterEach(() => delete process.env.OPERATORS_MAY_GO);

    const isThere = async () => Boolean(await test.api.get(crd, undefined, "rehearsals.platform.confluent.io"));
    const exported = async () => {
        const state = await test.stack.exportStack();
        const { resources } = state.deployment as { resources: StateResource[] };
        return { state, resources };
    };

    it("is not removed by a key: the preview refuses, and so does an up", async () => {
        await test.stack.setConfig("confluent.install", { value: "none" }, true);
        const refused = /confluent\.install = "none": the stack has installed it, and would delete it now/;
        await assert.rejects(test.stack.preview(), refused);
        await assert.rejects(test.stack.up(), refused);
        assert.ok(await isThere());
    });

    it("is handed over as docs/TROUBLESHOOTING.md says, and stays with its CRDs, which the stack no longer knows", async () => {
        const guide = readFileSync(join(root, "docs/TROUBLESHOOTING.md"), "utf8");
        const [, part = ""] = /select\(\.urn \| contains\("(\w+\$)"\)\)\)\.retainOnDelete = true/.exec(guide) ?? [];
        assert.ok(part);
        const { state, resources } = await exported();
        const own = resources.filter(({ urn }) => urn.includes(part));
        assert.ok(own.some(({ type }) => type.endsWith(":Release")));
        assert.ok(own.some(({ type }) => type.endsWith(":CustomResourceDefinition")));
        for (const resource of own) Object.assign(resource, { retainOnDelete: true });
        await test.stack.importStack(state);

        process.env.OPERATORS_MAY_GO = "true";
        await run(test.stack, "up");
        delete process.env.OPERATORS_MAY_GO;
        assert.ok(await isThere());
        const namespaced = { apiVersion: "v1", kind: "Secret" };
        const releases = await test.api.list(namespaced, "confluent-operator", "owner=helm");
        assert.equal(releases.length, 1, "Helm's own record of the release");
        const left = (await exported()).resources.filter(({ urn }) => urn.includes(part));
        assert.deepEqual(left, []);
        assert.deepEqual(await run(test.stack, "up"), []);
    });
});
