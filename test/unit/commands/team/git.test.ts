import assert from "node:assert/strict";
import type { JsonObject } from "../../../../config/kustomize/json";
import { toResource } from "../../../../config/kustomize/resource";
import { parseRules } from "../../../../config/workload/teams/rulesFile";
import { inGit } from "../../../../commands/team/git";
import { renderList, renderTeam } from "../../../../commands/team/render";
import type { Report } from "../../../../commands/team/shape";
import { mostOf } from "../../../../commands/team/storage";
import { answerTo } from "../../../commandLine";
import { checkShape } from "../../../shape";

const object = (kind: string, name: string, spec: JsonObject) =>
    toResource(
        {
            apiVersion: "platform.confluent.io/v1beta1",
            kind,
            metadata: { name },
            spec,
        },
        "a.yaml",
    );
const GiB = 1024 ** 3;
const usual = { replicas: 3, retentionBytes: undefined, segmentBytes: undefined };
const reported = (...resources: ReturnType<typeof object>[]): Report => ({
    version: 1,
    stack: "prod",
    folder: "t",
    fromCluster: false,
    pricesOf: "then",
    noMetrics: "nobody asked",
    teams: [
        inGit(
            { name: "a", prefix: "a.", folder: "t/a", about: { owner: "them" }, resources },
            parseRules([{ every: { quotas: { topics: 5 } }, teams: { a: { quotas: { tasks: 4 } } } }], "rules.yaml"),
            usual,
        ),
    ],
});
const topic = (name: string, configs: JsonObject, more: JsonObject = {}) =>
    object("KafkaTopic", name, { partitionCount: 6, configs, ...more });

describe("what a team's topics may take up", () => {
    /** Settings of a topic with 2 partitions, defaults of Kafka, and bytes or what would limit it. */
    const cases: Record<string, [configs: Record<string, string>, defaults: object, most: number | RegExp]> = {
        "its own limit, and a segment above it": [{ "retention.bytes": "1000", "segment.bytes": "50" }, {}, 6 * 1050],
        "Kafka's segment": [{ "retention.bytes": "1000" }, {}, 6 * (1000 + GiB)],
        "the broker's limits": [{}, { retentionBytes: 1000, segmentBytes: 50 }, 6 * 1050],
        "no limit of its own": [
            { "retention.bytes": "-1" },
            { retentionBytes: 1000 },
            /set spec\.configs\.retention\.bytes/,
        ],
        "no limit at all": [{ "retention.ms": "1000" }, {}, /set spec\.configs\.retention\.bytes/],
        "keys without end": [
            { "cleanup.policy": "compact", "retention.bytes": "1000" },
            {},
            /add delete to its cleanup\.policy/,
        ],
        "keys that are deleted": [
            { "cleanup.policy": "compact,delete", "retention.bytes": "0", "segment.bytes": "50" },
            {},
            300,
        ],
        "nobody's replicas": [{ "retention.bytes": "1000" }, { replicas: undefined }, /set spec\.replicas/],
    };
    for (const [what, [configs, defaults, most]] of Object.entries(cases)) {
        it(`is known of ${what}`, () => {
            const all = { ...usual, ...defaults };
            const found = mostOf({ partitions: 2, replicas: all.replicas ?? null, configs }, all);
            if (typeof most === "number") assert.deepEqual(found, { bytes: most });
            else assert.match("unlimited" in found ? found.unlimited : "", most);
        });
    }

    it("is the sum of all of them, at gp3's price, or unlimited if one of them is", () => {
        const limited = topic("a.x", { "retention.bytes": String(4 * GiB) }, { replicas: 2 });
        // 6 × 2 × 5 GiB and 6 × 3 × 2 GiB, at $ 0.08.
        const both = reported(limited, topic("a.y", { "retention.bytes": String(GiB) }));
        assert.deepEqual(both.teams[0]?.storage, {
            most: 96 * GiB,
            mostMonthlyUsd: 7.68,
            now: null,
            nowMonthlyUsd: null,
        });
        assert.match(renderTeam(both), /at most 96 GiB, \$ 7\.68 a month \(gp3 at the list price of us-east-1, /);
        assert.match(renderList(both), / a +them +2 topics +12 partitions +0 schemas +0 connectors +at most 96 GiB$/);
        const one = reported(limited, topic("a.z", {}));
        assert.equal(one.teams[0]?.storage.most, null);
        assert.match(renderTeam(one), /unlimited, because of 1 topic:\n +a\.z +set spec\.configs\.retention\.bytes/);
    });
});

describe("a team's page, from Git alone,", () => {
    it("names what it owns as Kafka and the others do, and how much of its quotas that is", () => {
        const report = reported(
            topic("a.x", { "retention.ms": "5400000" }, { name: "a.Real" }),
            object("Schema", "a.x-value", { data: { format: "avro" } }),
            object("Connector", "a.sink", { class: "x.Sink", taskMax: 3 }),
            object("ConfluentRolebinding", "a.read", {
                principal: { type: "group", name: "readers" },
                role: "DeveloperRead",
                resourcePatterns: [{ resourceType: "Topic", patternType: "PREFIXED", name: "a." }],
            }),
        );
        const text = renderTeam(report);
        for (const line of [
            "a.Real 6 partitions 3 replicas kept 90 minutes unlimited",
            "a.x-value avro Schema Registry's compatibility",
            "a.sink x.Sink at most 3 tasks",
            "group readers DeveloperRead Topic PREFIXED a.",
            "topics 1 of 5, partitions 6, schemas 1, connectors 1, tasks 3 of 4",
            "not known: nobody asked",
        ])
            assert.ok(
                text.split("\n").some((one) => one.trim().replace(/ +/g, " ") === line),
                `${line}\n${text}`,
            );
    });

    it("is for the stack that has teams, and lists all of them without a name", async () => {
        const { status, stdout } = await answerTo(["team", "--json"]);
        assert.equal(status, 0);
        const { stack, teams } = checkShape<Report>("team", stdout);
        assert.deepEqual([stack, teams.map(({ name }) => name)], ["teams", ["payments"]]);
        assert.equal(teams[0]?.topics[0]?.replicas, 3, "as the overlay's Kafka says");
    });

    for (const [words, says] of [
        [["payment"], /There is no team payment in gitops\/teams; there are payments\. Did you mean payments\?/],
        [["--context", "a"], /add that flag/],
        [["--stack", "eks"], /The stack eks has no teams: pulumi config set --path gitops\.teams/],
    ] as const) {
        it(`refuses ${words.join(" ")}`, async () => {
            const { status, stderr, stdout } = await answerTo(["team", ...words]);
            assert.ok(status > 0);
            assert.deepEqual([stdout, says.test(stderr)], ["", true], stderr);
        });
    }
});
