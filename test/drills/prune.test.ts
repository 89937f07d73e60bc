import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { applicationKind, applicationName, argoCdNamespace, readApplication } from "../../kubernetes/application";
import { putIn, takeOut, topic } from "../../commands/demo/contents";
import { edit, live, workloadNamespace } from "../../commands/demo/workload";
import { until } from "../../base/until";
import { push } from "./commits";
import { changes } from "./compare";
import { topicElsewhere } from "./contents";
import { rescue, terminating } from "./rescue";
import { type DrillStage } from "./drillStage";
import { openLiveStage, snapshot } from "./stage";

const namespaceKind = { apiVersion: "v1", kind: "Namespace" };

/** Both troubles that the sweeper is there for, with the overlay's Deployment of it taken out. */
describe("Argo CD with no sweeper", () => {
    const orders = topic("orders");
    const payments = topic("payments");
    const audit = topicElsewhere("audit");
    const held = ["kafkatopic.finalizers.platform.confluent.io"];
    let on: DrillStage;

    before(async function () {
        this.timeout(20 * 60_000);
        on = await openLiveStage({
            gitOps: {
                prepare: async (repository) => {
                    edit(repository, "gitops/platform/base/kustomization.yaml", "  - sweeper\n", "");
                    putIn(repository, orders, payments, audit);
                    await repository.commit("Topics, and nobody who looks after them");
                },
            },
        });
    });
    after(() => on?.close());

    it("prunes a topic without an owner, leaves the owned one, and says Synced and Healthy", async () => {
        const before = await snapshot(on);
        const owned = (name: string) => (before[`KafkaTopic/${name}`]?.ownerReferences as object[] | undefined) ?? [];
        assert.deepEqual([owned("payments").length, owned("audit").length], [1, 0]);

        takeOut(on.gitOps.repository, payments, audit);
        const revision = await push(on, "Two topics less");
        await until("the topic without an owner is gone", async () => !("KafkaTopic/audit" in (await snapshot(on))));
        const { status } = await live(on, revision);
        assert.deepEqual(changes(before, await snapshot(on)), ["KafkaTopic/audit: there -> -"]);
        assert.deepEqual([status?.sync?.status, status?.health?.status], ["Synced", "Healthy"]);
        assert.deepEqual(status?.conditions ?? [], []);
    });

    it("hangs in its cascade, Kafka waiting for its topics and they for Kafka, until `unstick` frees them", async () => {
        const { api } = on;
        const { metadata, spec } = (await readApplication(api)) ?? assert.fail("there is no Application");
        await api.delete(applicationKind, argoCdNamespace, applicationName);
        const hanging = {
            "Kafka/kafka": ["foregroundDeletion"],
            "KafkaTopic/orders": held,
            "KafkaTopic/payments": held,
        };
        await until("they wait for each other", async () => isDeepStrictEqual(await terminating(on), hanging));
        assert.ok(await readApplication(api), "its deletion waits for them");

        const { said } = await rescue(on);
        assert.match(said, /Kafka confluent\/kafka is being deleted, and no longer has a ready pod/);
        await until("the Application is gone", async () => !(await readApplication(api)));
        assert.deepEqual(await snapshot(on), {});

        const finalizers = ["resources-finalizer.argocd.argoproj.io/background"];
        const { name, namespace } = metadata;
        await api.apply({ ...applicationKind, metadata: { name, namespace, finalizers }, spec });
        await live(on, await on.gitOps.repository.head());
    });

    it("deletes an Application in the background, leaves an owned topic with its finalizer, and the namespace hangs", async () => {
        const { api, gitOps } = on;
        await api.delete(applicationKind, argoCdNamespace, applicationName);
        await until("the Application is gone", async () => !(await readApplication(api)));
        const left = await snapshot(on);
        assert.deepEqual(Object.keys(left), ["KafkaTopic/orders"]);
        assert.deepEqual(left["KafkaTopic/orders"]?.finalizers, held);

        // What comes next in a teardown: the operator, then the namespace.
        await gitOps.operator.stop();
        await api.delete(namespaceKind, undefined, workloadNamespace);
        await until("Kubernetes says what the namespace waits for", async () => {
            const namespace = await api.get(namespaceKind, undefined, workloadNamespace);
            const { conditions = [] } = (namespace?.status ?? {}) as {
                conditions?: { type: string; message: string }[];
            };
            const waiting = conditions.find(({ type }) => type === "NamespaceFinalizersRemaining");
            return waiting?.message.includes("kafkatopic.finalizers.platform.confluent.io");
        });
        assert.deepEqual(await terminating(on), { "KafkaTopic/orders": held });
    });

    it("is freed by `unstick`, the namespace too", async () => {
        const { isFree, said } = await rescue(on);
        assert.ok(isFree, said);
        assert.match(said, /gone: KafkaTopic confluent\/orders/);
        assert.deepEqual(await snapshot(on), {});
        assert.equal(await on.api.get(namespaceKind, undefined, workloadNamespace), undefined);
    });
});
