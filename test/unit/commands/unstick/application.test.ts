import assert from "node:assert/strict";
import type { KubernetesObject } from "../../../../kubernetes";
import { diagnose } from "../../../../commands/unstick/diagnose";
import type { Facts } from "../../../../commands/unstick/facts";
import { argoCd, deletionTimestamp, dying, facts, live, resourcesFinalizer, workload } from "./facts";

describe("unstick, for an Application", () => {
    const application = (annotations?: Record<string, string>, project = "platform"): KubernetesObject => {
        const base = dying("Application", [resourcesFinalizer], {}, "argoproj.io/v1alpha1");
        return {
            ...base,
            metadata: { ...base.metadata, namespace: "argocd", annotations },
            spec: { project, destination: { namespace: "confluent" } },
            status: {
                resources: [{ kind: "Deployment", name: "confluent-sweeper", requiresDeletionConfirmation: true }],
            },
        };
    };
    const approved = (time: string) => ({ "argocd.argoproj.io/deletion-approved": time });
    const sweeper = workload("Deployment", "confluent", "confluent-sweeper", { readyReplicas: 1 });
    const topic = { ...live("KafkaTopic", "orders") };
    topic.metadata = { ...topic.metadata, finalizers: ["kafkatopic.finalizers.platform.confluent.io"] };
    const database = { kind: "StatefulSet", name: "database", requiresDeletionConfirmation: true };
    const withDatabase = (annotations?: Record<string, string>): KubernetesObject => {
        const one = application(annotations);
        const { resources } = one.status as { resources: object[] };
        return { ...one, status: { resources: [...resources, database] } };
    };

    for (const [when, change, expected] of [
        ["Argo CD is gone", { applications: [application()] }, ["removeFinalizer"]],
        [
            "its AppProject is gone",
            { applications: [application(approved("2026-11-24T11:55:00Z"), "lost")], workloads: [argoCd] },
            ["removeFinalizer"],
        ],
        [
            "the sweeper is at work",
            { applications: [application()], workloads: [argoCd, sweeper] },
            [undefined, undefined],
        ],
        [
            "the sweeper is gone and nothing is left to drain",
            { applications: [application()], workloads: [argoCd] },
            ["approveDeletion", undefined],
        ],
        [
            "the sweeper is gone and a topic is left",
            { applications: [application()], workloads: [argoCd], confluent: [topic] },
            [undefined, undefined],
        ],
        [
            "the sweeper is gone and only what CFK made for its components is left",
            {
                applications: [application()],
                workloads: [argoCd],
                confluent: [
                    {
                        ...topic,
                        kind: "ConfluentRolebinding",
                        metadata: { ...topic.metadata, name: "internal-connect-0" },
                    },
                    { ...topic, kind: "KafkaRestClass", metadata: { ...topic.metadata, name: "default" } },
                ],
            },
            ["approveDeletion", undefined],
        ],
        [
            "what is left may not be read",
            { applications: [application()], workloads: [argoCd], confluent: undefined },
            [undefined, undefined],
        ],
        [
            "it is approved",
            { applications: [application(approved(deletionTimestamp))], workloads: [argoCd] },
            [undefined],
        ],
        [
            "an earlier deletion was approved",
            { applications: [application(approved("2026-11-24T11:49:59Z"))], workloads: [argoCd] },
            ["approveDeletion", undefined],
        ],
    ] as const satisfies readonly (readonly [string, Partial<Facts>, readonly (string | undefined)[]])[]) {
        it(`where ${when}: ${expected.map((one) => one ?? "leaves it").join(", ")}`, () => {
            const findings = diagnose(facts(change));
            assert.deepEqual(
                findings.map(({ remedy }) => remedy?.action),
                expected,
            );
        });
    }

    it("names the sweeper, and the topic that has to go first", () => {
        const waits = diagnose(facts({ applications: [application()], workloads: [argoCd, sweeper] }))[0];
        assert.match(waits?.why ?? "", /Deployment confluent\/confluent-sweeper has a ready pod/);
        const left = diagnose(facts({ applications: [application()], workloads: [argoCd], confluent: [topic] }))[0];
        assert.match(left?.why ?? "", /KafkaTopic orders/);
        assert.match(left?.advice[0] ?? "", /^kubectl -n confluent delete kafkatopic --all/);
    });

    it("does not answer a question that is meant for a person, and says how to answer it", () => {
        const asked = diagnose(facts({ applications: [withDatabase()], workloads: [argoCd, sweeper] }))[0];
        assert.deepEqual([asked?.waitsFor, asked?.remedy], ["user", undefined]);
        assert.match(asked?.why ?? "", /StatefulSet database asks to be confirmed by a person/);
        assert.match(
            asked?.advice[0] ?? "",
            /annotate --overwrite application orders confluent-gitops\/drain=approved$/,
        );
        const alone = diagnose(facts({ applications: [withDatabase()], workloads: [argoCd] }))[0];
        assert.match(alone?.advice[0] ?? "", /argocd\.argoproj\.io\/deletion-approved=/);
        assert.equal(alone?.remedy, undefined);
        const answered = withDatabase({ "confluent-gitops/drain": "approved" });
        assert.equal(
            diagnose(facts({ applications: [answered], workloads: [argoCd] }))[0]?.remedy?.action,
            "approveDeletion",
        );
    });
});
