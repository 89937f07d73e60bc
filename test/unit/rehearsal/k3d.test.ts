import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { UsageError } from "../../../base/error";
import { startK3d } from "../../../rehearsal/k3d";

/** Neither Docker nor k3d is needed: scripts in their place write down how they are called. */
describe("the k3d cluster of a demo", () => {
    const path = process.env.PATH;
    let folder: string;

    const program = (name: string, script: string) => {
        writeFileSync(join(folder, name), `#!/bin/sh\necho "${name} $*" >>${join(folder, "calls")}\n${script}\n`);
        chmodSync(join(folder, name), 0o755);
    };
    const docker = () => program("docker", '[ "$1" = network ] && echo 172.18.0.1; exit 0');
    const k3d = (clusters: string, create = "exit 0") =>
        program(
            "k3d",
            `case "$1 $2" in "cluster list") echo '${clusters}' ;; "cluster create") ${create} ;; "kubeconfig get") echo "kind: Config" ;; esac`,
        );
    const calls = () => readFileSync(join(folder, "calls"), "utf8").trim().split("\n");

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "k3d-test-"));
        process.env.PATH = [folder, "/usr/bin", "/bin"].join(delimiter);
    });
    afterEach(() => {
        process.env.PATH = path;
        rmSync(folder, { recursive: true });
    });

    it("has three agents, and is deleted with everything that belongs to it", async () => {
        docker();
        k3d("[]");
        const cluster = await startK3d();
        assert.equal(readFileSync(cluster.kubeconfigPath, "utf8"), "kind: Config");
        assert.equal(cluster.context, "k3d-confluent-demo");
        if (process.platform === "linux") assert.deepEqual(cluster.host, { bind: "172.18.0.1", name: "172.18.0.1" });
        assert.ok(
            calls().some((call) => /^k3d cluster create confluent-demo --agents 3 /.test(call)),
            calls().join("\n"),
        );
        await cluster.remove();
        assert.equal(calls().at(-1), "k3d cluster delete confluent-demo");
        assert.equal(existsSync(cluster.folder), false);
    });

    it("does not replace one with the same name, which may be somebody's", async () => {
        docker();
        k3d('[{"name":"confluent-demo"}]');
        await assert.rejects(
            startK3d(),
            (error) => error instanceof UsageError && /k3d cluster delete/.test(error.message),
        );
        assert.ok(calls().every((call) => !/create|delete/.test(call)));
    });

    it("is deleted again if it does not start", async () => {
        docker();
        k3d("[]", "exit 1");
        await assert.rejects(startK3d());
        assert.equal(calls().at(-1), "k3d cluster delete confluent-demo");
    });

    it("says what is needed if Docker does not run", async () => {
        program("docker", "exit 1");
        k3d("[]");
        await assert.rejects(startK3d(), /needs docker\. Docker has to run.* Without it: npm run demo/);
    });
});
