import assert from "node:assert/strict";
import { applyManifests, type ControlPlane, startControlPlane } from "../../rehearsal/controlPlane";
import { smallConfluentCrds } from "../../rehearsal/crds/confluent";
import { KubernetesApi } from "../../kubernetes";
import { type FollowingRecorder, startRecorder, type Track } from "../../commands/demo/recording";
import { ensureTools } from "../../tools";
import { eventually } from "./eventually";

const kafka = { apiVersion: "platform.confluent.io/v1beta1", kind: "Kafka" };
const named = (name: string, finalizers: string[] = []) => ({
    ...kafka,
    metadata: { name, namespace: "confluent", finalizers },
    spec: {},
});

describe("the recorder", () => {
    let plane: ControlPlane;
    let api: KubernetesApi;
    let recorder: FollowingRecorder;
    const track = (name: string): Track | undefined => recorder.tracks().find((one) => one.name === name);
    const states = (name: string) => track(name)?.spans.map(({ state }) => state);
    const isNow = (name: string, state: string) => () => states(name)?.at(-1) === state;
    const setPhase = (name: string, phase: string) =>
        api.merge(kafka, "confluent", name, { status: { phase } }, "status");

    before(async function () {
        this.timeout(20 * 60_000);
        plane = await startControlPlane(await ensureTools(["etcd", "kube-apiserver", "kube-controller-manager"]));
        api = KubernetesApi.fromKubeconfig(plane.kubeconfig);
        await applyManifests(plane, [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "argocd" } }]);
        recorder = await startRecorder(api, { title: "a test" });
    });
    after(async () => {
        await recorder?.stop();
        api?.close();
        await plane?.stop();
    });

    it("knows what existed when it started, before the first scene", () => {
        assert.deepEqual(
            recorder.tracks().map(({ kind, name }) => `${kind} ${name}`),
            ["Namespace argocd"],
        );
    });

    it("follows an object of a kind that was installed after it started, from its creation to its deletion", async () => {
        recorder.beginScene({ name: "one", title: "One", explanation: "" });
        await applyManifests(plane, [
            { apiVersion: "v1", kind: "Namespace", metadata: { name: "confluent" } },
            { apiVersion: "v1", kind: "Namespace", metadata: { name: "another" } },
            ...smallConfluentCrds(),
        ]);
        await api.apply(named("one", ["example.org/held"]));
        await eventually(isNow("one", "pending"), 10, "made, and not seen");
        await setPhase("one", "PROVISIONING");
        await eventually(isNow("one", "progressing"), 5, "not seen on its way");
        await setPhase("one", "RUNNING");
        await eventually(isNow("one", "healthy"), 5, "not seen running");

        await api.delete(kafka, "confluent", "one");
        await eventually(isNow("one", "deleting"), 5, "not seen on its way out");
        assert.equal(track("one")?.spans.at(-1)?.message, "held by example.org/held");
        await api.merge(kafka, "confluent", "one", { metadata: { finalizers: null } });
        await eventually(isNow("one", "gone"), 5, "not seen gone");
        assert.deepEqual(states("one"), ["pending", "progressing", "healthy", "deleting", "gone"]);
        assert.equal(track("another"), undefined);
    });

    it("sees what changed while the API server was down", async () => {
        await api.apply(named("two"));
        await eventually(isNow("two", "pending"), 5, "not seen");
        await plane.servers["kube-apiserver"].kill();
        await plane.servers["kube-apiserver"].restart();
        await setPhase("two", "RUNNING");
        await eventually(isNow("two", "healthy"), 20, "not followed after the restart");
    });

    it("follows nothing once it is stopped", async () => {
        await recorder.stop();
        const before = recorder.tracks().length;
        let isSeen = false;
        const another = await api.watch(kafka, "confluent", ({ object }) => {
            isSeen ||= object.metadata.name === "three" && object.status !== undefined;
        });
        await api.apply(named("three"));
        await setPhase("three", "RUNNING");
        await eventually(() => isSeen, 5, "not seen by another watch");
        await another.stop();
        assert.equal(recorder.tracks().length, before);
        recorder.endScene({ ok: true, result: "" });
        assert.equal(recorder.finish().scenes.length, 1);
    });
});
