import assert from "node:assert/strict";
import { Checkout } from "../../config/kustomize/files";
import { read } from "../../config/kustomize/read";
import type { KubernetesObject } from "../../kubernetes";
import { playKubelet } from "../../rehearsal/standIns/kubelet";
import { withComponentsOn } from "../components";
import { root } from "../harness";
import type { AddonsStage } from "./addonsStage";
import { eventually } from "./eventually";
import { type PrometheusStandIn, startPrometheusStandIn } from "./prometheusStandIn";

const apiVersion = "argoproj.io/v1alpha1";
const rolloutKind = { apiVersion, kind: "Rollout" };
const runKind = { apiVersion, kind: "AnalysisRun" };
const podKind = { apiVersion: "v1", kind: "Pod" };
const replicaSetKind = { apiVersion: "apps/v1", kind: "ReplicaSet" };
const hashLabel = "rollouts-pod-template-hash";
/** The namespace that the component's queries name. */
const namespace = "confluent";
const patience = 60;

interface RolloutStatus {
    phase?: string;
    message?: string;
    stableRS?: string;
    currentPodHash?: string;
}
interface Template {
    spec: { containers: { env: { name: string; value: string }[] }[] };
}

/**
 * The sample client's Rollouts, by the real controller and Kubernetes' own for ReplicaSets. Stand-ins: the kubelet, for which pods are
 * ready once what they mount exists, and Prometheus. What lasts minutes in Git lasts a second here; nothing else is changed.
 */
