import assert from "node:assert/strict";
import { assertNoMigration } from "../../../../commands/promote/migration";
import { assertPath, type Runs } from "../../../../commands/promote/path";
import { soaked } from "../../../../commands/promote/soak";
import type { Resource } from "../../../../config/kustomize/resource";
import type { Application, ApplicationStatus } from "../../../../kubernetes/application";
import { job } from "../migrate/world";

const now = new Date("2026-11-27T12:00:00Z");
const at = (time: string) => `2026-11-27T${time}:00Z`;

describe("what is promoted has soaked", () => {
    const well: ApplicationStatus = {
        sync: { status: "Synced", revision: "a1b2c3d" },
        health: { status: "Healthy", lastTransitionTime: at("10:00") },
        operationState: { phase: "Succeeded", finishedAt: at("09:00") },
    };
    const soak = (status: ApplicationStatus, time = "1h") =>
        soaked("staging", { metadata: {}, spec: {}, status } as unknown as Application, time, now);

    it("since it was last synced, and last became Healthy", () => {
        assert.deepEqual(soak(well), { revision: "a1b2c3d", since: at("10:00") });
        assert.deepEqual(
            soak({ ...well, operationState: { phase: "Succeeded", finishedAt: at("10:30") } }).since,
            at("10:30"),
        );
        const { operationState: _, ...never } = well;
        assert.equal(soak(never).since, at("10:00"), "an Application that never had to be synced");
    });

    const late = { phase: "Succeeded", finishedAt: at("11:30") };
    for (const [what, status, says] of [
        [
            "is not Synced",
            { sync: { status: "OutOfSync", revision: "a" } },
            /^staging is OutOfSync: it doesn't run what Git has\. Promote once/,
        ],
        ["was not compared", { sync: undefined }, /^staging is not compared yet/],
        [
            "is not Healthy",
            { health: { status: "Degraded", message: "no quorum" } },
            /^staging is Degraded \(no quorum\)\./,
        ],
        ["is being synced", { operationState: { phase: "Running" } }, /^A sync of staging is in progress/],
        [
            "was not synced to the end",
            { operationState: { phase: "Failed", message: "denied" } },
            /^The last sync of staging failed: denied/,
        ],
        [
            "has an error",
            { conditions: [{ type: "ComparisonError", message: "no such folder" }] },
            /^staging has a ComparisonError: no such folder/,
        ],
        [
            "was synced since",
            { operationState: late },
            /^staging is Healthy and Synced for 30 min only, since 2026-11-27T11:30:00Z/,
        ],
        ["became Healthy since", { health: { status: "Healthy", lastTransitionTime: at("11:01") } }, /for 59 min only/],
        ["doesn't say since when", { health: { status: "Healthy" } }, /Argo CD does from 2\.14 on, except 3\.0\.0/],
    ] as const) {
        it(`not if it ${what}`, () => {
            assert.throws(() => soak({ ...well, ...status } as ApplicationStatus), { message: says });
        });
    }

    it("for as long as the list says", () => {
        assert.throws(() => soak(well, "3h"), /Promote once staging is Healthy and Synced for 3h\.$/);
        assert.ok(soak({ ...well, operationState: late }, "30m"));
    });

    it("not while its cluster is being migrated to KRaft", () => {
        assertNoMigration("staging", [
            job({ phase: "COMPLETE" }),
            job({ phase: "MIGRATE", subPhase: "RollbackToZkComplete" }),
        ]);
        assert.throws(() => assertNoMigration("staging", [job({ phase: "DUAL-WRITE" })]), {
            message:
                /^staging is being migrated to KRaft \(KRaftMigrationJob kraftmigrationjob is in DUAL-WRITE\).*migrate --stack staging/,
        });
        assert.throws(() => assertNoMigration("staging", [job(undefined)]), /is in no phase yet/);
    });
});

describe("the way from what an environment runs to what is promoted", () => {
    const runs = (platformVersion: string, more: Partial<Runs> & { center?: string } = {}): Runs => ({
        platformVersion,
        coordination: "KRaft",
        initVersion: "3.4.0",
        images: [],
        resources: [],
        imagePlaces: more.center
            ? [
                  {
                      resource: {} as Resource,
                      path: "spec/image/application",
                      image: `confluentinc/cp-enterprise-control-center-next-gen:${more.center}`,
                  },
              ]
            : [],
        ...more,
    });
    const resource = (kind: string, annotations = {}) =>
        ({
            kind,
            group: "platform.confluent.io",
            name: "one",
            object: { metadata: { annotations } },
        }) as unknown as Resource;

    it("is open to the same, and to a later patch, minor or major version", () => {
        for (const [from, to] of [
            ["8.3.2", "8.3.2"],
            ["8.2.0", "8.3.2"],
            ["8.0.0", "8.3.2"],
            ["7.9.11", "8.3.2"],
        ] as const)
            assertPath("prod", runs(from), runs(to));
    });

    for (const [what, before, after, says] of [
        [
            "back to an earlier version",
            runs("8.3.2"),
            runs("8.2.9"),
            /^prod runs Confluent Platform 8\.3\.2, and what is promoted is 8\.2\.9/,
        ],
        [
            "back to an earlier operator",
            runs("8.3.2"),
            runs("8.3.2", { initVersion: "3.3.0" }),
            /^prod has the init image 3\.4\.0, and .* 3\.3\.0/,
        ],
        ["over a major version", runs("6.2.0"), runs("8.3.2"), /a major version is skipped\. Promote 7\.x first\.$/],
        [
            "from ZooKeeper to KRaft",
            runs("7.9.11", { coordination: "ZooKeeper" }),
            runs("8.3.2"),
            /^prod runs on ZooKeeper, and what is promoted on KRaft: npx confluent-gitops migrate --stack prod/,
        ],
        [
            "from KRaft to ZooKeeper",
            runs("7.9.11"),
            runs("7.9.11", { coordination: "ZooKeeper" }),
            /^prod runs on KRaft/,
        ],
        [
            "past Control Center",
            runs("7.9.11", { center: "2.1.0" }),
            runs("8.0.0", { center: "2.2.0" }),
            /^prod has Control Center 2\.1, which doesn't work with Confluent Platform 8/,
        ],
        [
            "into a migration",
            runs("7.9.11"),
            runs("7.9.11", { resources: [resource("KRaftMigrationJob")] }),
            /^What is promoted has a KRaftMigrationJob/,
        ],
        [
            "out of a migration",
            runs("7.9.11", { resources: [resource("KRaftMigrationJob")] }),
            runs("7.9.11"),
            /^What prod runs has a KRaftMigrationJob/,
        ],
        [
            "out of an operator's upgrade",
            runs("8.3.2", { resources: [resource("Kafka", { "platform.confluent.io/block-reconcile": "true" })] }),
            runs("8.3.2"),
            /^What prod runs keeps the operator away from its components .*upgrade --stack prod/,
        ],
    ] as const) {
        it(`is refused ${what}`, () => {
            assert.throws(() => assertPath("prod", before, after), { message: says });
        });
    }
});
