import assert from "node:assert/strict";
import {
    applicationKind,
    applicationName,
    argoCdNamespace,
    isLive,
    readApplication,
} from "../../kubernetes/application";
import { putIn, topic } from "../../commands/demo/contents";
import { confluentApi, howItStands, workloadNamespace } from "../../commands/demo/workload";
import { until } from "../../base/until";
import { becomesLive, push, resizeKafka, says } from "./commits";
import { assertUntouched, changes } from "./compare";
import { followOwners, forgetOwner, podsOf } from "./owners";
import { endPartialSync, healInPart, ordersSchema, rescue, terminating } from "./rescue";
import { isHealthy, openLiveStage, snapshot } from "./stage";

const namespaceKind = { apiVersion: "v1", kind: "Namespace" };
const crdKind = { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" };
const webhookKind = { apiVersion: "admissionregistration.k8s.io/v1", kind: "ValidatingWebhookConfiguration" };

/** An Application that points at the same overlay. */
const second = "second-claim";

describe("the platform's objects", () => {
    let on: Awaited<ReturnType<typeof openLiveStage>>;
    before(async function () {
        this.timeout(20 * 60_000);
        on = await openLiveStage({ contents: [topic("orders")] });
    });
    after(() => on?.close());

    /** Waits until the Application says why, in a condition or of its last sync. */
    const refused = (why: RegExp) =>
        until(
            `the Application says ${why.source}`,
            async () => {
                const { conditions = [], operationState } = (await readApplication(on.api))?.status ?? {};
                const results = operationState?.syncResult?.resources ?? [];
                return [...conditions, ...results, operationState].find((one) => why.test(one?.message ?? ""))?.message;
            },
            { seen: async () => howItStands(await readApplication(on.api)) },
        );
    const withoutGeneration = (lines: string[]) => lines.filter((line) => !line.includes(" generation: "));

    it("stay as they are where a CRD is missing, which the Application names, and go on once it is there", async () => {
        const { api, gitOps } = on;
        const name = "schemas.platform.confluent.io";
        const crd = (await api.get(crdKind, undefined, name)) ?? assert.fail("there is no such CRD");
        const before = await snapshot(on);
        await api.delete(crdKind, undefined, name);
        await until("the CRD is gone", async () => !(await api.get(crdKind, undefined, name)));
        putIn(gitOps.repository, ordersSchema);
        resizeKafka(on, "1601Mi");
        const revision = await push(on, "A schema, and more memory for Kafka");
        await refused(/Schema\.platform\.confluent\.io "" not found/);
        assertUntouched(before, await snapshot(on));

        await api.apply({ ...crdKind, metadata: { name }, spec: crd.spec });
        await becomesLive(on, revision);
        assert.deepEqual(withoutGeneration(changes(before, await snapshot(on))), [
            "Kafka/kafka spec.podTemplate.resources.limits.memory: 1536Mi -> 1601Mi",
            "Schema/orders: - -> there",
        ]);
    });

    it("stay as they are while a webhook refuses, which the Application says, and go on once it is gone", async () => {
        const before = await snapshot(on);
        const name = "nobody-answers.example.com";
        await on.api.apply({
            ...webhookKind,
            metadata: { name },
            webhooks: [
                {
                    name,
                    admissionReviewVersions: ["v1"],
                    sideEffects: "None",
                    failurePolicy: "Fail",
                    timeoutSeconds: 1,
                    clientConfig: { url: "https://127.0.0.1:1/" },
                    rules: [
                        {
                            apiGroups: ["platform.confluent.io"],
                            apiVersions: ["*"],
                            operations: ["UPDATE"],
                            resources: ["kafkas"],
                        },
                    ],
                },
            ],
        });
        resizeKafka(on, "1602Mi");
        const revision = await push(on, "More memory for Kafka");
        await refused(/failed calling webhook "nobody-answers\.example\.com"/);
        assertUntouched(before, await snapshot(on));

        await on.api.delete(webhookKind, undefined, name);
        await becomesLive(on, revision);
        assert.deepEqual(withoutGeneration(changes(before, await snapshot(on))), [
            "Kafka/kafka spec.podTemplate.resources.limits.memory: 1601Mi -> 1602Mi",
        ]);
    });

    it("are not fought over by a second Application of the same settings, which says whose they are", async () => {
        const before = await snapshot(on);
        const owners = await followOwners(on);
        await claim(["FailOnSharedResource=true"]);
        await until("it says that they are not its own", async () => {
            const { conditions = [], operationState } = (await readApplication(on.api, second))?.status ?? {};
            const isSaid = conditions.some(({ type }) => type === "SharedResourceWarning");
            return isSaid && /Shared resource found/.test(operationState?.message ?? "");
        });
        await on.api.delete(applicationKind, argoCdNamespace, second);
        assert.ok(await isHealthy(on));
        assertUntouched(before, await snapshot(on));
        assert.deepEqual(new Set((await owners.stop()).values()), new Set([applicationName]));
    });

    it("change hands once where a second Application takes them, and once more when its marks are off: nothing flaps", async () => {
        const before = await snapshot(on);
        const owners = await followOwners(on);
        await claim([]);
        await until("the second Application has them", async () => isLive(await readApplication(on.api, second)));
        const { message } = await says(on, /is part of applications/);
        assert.match(message, new RegExp(`${applicationName}.*${second}|${second}.*${applicationName}`));
        await refused(/Shared resource found/);

        await on.api.delete(applicationKind, argoCdNamespace, second);
        // As gitops/README.md says. Argo CD does not look whether the Application of a tracking id is still there.
        for (const name of Object.keys(before)) await forgetOwner(on, name);
        await until("the first one has them again", () => [...owners.now.values()].every(isBack));
        await becomesLive(on, await on.gitOps.repository.head());
        assert.deepEqual(withoutGeneration(changes(before, await snapshot(on))), []);
        for (const [name, hands] of await owners.stop()) assert.ok(isBack(hands), `${name}: ${hands}`);
    });

    it("are adopted where no Application has made them: none changes, and no pod is another", async () => {
        const { api } = on;
        // As on a cluster that was set up by kubectl: no Application, and no mark of one on anything.
        await api.merge(applicationKind, argoCdNamespace, applicationName, { metadata: { finalizers: null } });
        await api.delete(applicationKind, argoCdNamespace, applicationName);
        await until("there is no Application", async () => !(await readApplication(api)));
        const before = await snapshot(on);
        for (const name of Object.keys(before)) await forgetOwner(on, name);
        const pods = await podsOf(on);
        assert.ok(pods.length > 0);

        await on.stage.engine.stack.up({ refresh: true });
        await becomesLive(on, await on.gitOps.repository.head());
        assert.deepEqual(await podsOf(on), pods);
        // The API server counts an annotation on a Deployment as another generation (pkg/registry/apps/deployment/strategy.go in Kubernetes).
        const ofDeployments = /^Deployment\/\S+ generation: /;
        const others = changes(before, await snapshot(on)).filter((line) => !ofDeployments.test(line));
        assert.deepEqual(others, []);
        const kafka = await api.get({ apiVersion: confluentApi, kind: "Kafka" }, workloadNamespace, "kafka");
        assert.match(
            kafka?.metadata.annotations?.["argocd.argoproj.io/tracking-id"] ?? "",
            new RegExp(`^${applicationName}:`),
        );
    });

    it("go with their namespace, deleted by hand, and come back by `pulumi up --refresh`", async () => {
        // An earlier drill has made it, unless this one runs alone (docs/RECOVERY.md).
        if (!(await on.api.get(ordersSchema, workloadNamespace, "orders"))) {
            putIn(on.gitOps.repository, ordersSchema);
            await becomesLive(on, await push(on, "A schema"));
        }
        const before = await snapshot(on);
        await on.api.delete(namespaceKind, undefined, workloadNamespace);
        const inside = { "KafkaTopic/orders": "Kafka/kafka", "Schema/orders": "SchemaRegistry/schemaregistry" };
        const isGone = async () => {
            const [hanging, now] = [await terminating(on), await snapshot(on)];
            // What is asked to go after that which it is in is something that the operator cannot let go any more.
            if (Object.entries(inside).some(([content, owner]) => content in hanging && !(owner in now))) {
                await rescue(on);
            }
            return !(await on.api.get(namespaceKind, undefined, workloadNamespace));
        };
        // Kubernetes takes its time to look again at what is left: 8 s as a rule, and more than a minute was seen.
        await until("the namespace is gone", isGone, { seconds: 150 });
        await refused(/namespaces "confluent" not found/);
        await healInPart(on);
        await on.stage.engine.stack.up({ refresh: true });
        await endPartialSync(on);
        await becomesLive(on, await on.gitOps.repository.head());
        // Others of the same names: what is wanted of each is what was.
        const isIdentity = / (uid|generation|ownerReferences\[\w+\]\.uid): /;
        const others = changes(before, await snapshot(on)).filter((line) => !isIdentity.test(line));
        assert.deepEqual(others, []);
    });

    const claim = async (options: string[]) => {
        const { spec } = (await readApplication(on.api)) ?? assert.fail("there is no Application");
        const syncPolicy = { ...(spec.syncPolicy as object), syncOptions: ["ServerSideApply=true", ...options] };
        const metadata = { name: second, namespace: argoCdNamespace };
        await on.api.apply({ ...applicationKind, metadata, spec: { ...spec, syncPolicy } });
    };
    const isBack = (hands: string) => hands === [applicationName, second, applicationName].join(", ");
});
