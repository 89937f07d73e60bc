import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../harness";
import type { RealKafka } from "./kafka";
import { bySasl, clientEnvironment, writePrograms } from "./kafkaPrograms";
import { password } from "./kafkaSecurity";

const script = join(root, "gitops/platform/components/smoke-test/smoke.sh");

const topic = "smoke-test";

/** The smoke test's script, run as the process of its Job, against a real Kafka. */
export function smokeIsTested(kafka: () => RealKafka): void {
    describe("the smoke test", () => {
        let folder: string;
        before(() => {
            folder = mkdtempSync(join(tmpdir(), "smoke-"));
            writePrograms(folder, kafka().jars);
        });
        after(() => rmSync(folder, { recursive: true }));

        /** Runs it with these settings in addition to those for a listener without TLS. @returns its output and exit code */
        const smoke = async (more: Readonly<Record<string, string>> = {}) => {
            const own = { HOSTNAME: "smoke-test-x7k2p", TOPIC: topic, RECORDS: "10", PATIENCE: "30" };
            const env = clientEnvironment(folder, kafka(), { ...own, ...more });
            const process = spawn("bash", [script], { env });
            let said = "";
            for (const stream of [process.stdout, process.stderr]) stream.on("data", (data) => (said += String(data)));
            const [code] = (await once(process, "close")) as [number];
            assert.ok(!said.includes(password), "it says no password");
            return { code, said };
        };
        const passes = async (settings?: Readonly<Record<string, string>>) => {
            const { code, said } = await smoke(settings);
            assert.equal(code, 0, said);
            assert.match(said, /^Smoke test passed: 10 records went through the topic smoke-test at 127\.0\.0\.1:\d+/m);
        };
        const fails = async (settings: Readonly<Record<string, string>>, why: RegExp) => {
            const { code, said } = await smoke(settings);
            assert.equal(code, 1, said);
            assert.match(said, new RegExp(why.source, "m"));
        };
        const command = (main: string, ...args: string[]) =>
            kafka().run(`org.apache.kafka.tools.${main}`, "--bootstrap-server", kafka().bootstrap, ...args);
        const allow = (...args: string[]) =>
            command("AclCommand", "--add", "--allow-principal", "User:smoke-test", ...args);
        const sasl = () => bySasl(kafka());
        const mtls = () => {
            const { mtls, clients } = kafka().secured;
            return { BOOTSTRAP: mtls, TRUST: clients.trust, IDENTITY: clients.identity };
        };

        it("passes, and passes again with the records of the first time still there", async () => {
            await passes();
            await passes();
            const end = kafka().run(
                "org.apache.kafka.tools.GetOffsetShell",
                ...["--bootstrap-server", kafka().bootstrap, "--topic", topic],
            );
            assert.equal(end.trim(), "smoke-test:0:20");
        });

        it("fails for a user who may not use the topic, and passes once it is allowed, by password and by certificate", async () => {
            const refused = /^Smoke test failed: .*The user may not do this: add .*rbac\/smoke-test/;
            await fails(sasl(), refused);
            allow("--operation", "All", "--topic", topic);
            await fails({ ...sasl(), PATIENCE: "15" }, /only 0 of 10 records came back/);
            allow("--operation", "Read", "--group", topic);
            await passes(sasl());
            await passes(mtls());
        });

        it("fails for a wrong password, and names the file", async () => {
            const credentials = mkdtempSync(join(folder, "wrong-"));
            writeFileSync(join(credentials, "plain.txt"), "username=smoke-test\npassword=guessed\n");
            const why =
                /^Smoke test failed: the topic smoke-test could not be created .*does not accept the user in .*plain\.txt/;
            await fails({ ...sasl(), CREDENTIALS: credentials }, why);
        });

        it("fails if the listener's certificate is from another authority, or the client has none", async () => {
            const trust = join(folder, "other");
            mkdirSync(trust);
            writeFileSync(join(trust, "ca.crt"), readFileSync(join(kafka().secured.clients.identity, "tls.crt")));
            await fails({ ...sasl(), TRUST: trust }, /^Smoke test failed: .*TLS fails: compare the authority/);
            await fails({ ...mtls(), IDENTITY: folder }, /^Smoke test failed: .*TLS fails: .*the certificate in/);
        });

        it("fails if no broker responds: nothing listens, or something that says nothing", async () => {
            const silent = createServer((socket) => socket.resume()).listen(0, "127.0.0.1");
            await once(silent, "listening");
            const at = (port: number) => ({ BOOTSTRAP: `127.0.0.1:${port}`, PATIENCE: "5" });
            const why = /^Smoke test failed: .*No broker has answered within 5 seconds/;
            const { port } = silent.address() as AddressInfo;
            try {
                await fails(at(port), why);
            } finally {
                await new Promise((resolve) => silent.close(resolve));
            }
            await fails(at(port), why);
        });

        it("fails if a record is rejected, with what Kafka says about it", async () => {
            const set = [
                "--alter",
                "--entity-type",
                "topics",
                "--entity-name",
                topic,
                "--add-config",
                "max.message.bytes=16",
            ];
            kafka().run("kafka.admin.ConfigCommand", "--bootstrap-server", kafka().bootstrap, ...set);
            const { code, said } = await smoke();
            assert.equal(code, 1, said);
            assert.match(said, /RecordTooLargeException/);
            assert.match(said, /^Smoke test failed: 10 records could not be written .*said is above/m);
        });
    });
}
