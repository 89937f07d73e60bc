import assert from "node:assert/strict";
import { confluentKinds } from "../../config/workload/confluentKinds";
import { ensureTools } from "../../tools";
import { applicationCases } from "./healthApplications";
import { type Health, type HealthCase, healthOf } from "./healthCase";
import { clusterLinkCases } from "./healthClusterLinks";
import { componentCases } from "./healthComponents";
import { connectorCases } from "./healthConnectors";
import { faultCases } from "./healthFaults";
import { otherCases } from "./healthOthers";
import { realCases } from "./healthReal";

/** What holds for each kind, whatever its operator says of it. */
const cases: HealthCase[] = confluentKinds.flatMap(({ kind, family }): HealthCase[] => [
    {
        title: "is new",
        kind,
        health:
            family === "settings"
                ? ["Healthy", "Settings only: the operator has reached nothing by them yet."]
                : ["Progressing", "The operator has not taken it up yet."],
    },
    {
        title: "is being deleted",
        kind,
        metadata: { deletionTimestamp: "2026-11-24T05:00:00Z", finalizers: ["b", "a"] },
        status: { phase: "RUNNING", state: "CREATED", observedGeneration: 2 },
        health: ["Progressing", "Being deleted, held by a, b."],
    },
    {
        title: "was removed from Git, and kept",
        kind,
        metadata: { annotations: { "confluent-gitops/removed-from-git": "4f2a91c" } },
        status: { phase: "RUNNING", state: "CREATED", observedGeneration: 2 },
        health: ["Suspended", "Removed from Git at 4f2a91c, and kept. Delete it with kubectl, or put it back."],
    },
]);

describe("Argo CD says of", () => {
    const all = [
        ...[...cases, ...componentCases, ...faultCases],
        ...[...applicationCases, ...clusterLinkCases, ...connectorCases, ...otherCases],
    ];
    let said: Health[];
    before(async function () {
        this.timeout("20m");
        const { argocd } = await ensureTools(["argocd"]);
        said = await healthOf(argocd, [...all, ...realCases]);
    });

    const asserted = ({ kind, title, health }: HealthCase, index: number) =>
        it(`a ${kind} that ${title}: ${health[0]}`, () => assert.deepEqual(said[index], health));

    all.forEach(asserted);

    describe("what was read in outputs of others,", () =>
        realCases.forEach((one, index) => asserted(one, all.length + index)));
});
