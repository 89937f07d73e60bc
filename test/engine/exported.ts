import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { until } from "../../base/until";
import { executable } from "../commandLine";
import type { RealKafka } from "./kafka";

const run = promisify(execFile);

/** What `export` reads from a real Connect, and whether Kafka's own tool accepts its commands for ACLs. */
export function exportsWhatIsThere(kafka: () => RealKafka): void {
    describe("npx confluent-gitops export", () => {
        let folder: string;
        before(() => (folder = mkdtempSync(join(tmpdir(), "export-"))));
        after(() => rmSync(folder, { recursive: true }));

        it("writes a real Connect's connectors, and offsets that it accepts", async () => {
            const { connect } = kafka();
            await until("the source has noted how far it has read", async () => {
                const response = await fetch(`${connect}/connectors/source/offsets`);
                return response.ok && ((await response.json()) as { offsets: unknown[] }).offsets.length > 0;
            });
            await run(process.execPath, [executable, "export", "--connect", connect, "--output", folder]);
            const source = parse(readFileSync(join(folder, "connectors/source.yaml"), "utf8")) as {
                spec: { class: string; taskMax: number; configs: Record<string, string> };
            };
            assert.equal(source.spec.class, "org.apache.kafka.connect.file.FileStreamSourceConnector");
            assert.equal(source.spec.taskMax, 1);
            assert.equal(source.spec.configs.topic, "lines");

            const offsets = readFileSync(join(folder, "connector-offsets/source.json"), "utf8");
            const call = async (method: string, path: string, body?: string) => {
                const headers = { "content-type": "application/json" };
                const response = await fetch(`${connect}/connectors/source${path}`, { method, headers, body });
                return { ok: response.ok, text: await response.text() };
            };
            assert.ok((await call("PUT", "/stop")).ok);
            const taken = await call("PATCH", "/offsets", offsets);
            assert.ok(taken.ok, taken.text);
            assert.deepEqual(JSON.parse((await call("GET", "/offsets")).text), JSON.parse(offsets));
            assert.ok((await call("PUT", "/resume")).ok);
        });

        it("writes ACLs as commands that Kafka's own kafka-acls accepts, and that recreate what there was", async () => {
            const { bootstrap } = kafka();
            const acls = [
                { resource_type: "TOPIC", resource_name: "pay's", pattern_type: "PREFIXED", operation: "READ" },
                { resource_type: "GROUP", resource_name: "readers", pattern_type: "LITERAL", operation: "READ" },
                {
                    resource_type: "CLUSTER",
                    resource_name: "kafka-cluster",
                    pattern_type: "LITERAL",
                    operation: "DESCRIBE_CONFIGS",
                },
                { resource_type: "TRANSACTIONAL_ID", resource_name: "t", pattern_type: "LITERAL", operation: "WRITE" },
            ].map((acl) => ({ ...acl, principal: "User:alice", host: "*", permission: "ALLOW" }));
            const server = await serving({
                "/kafka/v3/clusters": [{ cluster_id: "c" }],
                "/kafka/v3/clusters/c/topics": [],
                "/kafka/v3/clusters/c/acls": acls,
            });
            try {
                const { port } = server.address() as AddressInfo;
                await run(process.execPath, [
                    executable,
                    "export",
                    "--kafka-rest",
                    `http://127.0.0.1:${port}`,
                    "--output",
                    folder,
                ]);
            } finally {
                server.close();
            }
            const bin = join(folder, "kafka-acls");
            writeFileSync(bin, "#!/bin/sh\nprintf '%s\\0' \"$@\"\nprintf '\\n'\n", { mode: 0o755 });
            const { stdout } = await run("sh", [join(folder, "acls.sh")], {
                env: {
                    ...process.env,
                    PATH: `${folder}:${process.env.PATH}`,
                    BOOTSTRAP: bootstrap,
                    CLIENT: "/dev/null",
                },
            });
            for (const line of stdout.trimEnd().split("\n"))
                kafka().run("org.apache.kafka.tools.AclCommand", ...line.split("\0").slice(0, -1));
            const listed = kafka().run("org.apache.kafka.tools.AclCommand", "--bootstrap-server", bootstrap, "--list");
            for (const { resource_type: type, resource_name: name, pattern_type: pattern, operation } of acls) {
                const resource = `ResourcePattern(resourceType=${type}, name=${name}, patternType=${pattern})`;
                const of = listed.slice(listed.indexOf(resource));
                assert.ok(listed.includes(resource), listed);
                assert.match(
                    of.split("Current ACLs")[0] ?? "",
                    new RegExp(`principal=User:alice, host=\\*, operation=${operation}, permissionType=ALLOW`),
                );
            }
        });
    });
}

/** What Confluent's REST API serves, according to its documentation: Apache Kafka has no such API. */
async function serving(lists: Readonly<Record<string, readonly object[]>>): Promise<Server> {
    const server = createServer((request, response) => {
        const data = lists[request.url ?? ""];
        response.writeHead(data ? 200 : 404, { "content-type": "application/json" });
        response.end(JSON.stringify({ metadata: { next: null }, data }));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    return server;
}
