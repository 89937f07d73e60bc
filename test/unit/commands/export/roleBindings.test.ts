import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { parse } from "yaml";
import type { Report } from "../../../../commands/export/shape";
import { answerTo } from "../../../commandLine";
import { checkShape } from "../../../shape";
import { mdsAnswer } from "./mds";

interface Binding {
    apiVersion: string;
    kind: string;
    metadata: { name: string; annotations: object };
    spec: { principal: { type: string; name: string }; role: string } & Record<string, unknown>;
}

describe("npx confluent-gitops export --mds", () => {
    let server: Server;
    let folder: string;
    const asked: string[] = [];
    before(async () => {
        server = createServer((request, response) => {
            const { method = "", url = "" } = request;
            void text(request).then((question) => {
                asked.push(`${method} ${url} ${request.headers.authorization}`);
                const answer = mdsAnswer(method, url, question);
                response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
                response.end(JSON.stringify(answer ?? { status_code: 404 }));
            });
        }).listen(0, "127.0.0.1");
        await once(server, "listening");
        Object.assign(process.env, { MDS_USER: "admin", MDS_PASSWORD: "s3cret" });
    });
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "export-"));
        asked.length = 0;
    });
    afterEach(() => rmSync(folder, { recursive: true }));
    after(() => {
        delete process.env.MDS_USER;
        delete process.env.MDS_PASSWORD;
        server.close();
    });

    const exported = async (...more: string[]) => {
        const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        const said = await answerTo(["export", "--mds", at, "--json", "--output", folder, ...more]);
        const report = checkShape<Report>("export", said.stdout);
        const bindings = report.files.map(({ path }) => parse(readFileSync(join(folder, path), "utf8")) as Binding);
        return { ...said, report, bindings };
    };
    const short = ({ spec: { principal, role, ...more } }: Binding) => [
        `${principal.type} ${principal.name}`,
        role,
        more,
    ];

    it("writes each as an object, with its cluster and resources, and leaves Kafka's ID to the operator", async () => {
        const { bindings, status } = await exported();
        assert.equal(status, 0);
        const pattern = (resourceType: string, name: string, patternType = "PREFIXED") => ({
            resourceType,
            name,
            patternType,
        });
        const expected = [
            ["user alice", "ClusterAdmin", {}],
            [
                "user alice",
                "DeveloperRead",
                { resourcePatterns: [pattern("Topic", "payments."), pattern("Topic", "shop.", "LITERAL")] },
            ],
            ["group Payments Team", "DeveloperWrite", { resourcePatterns: [pattern("Topic", "payments.")] }],
            ["user alice", "SystemAdmin", { clustersScopeByIds: { connectClusterId: "confluent.connect" } }],
            [
                "user bob",
                "ResourceOwner",
                {
                    clustersScopeByIds: { schemaRegistryClusterId: "id_schemaregistry_confluent" },
                    resourcePatterns: [pattern("Subject", "payments.")],
                },
            ],
            ["user alice", "Operator", { clustersScopeByIds: { kafkaClusterId: "another" } }],
            ["user alice", "SecurityAdmin", { clustersScopeByRegistryName: "Staging" }],
        ];
        const sorted = (all: unknown[]) => all.map((one) => JSON.stringify(one)).sort();
        // Of patterns, the order does not count.
        assert.deepEqual(sorted(bindings.map(short)), sorted(expected));
        const [one] = bindings;
        assert.equal(one?.kind, "ConfluentRolebinding");
        assert.equal(new Set(bindings.map(({ metadata }) => metadata.name)).size, bindings.length);
        for (const { metadata } of bindings) assert.match(metadata.name, /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/);
    });

    it("says what a ConfluentRolebinding cannot express", async () => {
        const { report } = await exported();
        assert.deepEqual(report.leftOut, [
            { what: "role binding of User:alice, Operator", why: "the operator knows no cluster moon-base" },
        ]);
    });

    it("takes with --prefix what a team may have: bindings of resources whose names begin so, named so too", async () => {
        const { bindings } = await exported("--prefix", "payments.");
        assert.deepEqual(bindings.map(({ spec }) => spec.role).sort(), [
            "DeveloperRead",
            "DeveloperWrite",
            "ResourceOwner",
        ]);
        for (const { metadata, spec } of bindings) {
            assert.match(metadata.name, /^payments\./);
            for (const { name } of spec.resourcePatterns as { name: string }[]) assert.equal(name, "payments.");
        }
    });

    it("only asks, with the user and password of the variables, and prints neither password nor token", async () => {
        const { stdout, stderr, report } = await exported();
        const basic = Buffer.from("admin:s3cret").toString("base64");
        assert.ok(asked.length > 10);
        for (const one of asked) {
            assert.match(one, /^(GET|POST \/security\/1\.0\/lookup\/role\/\S+) /);
            assert.ok(one.endsWith(`Basic ${basic}`));
        }
        const written = report.files.map(({ path }) => readFileSync(join(folder, path), "utf8")).join("");
        for (const secret of ["s3cret", basic]) assert.ok(!(stdout + stderr + written).includes(secret));
    });

    it("says of a server without MDS that it has none", async () => {
        const other = createServer((_, response) => response.writeHead(404).end()).listen(0, "127.0.0.1");
        await once(other, "listening");
        try {
            const { port } = other.address() as AddressInfo;
            const { status, stderr } = await answerTo(["export", "--mds", `http://127.0.0.1:${port}`]);
            assert.equal(status, 1);
            assert.match(stderr, /metadataClusterId answered 404: there is no such API at this address/);
        } finally {
            other.close();
        }
    });
});