export function clientsRollOut(stage: () => AddonsStage): void {
    let prometheus: PrometheusStandIn;
    let kubelet: { stop(): Promise<void> };
    let objects: KubernetesObject[];

    before(async () => {
        prometheus = await startPrometheusStandIn();
        kubelet = await playKubelet(stage().controlPlane, { namespace });
        objects = (await sampleClient()).map(inSeconds);
        prometheus.answer = fine;
        await stage().apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } }, ...objects);
        await Promise.all([until("sample-producer", "Healthy"), until("sample-consumer", "Healthy")]);
    });
    after(async () => {
        await kubelet?.stop();
        await prometheus?.stop();
    });

    /** Nobody is behind, and no container has started again. */
    const fine = (query: string) => (query.includes("lag") ? 7 : 0);

    const inSeconds = (object: KubernetesObject): KubernetesObject => {
        const text = JSON.stringify(object)
            .replace(/"(duration|interval)":"\dm"/g, '"$1":"1s"')
            .replace("http://monitoring-prometheus.monitoring.svc:9090", prometheus.url);
        return JSON.parse(text) as KubernetesObject;
    };

    const statusOf = async (name: string): Promise<RolloutStatus> =>
        (await stage().api.get(rolloutKind, namespace, name))?.status ?? {};
    const until = async (name: string, phase: string, isSo: (status: RolloutStatus) => boolean = () => true) => {
        let status: RolloutStatus = {};
        const reached = async () => (status = await statusOf(name)).phase === phase && isSo(status);
        await eventually(reached, patience, `Rollout ${name} does not get ${phase}`).catch((error: Error) =>
            assert.fail(`${error.message}: ${JSON.stringify(status)}`),
        );
        return status;
    };
    /** Like a commit: another setting in a client's Deployment, from which its Rollout takes the pods. */
    const commit = (name: string, topic: string) => {
        const object = objects.find(({ kind, metadata }) => kind === "Deployment" && metadata.name === name);
        const changed = structuredClone(object ?? assert.fail(name));
        const { template } = changed.spec as { template: Template };
        for (const one of template.spec.containers[0]?.env ?? []) if (one.name === "TOPIC") one.value = topic;
        return stage().apply(changed);
    };
    /** The versions' pods that are ready, by hash. */
    const readyPods = async (name: string) => {
        const all = await stage().api.list(podKind, namespace, `app.kubernetes.io/name=${name}`);
        const count: Record<string, number> = {};
        for (const { metadata } of all.filter(isReady)) {
            const hash = metadata.labels?.[hashLabel] ?? "";
            count[hash] = (count[hash] ?? 0) + 1;
        }
        return count;
    };
    const runsOf = async (hash: string) =>
        (await stage().api.list(runKind, namespace)).filter(({ metadata }) => metadata.labels?.[hashLabel] === hash);

    it("gives the new version to the other pods once the lag and the errors are fine, and queries those of its own pods", async () => {
        const { stableRS: before } = await statusOf("sample-consumer");
        prometheus.asked.length = 0;
        await commit("sample-consumer", "fine");
        const { stableRS: now = "" } = await until("sample-consumer", "Healthy", ({ stableRS }) => stableRS !== before);
        assert.deepEqual(await readyPods("sample-consumer"), { [now]: 2 });
        const [run, ...others] = await runsOf(now);
        assert.deepEqual(others, []);
        assert.equal((run?.status as RolloutStatus).phase, "Successful");
        assert.equal(prometheus.asked.filter((query) => query.includes(`pod=~"sample-.+-${now}-.+"`)).length, 5);
        assert.equal(prometheus.asked.filter((query) => query.includes('consumer_group="sample-client"')).length, 5);
    });

    const bad: [what: string, name: string, answer: PrometheusStandIn["answer"], metric: string][] = [
        ["the consumers fall behind", "sample-consumer", (query) => (query.includes("lag") ? 5000 : 0), "consumer-lag"],
        [
            "nobody reads any more",
            "sample-consumer",
            (query) => (query.includes("lag") ? undefined : 0),
            "consumer-lag",
        ],
        ["its pods have errors", "sample-producer", (query) => (query.includes("lag") ? 7 : 1), "errors"],
    ];
    for (const [index, [what, name, answer, metric]] of bad.entries()) {
        it(`aborts a new version if ${what}: the previous version's pods keep running, and Git brings it back`, async () => {
            const { stableRS: stable = "" } = await statusOf(name);
            prometheus.answer = answer;
            await commit(name, `bad-${index}`);
            const { message, currentPodHash: hash = "" } = await until(name, "Degraded");
            assert.match(message ?? "", new RegExp(`^RolloutAborted: .*Metric "${metric}" assessed Failed`));
            assert.notEqual(hash, stable);
            await eventually(
                async () => JSON.stringify(await readyPods(name)) === JSON.stringify({ [stable]: 2 }),
                patience,
                "the pods of the version before are not the only ones",
            );
            assert.equal((await statusOf(name)).stableRS, stable);
            // No longer than its first pod ran: the others were never replaced.
            const sets = await stage().api.list(replicaSetKind, namespace, `${hashLabel}=${hash}`);
            assert.deepEqual(
                sets.map(({ spec }) => (spec as { replicas: number }).replicas),
                [0],
            );

            const runs = (await stage().api.list(runKind, namespace)).length;
            await commit(name, name === "sample-consumer" ? "fine" : "sample-client");
            await until(name, "Healthy", ({ currentPodHash }) => currentPodHash === stable);
            assert.equal(
                (await stage().api.list(runKind, namespace)).length,
                runs,
                "what was there before is not analysed",
            );
            prometheus.answer = fine;
        });
    }

    it("aborts by hand, and tries the same version again, as docs/DELIVERY.md says", async () => {
        const name = "sample-consumer";
        const { stableRS: stable = "" } = await statusOf(name);
        const abort = (abort: boolean) =>
            stage().api.merge(rolloutKind, namespace, name, { status: { abort } }, "status");
        await commit(name, "tried twice");
        const isNew = ({ currentPodHash }: RolloutStatus) => ![undefined, stable].includes(currentPodHash);
        await eventually(async () => isNew(await statusOf(name)), patience, "the new version is not seen");
        await abort(true);
        await until(name, "Degraded");
        await abort(false);
        const { stableRS } = await until(name, "Healthy", isNew);
        assert.notEqual(stableRS, stable);
    });
}

/** The component's objects, as an overlay renders them. */
const sampleClient = (): Promise<KubernetesObject[]> =>
    withComponentsOn("dev", ["sample-client"], (path) =>
        read(new Checkout(root), path)
            .resources.filter(({ name }) => /^sample-/.test(name))
            .map(({ object }) => object as unknown as KubernetesObject),
    );

const isReady = ({ status }: KubernetesObject): boolean =>
    ((status as { conditions?: { type: string; status: string }[] } | undefined)?.conditions ?? []).some(
        ({ type, status }) => type === "Ready" && status === "True",
    );
