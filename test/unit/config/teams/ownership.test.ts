import assert from "node:assert/strict";
import { toResource } from "../../../../config/kustomize/resource";
import { overstepsOf } from "../../../../config/workload/teams/ownership";
import { teamCases } from "../../../teamCases";

const own = { team: "payments", prefix: "payments.", namespace: "confluent" };

describe("what a team may have", () => {
    for (const [what, { object, says }] of Object.entries(teamCases)) {
        it(says ? `is not ${what}` : `is ${what}`, () => {
            const found = overstepsOf(toResource(structuredClone(object), "a.yaml"), own).map(({ reason }) => reason);
            if (!says) return assert.deepEqual(found, []);
            assert.equal(found.length, 1, found.join("; "));
            assert.match(found[0] ?? "", says);
        });
    }

    it("is nothing where the team is named as the namespace, whose names are the platform's own", () => {
        const { object } = teamCases["a ConfigMap"] ?? assert.fail();
        const platforms = { ...object, metadata: { name: "confluent.connect-offsets" } };
        const found = overstepsOf(toResource(platforms, "a.yaml"), { ...own, team: "confluent", prefix: "confluent." });
        assert.match(found.map(({ reason }) => reason).join(), /with the namespace's name/);
    });

    it("is of a team's kinds alone, and in the platform's namespace", () => {
        const said = (kind: string, namespace?: string) =>
            overstepsOf(
                toResource(
                    { apiVersion: "v1", kind, metadata: { name: "payments.a", ...(namespace && { namespace }) } },
                    "a.yaml",
                ),
                own,
            ).map(({ reason }) => reason);
        assert.match(said("Secret").join(), /is of the kind Secret, which teams may not have/);
        assert.match(said("ConfigMap", "argocd").join(), /is in the namespace argocd/);
        assert.deepEqual(said("ConfigMap", "confluent"), []);
    });
});
