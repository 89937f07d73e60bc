import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { operatorsTaken } from "../../rehearsal/stage";
import { makeNamespace, openTestStack, run, type TestStack } from "./stack";

describe("a cluster under the old name, on the real engine,", function () {
    this.timeout(20 * 60_000);
    let test: TestStack;
    let path: string;
    let kubeconfig: string;
    before(async () => {
        test = await openTestStack({ stack: "dev", overrides: operatorsTaken });
        await makeNamespace(test.controlPlane, "argocd");
        await run(test.stack, "up");
        path = (await test.stack.getConfig("cluster.kubeconfig", true)).value;
        kubeconfig = readFileSync(path, "utf8");
    });
    after(() => test?.close());
    afterEach(() => {
        writeFileSync(path, kubeconfig);
        delete process.env.CLUSTER_IS_THE_SAME;
    });

    it("is the old one with a new address", async () => {
        // Another name of the same machine.
        writeFileSync(path, kubeconfig.replace("https://127.0.0.1", "https://localhost"));
        assert.deepEqual(await run(test.stack, "up"), []);
        writeFileSync(path, kubeconfig);
        assert.deepEqual(await run(test.stack, "up"), []);
    });

    it("is refused if it is a different one, before anything is created, and the old one keeps running", async () => {
        writeFileSync(
            path,
            kubeconfig.replace(/certificate-authority-data: .*/, "certificate-authority-data: QW5vdGhlcg=="),
        );
        const before = await test.stack.exportStack();
        await assert.rejects(test.stack.up(), (error: Error) => {
            assert.match(error.message, /cluster\.context = "?k3d-confluent"?: it leads to another cluster/);
            assert.match(error.message, /https:\/\/127\.0\.0\.1:\d+ \(authority \w{12}\), and before https:/);
            assert.match(error.message, /pulumi stack rm dev --force --preserve-config/);
            return true;
        });
        const { deployment } = before as { deployment: { resources: unknown } };
        const now = (await test.stack.exportStack()) as { deployment: { resources: unknown } };
        assert.deepEqual(now.deployment.resources, deployment.resources);
        process.env.CLUSTER_IS_THE_SAME = "true";
        await test.stack.preview();
        delete process.env.CLUSTER_IS_THE_SAME;
        writeFileSync(path, kubeconfig);
        assert.deepEqual(await run(test.stack, "up"), []);
    });
});
