import assert from "node:assert/strict";
import { application, content, second, settings } from "./sweeperFixtures";
import type { Application } from "./sweeperFixtures";

const mark = "confluent-gitops/removed-from-git";
const trackedBy = (id: string) => ({ annotations: { "argocd.argoproj.io/tracking-id": id } });

describe("the sweeper, for a team's Application,", () => {
    const team = { ...settings, application: { namespace: "argocd", name: "team-a" }, isTeam: true };
    const own = (kind: string, name: string) =>
        content(kind, name, trackedBy(`team-a:platform.confluent.io/${kind}:confluent/${name}`));
    const named = (change: (application: Application) => void = () => {}) =>
        application([], (made) => {
            made.metadata.name = team.application.name;
            change(made);
        });

    it("keeps and deletes what is removed from Git as the platform's, and leaves alone what is the platform's", async () => {
        const contents = [own("KafkaTopic", "a.x"), own("Connector", "a.y"), content("Connector", "platforms")];
        assert.deepEqual(await second(named(), contents, team), [
            "annotate KafkaTopic a.x: RemovedFromGit",
            "delete Connector a.y: DeletedAsRemovedFromGit",
        ]);
    });

    it("drains nothing when it is deleted: the platform stays", async () => {
        const going = named(({ metadata }) => (metadata.deletionTimestamp = "2026-11-24T10:05:00Z"));
        assert.deepEqual(await second(going, [own("KafkaTopic", "a.x"), content("KafkaTopic", "platforms")], team), []);
    });

    it("removes the mark from what is back, and asks Argo CD for nothing", async () => {
        const back = own("KafkaTopic", "a.x");
        back.metadata.annotations = { ...back.metadata.annotations, [mark]: "0123" };
        const seen = application(["a.x"], (made) => (made.metadata.name = team.application.name));
        assert.deepEqual(await second(seen, [back], team), ["annotate KafkaTopic a.x"]);
    });
});
