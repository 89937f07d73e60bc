import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import type { KubernetesObject } from "../../../../kubernetes";
import { conditionOf } from "../../../../commands/demo/recording/condition";
import { readEngineError, readEngineEvent } from "../../../../commands/demo/recording/engineConditions";

function object(apiVersion: string, kind: string, more: object = {}, metadata: object = {}): KubernetesObject {
    return { apiVersion, kind, metadata: { name: "one", generation: 2, ...metadata }, ...more };
}
const confluent = (status: object | undefined, metadata: object = {}) =>
    object("platform.confluent.io/v1beta1", "Kafka", { status }, metadata);
const application = (status: object) => object("argoproj.io/v1alpha1", "Application", { status });
const deployment = (status: object) => object("apps/v1", "Deployment", { spec: { replicas: 2 }, status });

/** A case: what there is, the state that it is in, and what else is said of it. */
type Case = [what: string, object: KubernetesObject, state: string, says?: string, message?: string];

const [synced, outOfSync] = [{ status: "Synced" }, { status: "OutOfSync" }];
const notRolling = { type: "platform.confluent.io/rolling", status: "False", message: "not rolling" };
const notReady = { type: "platform.confluent.io/cluster-ready", status: "False", message: "waiting for zookeeper" };
const comparison = { type: "ComparisonError", message: "no such path" };
const cases: Case[] = [
    ["a component with nothing said of it", confluent(undefined), "pending"],
    ["one that comes up", confluent({ phase: "PROVISIONING" }), "progressing", "PROVISIONING"],
    ["one that runs", confluent({ phase: "RUNNING", observedGeneration: 2 }), "healthy", "RUNNING"],
    [
        "one that runs as it was before",
        confluent({ phase: "RUNNING", observedGeneration: 1 }),
        "progressing",
        "changed",
    ],
    ["a topic that is there", confluent({ state: "CREATED" }), "healthy", "CREATED"],
    ["a topic that is not", confluent({ state: "ERROR" }), "degraded", "ERROR"],
    ["a failed connector", confluent({ state: "CREATED", connectorState: "FAILED" }), "degraded", "connector FAILED"],
    ["failed tasks", confluent({ state: "CREATED", failedTasksCount: 2 }), "degraded", "2 tasks failed"],
    ["a word that nobody knows", confluent({ phase: "ROLLING" }), "pending", "ROLLING"],
    [
        "one that waits for another",
        confluent({ phase: "PROVISIONING", conditions: [notRolling, notReady] }),
        "progressing",
        "PROVISIONING",
        "waiting for zookeeper",
    ],
    [
        "one whose pods are replaced",
        confluent({ phase: "RUNNING", conditions: [{ ...notRolling, status: "True", message: "to generation 3" }] }),
        "progressing",
        "rolling",
        "to generation 3",
    ],
    ["a paused connector", confluent({ state: "CREATED", connectorState: "PAUSED" }), "suspended", "connector PAUSED"],
    [
        "one that is held while it goes",
        confluent({ phase: "RUNNING" }, { deletionTimestamp: "2026-11-24T06:00:00Z", finalizers: ["a/b"] }),
        "deleting",
        "Terminating",
        "held by a/b",
    ],
    ["an Application nobody has looked at", application({}), "pending"],
    [
        "a sync under way",
        application({ sync: outOfSync, operationState: { phase: "Running", message: "waiting" } }),
        "progressing",
        "Syncing",
        "waiting",
    ],
    [
        "one that is as Git has it",
        application({ sync: synced, health: { status: "Healthy" } }),
        "healthy",
        "Synced, Healthy",
    ],
    [
        "one that is not",
        application({ sync: outOfSync, health: { status: "Healthy" } }),
        "out of sync",
        "OutOfSync, Healthy",
    ],
    [
        "one whose parts come up",
        application({ sync: synced, health: { status: "Progressing" } }),
        "progressing",
        "Synced, Progressing",
    ],
    [
        "a failed sync",
        application({ sync: outOfSync, operationState: { phase: "Failed", message: "unknown field" } }),
        "degraded",
        "Sync failed",
        "unknown field",
    ],
    [
        "a repository that cannot be read",
        application({ sync: { status: "Unknown" }, health: { status: "Healthy" }, conditions: [comparison] }),
        "degraded",
        "Unknown, Healthy",
        "ComparisonError: no such path",
    ],
    ["a Deployment on its way", deployment({ availableReplicas: 1 }), "progressing", "1 of 2 available"],
    [
        "a Deployment that is there",
        deployment({ availableReplicas: 2, observedGeneration: 2 }),
        "healthy",
        "2 of 2 available",
    ],
    [
        "a Deployment that is stuck",
        deployment({ conditions: [{ type: "Progressing", status: "False", message: "quota" }] }),
        "degraded",
        "0 of 2 available",
        "quota",
    ],
    ["a Namespace", object("v1", "Namespace", { status: { phase: "Active" } }), "healthy"],
    [
        "a Namespace that something is left in",
        object(
            "v1",
            "Namespace",
            { status: { conditions: [{ type: "NamespaceContentRemaining", status: "True", message: "2 kafkas" }] } },
            { deletionTimestamp: "2026-11-24T06:00:00Z" },
        ),
        "deleting",
        "Terminating",
        "2 kafkas",
    ],
];

describe("recording: how an object is", () => {
    for (const [what, found, state, says, message] of cases) {
        it(`says of ${what}: ${state}`, () => assert.deepEqual(conditionOf(found), { state, says, message }));
    }
});

describe("recording: what the engine says", () => {
    const event = (key: string, op: string, type = "kubernetes:core/v1:Namespace"): EngineEvent => {
        const metadata = { op, type, urn: `urn:pulumi:dev::confluent-gitops::${type}::one` };
        return { [key]: { metadata } } as unknown as EngineEvent;
    };
    const states = (op: string) =>
        ["resourcePreEvent", "resOutputsEvent"].map((key) => readEngineEvent(event(key, op))?.condition.state);

    it("is a change under way, and then done", () => {
        assert.deepEqual(states("create"), ["progressing", "healthy"]);
        assert.deepEqual(states("update"), ["progressing", "healthy"]);
        assert.deepEqual(states("delete"), ["deleting", "gone"]);
        assert.equal(readEngineEvent(event("resOpFailedEvent", "create"))?.condition.says, "create failed");
        assert.equal(readEngineEvent(event("resOutputsEvent", "create"))?.kind, "Namespace");
    });

    it("is not reported if nothing changes, nor for what only groups resources", () => {
        assert.deepEqual(states("same"), [undefined, undefined]);
        assert.deepEqual(states("delete-replaced"), [undefined, undefined]);
        for (const type of ["pulumi:pulumi:Stack", "platform:gitops:GitOpsHandoff"])
            assert.equal(readEngineEvent(event("resOutputsEvent", "create", type)), undefined);
    });

    it("is an error's text without colours and prefix", () => {
        const diagnosticEvent = { severity: "error", urn: "a", message: "<{%fg 1%}>error: it is<{%reset%}>\n" };
        assert.deepEqual(readEngineError({ diagnosticEvent } as unknown as EngineEvent), {
            urn: "a",
            message: "it is",
        });
    });
});
