import assert from "node:assert/strict";
import { application, content, plan, reportIn, second, settings, trackingId } from "./sweeperFixtures";
import type { Application, Content } from "./sweeperFixtures";

const mark = "confluent-gitops/removed-from-git";
const trackedBy = (id: string) => ({ annotations: { "argocd.argoproj.io/tracking-id": id } });
const noTracking = { "argocd.argoproj.io/tracking-id": undefined as unknown as string };

const isLeftAlone = async (seen: Application, topic: Content) => assert.deepEqual(await second(seen, [topic]), []);

describe("the sweeper, for what was removed from Git,", () => {
    const kept = ["annotate KafkaTopic gone: RemovedFromGit"];
    const deleted = ["delete Connector gone: DeletedAsRemovedFromGit"];
    const topic = content("KafkaTopic", "gone");

    it("does nothing at the first sight of it, and forgets what it saw when the next one shows it in Git", async () => {
        const seen = { application: application(), contents: [topic] };
        const first = await plan(seen, settings, { removed: [] });
        assert.deepEqual(first.actions, []);
        const back = await plan({ ...seen, application: application(["gone"]) }, settings, first.memory);
        assert.deepEqual([back.actions, back.memory.removed], [[], []]);
    });

    it("keeps and marks kinds that hold data, and deletes others", async () => {
        assert.deepEqual(await second(application(), [topic]), kept);
        assert.deepEqual(await second(application(), [content("Connector", "gone")]), deleted);
        const another = { keepKinds: ["Connector"] };
        assert.deepEqual(await second(application(), [topic], another), [
            "delete KafkaTopic gone: DeletedAsRemovedFromGit",
        ]);
    });

    it("says which object, why it is kept and what to type, once, and marks it with the revision", async () => {
        const seen = { application: application(), contents: [topic] };
        const { actions } = await plan(seen, settings, { removed: [topic.metadata.uid] });
        assert.deepEqual(actions, [
            {
                do: "annotate",
                content: topic,
                key: mark,
                value: "0123456789abcdef",
                report: {
                    type: "Warning",
                    reason: "RemovedFromGit",
                    message:
                        "KafkaTopic confluent/gone is no longer in Git (revision 0123456789ab). It is kept: the kind " +
                        "KafkaTopic holds data (KEEP_KINDS). To delete it with its contents: kubectl --namespace " +
                        "confluent delete kafkatopic gone. To keep it under Argo CD, put it back into Git.",
                },
            },
        ]);
        const marked = content("KafkaTopic", "gone", { annotations: { [mark]: "0123456789abcdef" } });
        assert.deepEqual(await second(application(), [marked]), []);
    });

    it("removes the mark from what is back in Git, and makes Argo CD refresh", async () => {
        const marked = content("KafkaTopic", "back", { annotations: { [mark]: "0123" } });
        const seen = { application: application(["back"]), contents: [marked] };
        const { actions } = await plan(seen, settings, { removed: [] });
        assert.deepEqual(actions, [
            { do: "annotate", content: marked, key: mark, value: null, report: undefined },
            { do: "refresh" },
        ]);
    });

    const doubts: Record<string, (of: Application) => void> = {
        "is compared with no result": ({ status }) => Object.assign(status?.sync ?? {}, { status: "Unknown" }),
        "was never compared": (of) => delete of.status,
        "could not be compared": ({ status }) =>
            Object.assign(status ?? {}, { conditions: [{ type: "ComparisonError" }] }),
        "has an operation under way": ({ status }) => Object.assign(status?.operationState ?? {}, { phase: "Running" }),
        "has an operation asked for": (of) => (of.operation = { sync: {} }),
        "was not compared since its last operation": ({ status }) =>
            Object.assign(status?.operationState ?? {}, { finishedAt: "2026-11-24T10:00:01Z" }),
        "has another source since it was compared": ({ status }) =>
            Object.assign(status?.sync ?? {}, { comparedTo: { source: { path: "gitops/platform/overlays/dev" } } }),
        "has nothing at all in Git": ({ status }) => Object.assign(status ?? {}, { resources: [] }),
        "has nothing in Git but what is to be pruned": ({ status }) =>
            status?.resources?.forEach((resource) => (resource.requiresPruning = true)),
        "is deleted without what it made": ({ metadata }) =>
            Object.assign(metadata, { deletionTimestamp: "2026-11-24T10:00:00Z", finalizers: ["example.com/other"] }),
    };
    for (const [what, change] of Object.entries(doubts)) {
        it(`does nothing while the Application ${what}`, () => isLeftAlone(application([], change), topic));
    }

    it("removes the mark from what is back in Git even during an operation, which waits for that", async () => {
        const [gone, back] = ["gone", "back"].map((name) =>
            content("KafkaTopic", name, { annotations: { [mark]: "0123" } }),
        ) as [Content, Content];
        const syncing = application(["back"], doubts["has an operation under way"]);
        const seen = { application: syncing, contents: [gone, back] };
        const { actions, next } = await plan(seen, settings, { removed: [gone.metadata.uid] });
        assert.deepEqual(
            actions.map((action) => [action.do, "content" in action && action.content]),
            [
                ["annotate", back],
                ["refresh", false],
            ],
        );
        assert.equal(next, "later");
    });

    it("reads the contents again only if it has more to do, or the Application has changed", async () => {
        const first = await plan({ application: application(), contents: [topic] }, settings, { removed: [] });
        const then = await plan({ application: application(), contents: [topic] }, settings, first.memory);
        const marked = content("KafkaTopic", "gone", { annotations: { [mark]: "0123" } });
        const last = await plan({ application: application(), contents: [marked] }, settings, then.memory);
        assert.deepEqual([first.next, then.next, last.next], ["later", "later", "whenChanged"]);
        const doubtful = application([], doubts["could not be compared"]);
        assert.equal((await plan({ application: doubtful, contents: [] }, settings, last.memory)).next, "whenChanged");
    });

    it("starts counting two looks again after an inconclusive one", async () => {
        const doubt = doubts["could not be compared"];
        const { memory } = await plan({ application: application([], doubt), contents: [topic] }, settings, {
            removed: [topic.metadata.uid],
        });
        assert.deepEqual(memory.removed, []);
    });

    const notItsOwn: Record<string, Partial<Content["metadata"]>> = {
        "has no owner, for Argo CD prunes it": { ownerReferences: [] },
        "is another Application's": trackedBy(
            trackingId("KafkaTopic", "gone").replace("confluent-platform", "another"),
        ),
        "has another's tracking, copied by an operator": trackedBy(trackingId("Kafka", "kafka")),
        "nobody tracks": { annotations: noTracking },
        "bears the Application's name in a label that is not said to track": {
            annotations: noTracking,
            labels: { "app.kubernetes.io/instance": "confluent-platform" },
        },
        "is a hook": { annotations: { "argocd.argoproj.io/hook": "PostSync" } },
        "is younger than the comparison": { creationTimestamp: "2026-11-24T10:00:00Z" },
        "is being deleted": { deletionTimestamp: "2026-11-24T10:00:00Z" },
    };
    for (const [what, metadata] of Object.entries(notItsOwn)) {
        it(`leaves alone what ${what}`, () => isLeftAlone(application(), content("KafkaTopic", "gone", metadata)));
    }

    it("acts on an Application that is out of sync as well", async () => {
        const outOfSync = application([], ({ status }) => Object.assign(status?.sync ?? {}, { status: "OutOfSync" }));
        assert.deepEqual(await second(outOfSync, [topic]), kept);
    });

    it("does not mistake a role binding that CFK created for a component for one from Git, although it has its labels", async () => {
        const labels = { "app.kubernetes.io/instance": "confluent-platform" };
        const own = content("ConfluentRolebinding", "internal-connect-0", { labels, annotations: noTracking });
        const trackingLabel = "app.kubernetes.io/instance";
        assert.deepEqual(await second(application(), [own], { trackingLabel }), []);
        const team = content("ConfluentRolebinding", "team", { labels, annotations: noTracking });
        assert.deepEqual(await second(application(), [team], { trackingLabel }), [
            "delete ConfluentRolebinding team: DeletedAsRemovedFromGit",
        ]);
    });

    it("recognizes its own objects by Argo CD's label, if it is told which one", async () => {
        const labels = { "app.kubernetes.io/instance": "confluent-platform" };
        const labelled = content("KafkaTopic", "gone", { labels, annotations: noTracking });
        assert.deepEqual(
            await second(application(), [labelled], { trackingLabel: "app.kubernetes.io/instance" }),
            kept,
        );
    });

    it("names all revisions of an Application with several sources", async () => {
        const several = application([], ({ status }) =>
            Object.assign(status?.sync ?? {}, { revision: undefined, revisions: ["11", "22"] }),
        );
        const seen = { application: several, contents: [topic] };
        assert.match(
            reportIn(await plan(seen, settings, { removed: [topic.metadata.uid] })).message,
            /revision 11 22\)/,
        );
    });
});
