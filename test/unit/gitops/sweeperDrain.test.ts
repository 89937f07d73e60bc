import assert from "node:assert/strict";
import { application, content, inWords, plan, reportIn, settings } from "./sweeperFixtures";
import type { Application, Content, Memory } from "./sweeperFixtures";

const deletedAt = "2026-11-24T10:10:00Z";
const approval = "argocd.argoproj.io/deletion-approved";

/** An Application that is being deleted since 10:10:00. */
const deleted = (change: (application: Application) => void = () => {}): Application =>
    application(["orders"], (made) => {
        made.metadata.deletionTimestamp = deletedAt;
        change(made);
    });
const annotated = (annotations: Record<string, string>) =>
    deleted(({ metadata }) => Object.assign(metadata, { annotations }));

/** What is done the given number of seconds after the deletion. */
const drain = (contents: Content[], { of = deleted(), after = 1, memory }: Moment = {}) =>
    plan({ application: of, contents }, settings, { removed: [], ...memory }, Date.parse(deletedAt) + after * 1000);

interface Moment {
    of?: Application;
    after?: number;
    memory?: Partial<Memory>;
}

describe("the sweeper, while its Application is deleted,", () => {
    const topic = content("KafkaTopic", "orders");
    const byHand = content("KafkaTopic", "by-hand", { ownerReferences: [] });
    const ending = { deletionTimestamp: deletedAt };

    it("deletes contents kind by kind, users before what they use", async () => {
        const order = [
            "Connector",
            "SchemaExporter",
            "SchemaImporter",
            "Schema",
            "ClusterLink",
            "KafkaTopic",
            "ConfluentRolebinding",
            "KafkaRestClass",
        ];
        let left = [...order].reverse().map((kind) => content(kind, "one"));
        for (const kind of order) {
            assert.deepEqual(inWords(await drain(left)), [`delete ${kind} one`]);
            const waiting = left.map((one) => (one.kind === kind ? content(kind, "one", ending) : one));
            assert.deepEqual(inWords(await drain(waiting)), [], `does not wait for ${kind}`);
            left = left.filter((one) => one.kind !== kind);
        }
        assert.deepEqual(inWords(await drain(left)), ["approve"]);
    });

    it("deletes what is in Git, what was kept and what was created by hand", async () => {
        const kept = content("KafkaTopic", "kept", { annotations: { "confluent-gitops/on-removal": "keep" } });
        assert.deepEqual(inWords(await drain([topic, kept, byHand])), [
            "delete KafkaTopic orders",
            "delete KafkaTopic kept",
            "delete KafkaTopic by-hand",
        ]);
    });

    it("drains whatever state the Application is in, because Git is not needed", async () => {
        const unknown = deleted(({ status }) => Object.assign(status?.sync ?? {}, { status: "Unknown" }));
        assert.deepEqual(inWords(await drain([topic], { of: unknown })), ["delete KafkaTopic orders"]);
        const never = deleted((of) => delete of.status);
        assert.deepEqual(inWords(await drain([topic], { of: never })), ["delete KafkaTopic orders"]);
    });

    it("leaves what has Delete=false, itself or through the Application, and does not wait for it", async () => {
        const annotations = { "argocd.argoproj.io/sync-options": "Delete=false" };
        assert.deepEqual(inWords(await drain([content("KafkaTopic", "orders", { annotations })])), ["approve"]);
        const whole = deleted(({ spec }) => spec?.syncPolicy?.syncOptions?.push("Delete=false"));
        assert.deepEqual(inWords(await drain([topic], { of: whole })), ["approve"]);
    });

    it("does not chase what an operator creates again in the meantime", async () => {
        const anew = {
            annotations: { "argocd.argoproj.io/tracking-id": "" },
            creationTimestamp: "2026-11-24T10:10:01Z",
        };
        assert.deepEqual(inWords(await drain([content("ConfluentRolebinding", "internal", anew)])), ["approve"]);
        const older = { ...anew, creationTimestamp: deletedAt };
        assert.deepEqual(inWords(await drain([content("ConfluentRolebinding", "internal", older)])), [
            "delete ConfluentRolebinding internal",
        ]);
    });

    it("leaves the role bindings that CFK created for its components to them, with the class that leads to their Kafka", async () => {
        const untracked = { annotations: { "argocd.argoproj.io/tracking-id": "" } };
        const own = [0, 1].map((index) => content("ConfluentRolebinding", `internal-connect-${index}`, untracked));
        const [team, inGit] = ["team", "internal-team-0"].map((name) => content("ConfluentRolebinding", name));
        const restClass = content("KafkaRestClass", "default");
        assert.deepEqual(inWords(await drain([...own, team, inGit, restClass].filter((one) => one !== undefined))), [
            "delete ConfluentRolebinding team",
            "delete ConfluentRolebinding internal-team-0",
        ]);
        assert.deepEqual(inWords(await drain([...own, restClass])), ["approve"]);
        assert.deepEqual(inWords(await drain([restClass])), ["delete KafkaRestClass default"]);
    });

    it("approves with a time that is no older than the deletion, even if its clock is slow", async () => {
        for (const [after, at] of [
            [-30, "2026-11-24T10:10:00Z"],
            [0, "2026-11-24T10:10:00Z"],
            [5.9, "2026-11-24T10:10:05Z"],
        ] as const) {
            assert.deepEqual((await drain([], { after })).actions, [{ do: "approve", at }]);
        }
    });

    it("approves once, and again if the approval is from before the deletion", async () => {
        assert.deepEqual(inWords(await drain([], { of: annotated({ [approval]: deletedAt }) })), []);
        const before = annotated({ [approval]: "2026-11-24T10:09:59Z" });
        assert.deepEqual(inWords(await drain([], { of: before })), ["approve"]);
    });

    it("says what it waits for after a minute, then every minute, and why the last try failed", async () => {
        const waiting = [content("KafkaTopic", "orders", ending)];
        assert.deepEqual(inWords(await drain(waiting, { after: 59 })), []);
        const first = await drain(waiting, { after: 60, memory: { error: "HTTP 500: refused" } });
        const { type, reason, message } = reportIn(first);
        assert.deepEqual([type, reason], ["Warning", "WaitsToDelete"]);
        assert.match(
            message,
            /waits until the operator has deleted KafkaTopic confluent\/orders; held by kafkatopic\./,
        );
        assert.match(
            message,
            /kubectl --namespace confluent patch kafkatopic orders --type merge --patch '\{"metadata"/,
        );
        assert.match(message, /The last try failed: HTTP 500: refused$/);
        const { memory } = first;
        assert.deepEqual(inWords(await drain(waiting, { after: 119, memory })), []);
        assert.deepEqual(inWords(await drain(waiting, { after: 120, memory })), ["report WaitsToDelete"]);
    });

    it("looks again soon, whether or not the Application has changed", async () => {
        assert.equal((await drain([topic])).next, "soon");
        assert.equal((await drain([])).next, "soon");
    });

    it("names five of many", async () => {
        const many = Array.from({ length: 8 }, (_, index) => content("KafkaTopic", `topic-${index}`, ending));
        const { message } = reportIn(await drain(many, { after: 60 }));
        assert.match(message, /topic-4 and 3 more;/);
        assert.doesNotMatch(message, /topic-5/);
    });

    it("deletes nothing while something else asks for confirmation, says how to answer, and then continues", async () => {
        const asks = (of: Application) =>
            of.status?.resources?.forEach((resource) => (resource.requiresDeletionConfirmation = true));
        const waiting = await drain([topic], { of: deleted(asks), after: 60 });
        assert.deepEqual(inWords(waiting), ["report WaitsToDelete"]);
        assert.match(reportIn(waiting).message, /Kafka kafka, KafkaTopic orders asks for confirmation/);
        assert.match(
            reportIn(waiting).message,
            /kubectl --namespace argocd annotate application confluent-platform confluent-gitops\/drain=approved/,
        );
        const answered = deleted((of) => {
            asks(of);
            of.metadata.annotations = { "confluent-gitops/drain": "approved" };
        });
        assert.deepEqual(inWords(await drain([topic], { of: answered })), ["delete KafkaTopic orders"]);
    });

    it("does nothing if the Application is deleted without what it created", async () => {
        const orphaning = deleted(({ metadata }) => Object.assign(metadata, { finalizers: [] }));
        assert.deepEqual(inWords(await drain([topic], { of: orphaning })), []);
        const background = deleted(({ metadata }) =>
            Object.assign(metadata, { finalizers: ["resources-finalizer.argocd.argoproj.io/background"] }),
        );
        assert.deepEqual(inWords(await drain([topic], { of: background })), ["delete KafkaTopic orders"]);
    });
});
