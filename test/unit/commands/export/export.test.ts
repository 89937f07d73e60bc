import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, parseAllDocuments } from "yaml";
import { objectNameOf } from "../../../../commands/export/names";
import type { Report } from "../../../../commands/export/shape";
import { answerTo } from "../../../commandLine";
import { checkShape } from "../../../shape";
import { apis } from "./apis";

/** Of each request that came: its path, and how it signed in. */
interface Asked {
    path: string;
    authorization: string | undefined;
}

describe("npx confluent-gitops export", () => {
    let server: Server;
    let folder: string;
    let at: string;
    const asked: Asked[] = [];
    before(async () => {
        server = createServer(({ url = "", headers: { authorization } }, response) => {
            asked.push({ path: url, authorization });
            const body = apis[url];
            response.writeHead(body === undefined ? 404 : 200, { "content-type": "application/json" });
            response.end(JSON.stringify(body ?? { error_code: 404 }));
        }).listen(0, "127.0.0.1");
        await once(server, "listening");
        at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "export-"));
        asked.length = 0;
    });
    afterEach(() => rmSync(folder, { recursive: true }));
    after(() => server.close());

    const all = () => ["--kafka-rest", at, "--schema-registry", at, "--connect", at];
    const exported = async (...more: string[]) => {
        const said = await answerTo(["export", ...all(), "--json", ...more]);
        return { ...said, report: checkShape<Report>("export", said.stdout) };
    };
    const read = (path: string) => parse(readFileSync(join(folder, path), "utf8")) as Record<string, unknown>;

    it("writes topics with their own settings, and no defaults", async () => {
        await exported("--output", folder);
        assert.deepEqual(read("topics/payments.orders.yaml"), {
            apiVersion: "platform.confluent.io/v1beta1",
            kind: "KafkaTopic",
            metadata: {
                name: "payments.orders",
                annotations: {
                    "argocd.argoproj.io/sync-options": "Prune=false",
                    "argocd.argoproj.io/sync-wave": "50",
                },
            },
            spec: {
                partitionCount: 6,
                replicas: 3,
                kafkaRestClassRef: { name: "default" },
                configs: { "cleanup.policy": "compact", "retention.ms": "-1" },
            },
        });
    });

    it("gives a topic another name if Kubernetes does not accept Kafka's, and sets Kafka's in it", async () => {
        await exported("--output", folder);
        const name = objectNameOf("Web_Clicks");
        const { metadata, spec } = read(`topics/${name}.yaml`) as Record<string, Record<string, unknown>>;
        assert.equal(metadata?.name, name);
        assert.equal(spec?.name, "Web_Clicks");
        const names = ["a_b", "a-b", "A-b", "a.b", "_", "-", "ä", "a".repeat(300), ".a."].map(objectNameOf);
        assert.equal(new Set(names).size, names.length);
        for (const one of names) assert.match(one, /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/);
    });

    it("leaves out what components create for themselves, and says so", async () => {
        const { report } = await exported();
        const left = report.leftOut.map(({ what }) => what);
        for (const name of ["__consumer_offsets", "_schemas", "confluent.connect-offsets"])
            assert.ok(left.includes(`topic ${name}`), name);
        assert.ok(!report.files.some(({ path }) => /consumer|_schemas|connect-offsets/.test(path)));
    });

    it("writes the newest text of a subject, its compatibility, its references, and says what stays behind", async () => {
        const { report } = await exported("--output", folder);
        const [text, schema] = parseAllDocuments(
            readFileSync(join(folder, "schemas/payments.orders-value.yaml"), "utf8"),
        ).map((document) => document.toJS() as { data: { schema: string }; spec: Record<string, unknown> });
        assert.deepEqual(JSON.parse(text?.data.schema ?? ""), { type: "record", name: "Order", fields: [] });
        assert.deepEqual(schema?.spec, {
            schemaRegistryClusterRef: { name: "schemaregistry" },
            compatibilityLevel: "FULL",
            data: { format: "avro", configRef: "payments.orders-value" },
            schemaReferences: [{ format: "avro", subject: "money", version: 2, avro: { avro: "com.example.Money" } }],
        });
        assert.ok(report.leftOut.some(({ what }) => what === "subject payments.orders-value, versions before 3"));
        const proto = readFileSync(join(folder, "schemas/payments.events-value.yaml"), "utf8");
        assert.match(proto, /format: protobuf/);
        assert.doesNotMatch(proto, /compatibilityLevel/, "the registry's own, which it does not have itself");
    });

    it("writes no password of a connector, and says what to give, and how", async () => {
        const { report, status, stdout, stderr } = await exported("--output", folder);
        assert.equal(status, 3);
        const { spec } = read("connectors/payments.jdbc.yaml") as { spec: Record<string, unknown> };
        assert.deepEqual(spec, {
            class: "io.confluent.connect.jdbc.JdbcSourceConnector",
            taskMax: 2,
            connectClusterRef: { name: "connect" },
            configs: {
                "connection.password": "${file:/mnt/secrets/payments.jdbc/connector.properties:connection.password}",
                "connection.url": "jdbc:postgresql://db.example.com/shop",
                "connection.user": "${file:/mnt/secrets/other/db.properties:user}",
            },
        });
        const [give] = report.toGive;
        assert.equal(give?.what, "connector payments.jdbc: connection.password");
        assert.match(give?.why ?? "", /the Secret payments\.jdbc with the key connector\.properties/);
        const written = report.files.map(({ path }) => readFileSync(join(folder, path), "utf8")).join("\n");
        assert.doesNotMatch(written + stdout + stderr, /hunter2/);
    });

    it("writes offsets in the form that Connect accepts, and says that a connector is paused", async () => {
        const { report } = await exported("--output", folder);
        assert.deepEqual(read("connector-offsets/payments.jdbc.json"), {
            offsets: [{ partition: { table: "orders" }, offset: { incrementing: 7 } }],
        });
        assert.ok(report.leftOut.some(({ what }) => what === "connector payments.jdbc, that it is PAUSED"));
    });

    it("writes ACLs as commands, whatever is in a name", async () => {
        await exported("--output", folder);
        const lines = readFileSync(join(folder, "acls.sh"), "utf8").split("\n");
        assert.ok(
            lines.includes(
                "acls --add --allow-principal 'User:o'\\''neil' --allow-host '*' --operation DescribeConfigs --topic 'payments.' --resource-pattern-type prefixed",
            ),
            lines.join("\n"),
        );
        assert.ok(
            lines.includes("acls --add --deny-principal 'User:eve' --deny-host '10.0.0.1' --operation All --cluster"),
            lines.join("\n"),
        );
    });

    it("exports only what begins with --prefix", async () => {
        const { report } = await exported("--prefix", "payments.");
        const names = report.files.map(({ path }) => path.split("/").at(-1) ?? "");
        assert.ok(names.length > 3);
        for (const name of names) assert.match(name, /^payments\.|^acls\.sh$/);
    });

    it("writes nothing without --output, and nothing at all if one of the files exists", async () => {
        const { report } = await exported();
        assert.equal(report.folder, null);
        assert.deepEqual(readdirSync(folder), []);
        await exported("--output", folder);
        rmSync(join(folder, "topics"), { recursive: true });
        const again = await answerTo(["export", ...all(), "--output", folder]);
        assert.equal(again.status, 1);
        assert.match(again.stderr, /are there already, and nothing was written/);
        assert.ok(!existsSync(join(folder, "topics")));
    });

    it("signs in by variables, to each API by its own, and only reads", async () => {
        process.env.CONNECT_USER = "reader";
        process.env.CONNECT_PASSWORD = "s3cret";
        try {
            await exported();
        } finally {
            delete process.env.CONNECT_USER;
            delete process.env.CONNECT_PASSWORD;
        }
        const basic = `Basic ${Buffer.from("reader:s3cret").toString("base64")}`;
        for (const { path, authorization } of asked)
            assert.equal(authorization, path.startsWith("/connectors") ? basic : undefined, path);
    });
});
