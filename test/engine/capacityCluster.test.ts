import assert from "node:assert/strict";
import { readCluster } from "../../commands/capacity/cluster";
import { placed } from "../../commands/capacity/shape";
import { hostnameLabel, type NodePlan } from "../../config/capacity/plan";
import { KubernetesApi } from "../../kubernetes";
import { type ControlPlane, startControlPlane } from "../../rehearsal/controlPlane";
import { makeNamespace, makeNodes } from "../../rehearsal/scheduler/cluster";
import { ensureTools } from "../../tools";
import { answerTo, runCommand } from "../commandLine";

const node = (name: string, more: Partial<NodePlan> = {}): NodePlan => ({
    name,
    type: "m5.xlarge",
    zone: "eu-central-1a",
    architecture: "amd64",
    capacity: { cpu: 4000, memory: 16384 },
    allocatable: { cpu: 3900, memory: 14000, pods: 58 },
    labels: {},
    taints: [],
    ...more,
});

/** A pod on a node, made by somebody. */
const pod = (namespace: string, name: string, kind: string, owner: string, on: string | undefined, memory: string) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
        name,
        namespace,
        labels: { app: owner },
        ownerReferences: [{ apiVersion: "apps/v1", kind, name: owner, uid: "1", controller: true }],
    },
    spec: {
        nodeName: on,
        containers: [{ name: "main", image: "none", resources: { requests: { cpu: "100m", memory } } }],
    },
});

describe("capacity of a cluster", () => {
    let plane: ControlPlane;
    let api: KubernetesApi;
    before(async () => {
        plane = await startControlPlane(await ensureTools(["etcd", "kube-apiserver", "kube-controller-manager"]));
        // It would collect pods whose owners aren't there.
        await plane.servers["kube-controller-manager"].kill();
        api = KubernetesApi.fromKubeconfig(plane.kubeconfig);
        await makeNodes(api, [
            node("one", { labels: { role: "brokers", [hostnameLabel]: "ip-10-0-0-1" } }),
            node("two", { zone: "", type: "", taints: [{ key: "dedicated", value: "x", effect: "NoSchedule" }] }),
            node("three", { zone: "eu-central-1c" }),
        ]);
        for (const namespace of ["confluent", "others"]) await makeNamespace(api)(namespace);
        for (const one of [
            pod("others", "web-5d4-abcde", "ReplicaSet", "web-5d4", "one", "9Gi"),
            pod("others", "ended", "Job", "ended", "one", "3Gi"),
            pod("others", "waits", "ReplicaSet", "waits-1", undefined, "99Gi"),
            // Made of the overlay, which asks for them again.
            pod("confluent", "kafka-0", "StatefulSet", "kafka", "one", "4Gi"),
            pod("confluent", "theirs-0", "StatefulSet", "theirs", "three", "1Gi"),
        ])
            await api.apply(one);
        await api.merge(
            { apiVersion: "v1", kind: "Pod" },
            "others",
            "ended",
            { status: { phase: "Succeeded" } },
            "status",
        );
    });
    after(async () => {
        api.close();
        await plane.stop();
    });

    it("counts its nodes as they are, and the pods that have one and keep running, except the overlay's own", async () => {
        const own = { namespace: "confluent", names: new Set(["kafka"]) };
        const { nodes, pods, waiting } = await readCluster(api, own);
        const named = new Map(nodes.map((one) => [one.name, one]));
        assert.deepEqual([...named.keys()].sort(), ["one", "three", "two"]);
        assert.deepEqual(named.get("one")?.allocatable, { cpu: 3900, memory: 14000, pods: 58 });
        assert.equal(named.get("one")?.labels[hostnameLabel], "ip-10-0-0-1");
        assert.deepEqual(named.get("two")?.taints, [{ key: "dedicated", value: "x", effect: "NoSchedule" }]);
        assert.deepEqual([named.get("two")?.zone, named.get("two")?.type], ["", ""]);
        assert.deepEqual(pods.map(({ name, on, of, requests }) => [name, on, of, requests.memory]).sort(), [
            ["theirs-0", "three", "StatefulSet theirs", 1024],
            ["web-5d4-abcde", "one", "ReplicaSet web-5d4", 9216],
        ]);
        assert.deepEqual(waiting, ["others/waits"]);
    });

    it("is what the command shows, with what is there where it is", () => {
        const words = [
            "capacity",
            "--overlay",
            "dev",
            "--from-cluster",
            "--kubeconfig",
            plane.kubeconfigPath,
            "--json",
        ];
        const { status, stdout, stderr } = runCommand(words);
        assert.equal(status, 0, stderr);
        const report = placed.parse(JSON.parse(stdout));
        const one = report.nodes.find(({ name }) => name === "one");
        assert.ok(one?.pods.some(({ name }) => name === "web-5d4-abcde"));
        assert.ok((one?.taken.memory ?? 0) <= 14000);
        assert.ok(report.nodes.some(({ pods }) => pods.some(({ name }) => name === "confluent-operator")));
        assert.deepEqual(report.nodes.find(({ name }) => name === "two")?.pods, []);
        assert.deepEqual(report.notCounted, ["Pod others/waits, which is already waiting for a node"]);
    });

    it("is asked for with a cluster, and one that answers", async () => {
        const without = await answerTo(["capacity", "--overlay", "dev", "--context", "here"]);
        assert.match(without.stderr, /--kubeconfig and --context select the cluster for --from-cluster/);
        const both = await answerTo(["capacity", "--overlay", "dev", "--from-cluster", "--nodes", "3xm5.large"]);
        assert.match(both.stderr, /'--from-cluster' cannot be used with option '--nodes/);
        const gone = await answerTo(["capacity", "--overlay", "dev", "--from-cluster", "--kubeconfig", "/none"]);
        assert.match(gone.stderr, /The kubeconfig can't be used/);
    });
});
