import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { Cleanup } from "../../base/cleanup";
import { until } from "../../base/until";
import { makesSnapshots, snapshotsName } from "../../config/workload/snapshots";
import { KubernetesApi, type KubernetesObject } from "../../kubernetes";
import { applyManifests, type ControlPlane, startControlPlane } from "../../rehearsal/controlPlane";
import { environmentOf, onThisMachine, type PodSpec, writeMounts } from "../../rehearsal/standIns/kubelet/podFiles";
import { ensureTools } from "../../tools";
import { root, runStack } from "../harness";
import { onTopOf } from "../overlays";
import { buildWith } from "./kustomizeBuild";
import { thirdPartyCrds } from "./thirdPartyCrds";

const run = promisify(execFile);
const namespace = "confluent";
const snapshotKind = { apiVersion: "snapshot.storage.k8s.io/v1", kind: "VolumeSnapshot" };
const contentKind = { apiVersion: "snapshot.storage.k8s.io/v1", kind: "VolumeSnapshotContent" };
const claimKind = { apiVersion: "v1", kind: "PersistentVolumeClaim" };
const lines =
    "components: [../../../gitops/platform/components/snapshots, ../../../gitops/platform/overlays/eks/version]\n";

describe("the job that makes snapshots, on a real API server", () => {
    const cleanup = new Cleanup();
    let api: KubernetesApi;
    let controlPlane: ControlPlane;
    let job: KubernetesObject;

    before(async function () {
        this.timeout(20 * 60_000);
        const tools = await ensureTools(["etcd", "kube-apiserver", "kube-controller-manager", "kustomize"] as const);
        controlPlane = await startControlPlane(tools);
        cleanup.add(() => controlPlane.stop());
        api = KubernetesApi.fromKubeconfig(controlPlane.kubeconfig);
        cleanup.add(() => api.close());
        await applyManifests(controlPlane, thirdPartyCrds());
        const { built, access } = await onTopOf("eks", lines, async (path) => ({
            built: buildWith(tools.kustomize, join(root, path)),
            access: await accessOfTheStack(path),
        }));
        const own = built.filter(({ metadata }) => metadata.name?.startsWith(snapshotsName));
        await applyManifests(controlPlane, [
            { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
            ...access,
            ...own,
        ]);
        job =
            own.find(({ kind, metadata: { name = "" } }) => makesSnapshots({ kind, name })) ??
            assert.fail("no CronJob");
        await Promise.all(["data0-kafka-0", "data0-kafka-1"].map(volume));
        await claim("data0-kafka-2", "");
    });
    after(() => cleanup.run());

    const storage = { storage: "1Gi" };
    const claim = (name: string, volumeName: string) =>
        api.apply({
            ...claimKind,
            metadata: { name, namespace },
            spec: {
                accessModes: ["ReadWriteOnce"],
                storageClassName: "",
                volumeName,
                resources: { requests: storage },
            },
        });
    /** A claim that Kubernetes' own controller has bound to a volume. */
    const volume = async (name: string) => {
        const spec = { accessModes: ["ReadWriteOnce"], capacity: storage, hostPath: { path: "/nowhere" } };
        const claimRef = { namespace, name };
        await api.apply({
            apiVersion: "v1",
            kind: "PersistentVolume",
            metadata: { name },
            spec: { ...spec, claimRef },
        });
        await claim(name, name);
        await until(`${name} is bound`, async () => {
            const found = await api.get(claimKind, namespace, name);
            return (found?.status as { phase?: string } | undefined)?.phase === "Bound";
        });
    };
    const names = async () => (await api.list(snapshotKind, namespace)).map(({ metadata }) => metadata.name).sort();

    /** As the kubelet runs the pod of a Job: with its files, its variables and its account's rights alone. */
    const runs = async (name: string, more: Readonly<Record<string, string>> = {}) => {
        const { jobTemplate } = job.spec as { jobTemplate: { spec: { template: { spec: PodSpec } } } };
        const spec = { ...jobTemplate.spec.template.spec };
        const pod = { apiVersion: "v1", kind: "Pod", metadata: { name, namespace }, spec };
        const mounts = await writeMounts(api, pod, join(controlPlane.dataDir, name), controlPlane.ca);
        const [, script = ""] = spec.containers[0]?.command ?? [];
        const env = {
            ...environmentOf(pod, mounts, controlPlane.url),
            JOB: `${snapshotsName}-${name}`,
            JOB_UID: name,
            ...more,
        };
        return run(process.execPath, [onThisMachine(mounts, script)], { env });
    };
    /** What the snapshot controller and its sidecar do (https://kubernetes.io/docs/concepts/storage/volume-snapshots/). */
    const becomesReady = async (name: string) => {
        const { metadata } = (await api.get(snapshotKind, namespace, name)) ?? assert.fail(`no ${name}`);
        const content = `snapcontent-${metadata.uid}`;
        await api.apply({
            ...contentKind,
            metadata: { name: content },
            spec: {
                deletionPolicy: "Retain",
                driver: "ebs.csi.aws.com",
                source: { snapshotHandle: "snap-1" },
                volumeSnapshotRef: { ...snapshotKind, name, namespace, uid: metadata.uid },
            },
        });
        const status = { readyToUse: true, boundVolumeSnapshotContentName: content };
        await api.merge(snapshotKind, namespace, name, { status }, "status");
        return content;
    };
    const policyOf = async (content: string) =>
        ((await api.get(contentKind, undefined, content))?.spec as { deletionPolicy: string }).deletionPolicy;

    it("creates one for each volume, and none twice at a second attempt", async () => {
        await runs("1");
        assert.deepEqual(await names(), ["data0-kafka-0-1", "data0-kafka-1-1"]);
        const { stdout } = await runs("1");
        assert.match(stdout, /snapshot of data0-kafka-0: data0-kafka-0-1/);
        assert.equal((await names()).length, 2);
    });

    it("fails if another Job with its name has created them, and continues with the others", async () => {
        await api.delete(snapshotKind, namespace, "data0-kafka-1-1");
        await assert.rejects(runs("1", { JOB_UID: "another" }), {
            code: 1,
            stderr: "data0-kafka-0-1 exists already, and another Job made it: give this Job another name.\n",
        });
        assert.deepEqual(await names(), ["data0-kafka-0-1", "data0-kafka-1-1"]);
    });

    it("deletes outdated ones of its own, in the storage system too, and no others", async () => {
        const byHand = { source: { persistentVolumeClaimName: "data0-kafka-0" } };
        await api.apply({ ...snapshotKind, metadata: { name: "by-hand", namespace }, spec: byHand });
        const kept = await becomesReady("by-hand");
        const old = await becomesReady("data0-kafka-0-1");
        // The API server notes times in whole seconds.
        const { creationTimestamp = "" } = (await api.get(snapshotKind, namespace, "data0-kafka-0-1"))?.metadata ?? {};
        await until("the next second begins", () => Date.now() >= Date.parse(String(creationTimestamp)) + 1000);
        await runs("2", { KEEP: "1" });
        assert.equal(await policyOf(old), "Retain", "the newer one cannot be restored yet");
        await becomesReady("data0-kafka-0-2");
        await runs("2", { KEEP: "1" });
        assert.deepEqual(await names(), ["by-hand", "data0-kafka-0-2", "data0-kafka-1-1", "data0-kafka-1-2"]);
        assert.deepEqual([await policyOf(old), await policyOf(kept)], ["Delete", "Retain"]);
    });

    it("fails with what the API server says, so that the Job is tried again", async () => {
        await assert.rejects(runs("3", { KEEP: "none" }), /KEEP is none: set it to the number/);
        await api.delete({ apiVersion: "rbac.authorization.k8s.io/v1", kind: "RoleBinding" }, namespace, snapshotsName);
        await assert.rejects(runs("3"), /persistentvolumeclaims: HTTP 403/);
    });
});

async function accessOfTheStack(path: string): Promise<KubernetesObject[]> {
    const keys = { "gitops.path": path, "gitops.kinds": ["batch/CronJob"], "cluster.snapshotController": true };
    const { resources } = await runStack("eks", keys);
    return resources
        .filter(({ name }) => name.startsWith("confluent-platform-snapshots"))
        .map(({ inputs }) => inputs as unknown as KubernetesObject);
}
