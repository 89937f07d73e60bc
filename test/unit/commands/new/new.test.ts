import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Flags } from "../../../../commands/new/answers";
import type { What } from "../../../../commands/new/whats";
import { NewCheckout } from "./newCheckout";
import { look, overlaysIn } from "../../../../commands/validate/overlay";

describe("new", () => {
    const checkout = new NewCheckout();
    const { written, read } = checkout;

    it("makes a team, and then a topic, a schema of each format and a connector of it, which nothing refuses", async () => {
        await written("team", { team: "shipping", owner: "shipping@example.com", contact: "#shipping" });
        assert.equal(read("shipping/team.yaml"), 'owner: shipping@example.com\ncontact: "#shipping"\n');
        await written("topic", { team: "shipping", name: "parcels", partitions: 6, copies: 3, retention: "12h" });
        const topic = read("shipping/topics/parcels.yaml");
        for (const line of [
            "name: shipping.parcels",
            "partitionCount: 6",
            "replicas: 3",
            'retention.ms: "43200000"',
            "sync-options: Prune=false",
        ])
            assert.ok(topic.includes(line), `${line} is not in\n${topic}`);
        for (const type of ["avro", "json", "protobuf"] as const) {
            await written("schema", { team: "shipping", name: `${type}-value`, type });
            assert.match(
                read(`shipping/schemas/${type}-value.yaml`),
                new RegExp(`compatibilityLevel: BACKWARD[^]*format: ${type}`),
            );
        }
        const setting = ["topics=shipping.parcels", "flush.size=1000"];
        await written("connector", {
            team: "shipping",
            name: "archive",
            class: "io.confluent.connect.s3.S3SinkConnector",
            setting,
        });
        assert.match(read("shipping/connectors/archive.yaml"), /topics: shipping\.parcels\n {4}flush\.size: "1000"/);
        const folder = "gitops/teams";
        assert.ok(overlaysIn(checkout.top).includes(folder));
        assert.deepEqual(look(checkout.top, folder, "2026-11-27").findings, []);
    });

    it("takes a schema from a file, and its format from the file's name", async () => {
        const path = join(checkout.top, "refunds.proto");
        writeFileSync(path, 'syntax = "proto3";\nmessage Refund { string id = 1; }\n');
        await written("schema", {
            team: "payments",
            name: "payments.refunds-value",
            schema: path,
            compatibility: "FULL",
        });
        const text = read("payments/schemas/refunds-value.yaml");
        assert.match(text, /message Refund \{ string id = 1; \}/);
        assert.match(text, /compatibilityLevel: FULL[^]*format: protobuf/);
    });

    /** What is refused by a rule, and not written. */
    const refused: Record<string, [What, Flags, RegExp]> = {
        "too many partitions": [
            "topic",
            { team: "payments", name: "refunds", partitions: 99 },
            /spec\.partitionCount 99, more than 24/,
        ],
        "a name that is not as names are": [
            "topic",
            { team: "payments", name: "Refunds" },
            /has the name payments\.Refunds/,
        ],
        "the topic of another": [
            "connector",
            {
                team: "payments",
                name: "sink",
                class: "io.confluent.connect.s3.S3SinkConnector",
                setting: ["topics=shipping.parcels"],
            },
            /spec\.configs\.topics "shipping\.parcels", but this team owns names that begin with payments\./,
        ],
        "a class that is not allowed": [
            "connector",
            { team: "payments", name: "sink", class: "a.B" },
            /has the class a\.B/,
        ],
        "a mode that may not be": [
            "schema",
            { team: "payments", name: "refunds-value", compatibility: "NONE" },
            /has the compatibility NONE/,
        ],
        "a class of a platform that does not have it": [
            "connector",
            { team: "payments", name: "sink", class: "io.confluent.connect.http.HttpSinkConnector" },
            /does not have the plug-in kafka-connect-http/,
        ],
    };
    for (const [what, [kind, flags, says]] of Object.entries(refused)) {
        it(`writes nothing where it is refused: ${what}`, async () => {
            if (what.includes("platform")) {
                const rules = join(checkout.top, "gitops/teams/rules.yaml");
                writeFileSync(
                    rules,
                    readFileSync(rules, "utf8").replace(
                        "connectorClasses:\n",
                        `connectorClasses:\n    - ${flags.class}\n`,
                    ),
                );
            }
            const report = await written(kind, flags);
            assert.equal(report.written, false);
            assert.equal(report.refused.length, 1, JSON.stringify(report.refused));
            assert.match(report.refused[0]?.why ?? "", says);
            for (const { path } of report.files) assert.equal(existsSync(join(checkout.top, path)), false, path);
        });
    }

    it("reports only what is wrong with the new file, and not with others", async () => {
        writeFileSync(
            join(checkout.top, "gitops/teams/payments/topics/bad.yaml"),
            read("payments/topics/orders.yaml").replace("payments.orders", "bad"),
        );
        const report = await written("topic", { team: "payments", name: "refunds" });
        assert.deepEqual([report.refused, report.written], [[], true]);
    });

    it("overwrites nothing, and creates nothing for a team that does not exist", async () => {
        const before = read("payments/topics/orders.yaml");
        await assert.rejects(
            written("topic", { team: "payments", name: "orders" }),
            /topics\/orders\.yaml is there already/,
        );
        assert.equal(read("payments/topics/orders.yaml"), before);
        await assert.rejects(
            written("topic", { team: "nobody", name: "a" }),
            /There is no team nobody: npx confluent-gitops new team --team nobody/,
        );
        await assert.rejects(
            written("team", { team: "payments", owner: "a" }),
            /payments\/team\.yaml is there already/,
        );
    });
});
