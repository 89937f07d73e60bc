import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { parse, stringify } from "yaml";
import type { ControlPlane } from "../../rehearsal/controlPlane";
import type { KubernetesApi } from "../../kubernetes";
import { volumesGone } from "../../commands/volumes-gone";
import { root } from "../../base/checkout";
import { inClear, type DeploymentState } from "./state";
import { type Done, openTestStack, type TestStack } from "./stack";
import type { Report } from "../../commands/volumes-gone/shape";
import { checkShape } from "../shape";

const claims = { apiVersion: "v1", kind: "PersistentVolumeClaim" };
const volumes = { apiVersion: "v1", kind: "PersistentVolume" };

/** As external-provisioner puts it on what it makes: it goes when the disk is gone (sig-storage-lib-external-provisioner). */
const finalizer = "external-provisioner.volume.kubernetes.io/finalizer";

/** A volume that the driver has made for a claim that is gone. */
const released = (name: string, storageClassName: string, policy: "Delete" | "Retain") => ({
    ...volumes,
    metadata: {
        name,
        finalizers: [finalizer],
        annotations: { "pv.kubernetes.io/provisioned-by": "ebs.csi.aws.com" },
    },
    spec: {
        capacity: { storage: "20Gi" },
        accessModes: ["ReadWriteOnce"],
        storageClassName,
        persistentVolumeReclaimPolicy: policy,
        csi: { driver: "ebs.csi.aws.com", volumeHandle: `vol-of-${name}` },
        claimRef: { namespace: "confluent", name: `data-of-${name}`, uid: "00000000-0000-0000-0000-000000000000" },
    },
});

describe("a destroy while volumes of the stack's class are left", () => {
    let test: TestStack;
    before(async () => {
        test = await openTestStack({ stack: "eks", overrides: { "mirrors.charts": "test/fixtures/charts" } });
        await test.stack.up();
        await test.api.apply(released("of-the-stack", "gp3", "Delete"));
        await test.api.apply(released("to-stay", "gp3", "Retain"));
        await test.api.apply(released("of-others", "fast", "Delete"));
    });
    after(() => test?.close());

    it("keeps the cluster's sign-in out of the state", async () => {
        const { deployment } = (await test.stack.exportStack()) as { deployment: DeploymentState };
        assert.deepEqual(inClear(deployment, test.controlPlane.token), []);
    });

    it("says, if it times out, what keeps each volume and what to do, signed in with a credential plug-in", async () => {
        await test.api.apply(attachment);
        const claimed = await plantClaim(test.api, "forgotten");
        const held = await plantClaim(test.api, "held");
        await test.api.apply(pod("holder", "held"));
        await test.api.delete(claims, "default", "held");
        const { code, output } = await runCommand(signedInByPlugIn(test.controlPlane));
        assert.equal(code, 1, output);
        for (const said of [
            /^After 0 s, 3 volumes of the stack's StorageClass are left\./m,
            /of-the-stack \(20Gi, claim confluent\/data-of-of-the-stack\): Released for \d+ s\n {6}why: it is attached to the node gone by the VolumeAttachment csi-1\n {6}do: {2}kubectl describe volumeattachment csi-1; kubectl get node gone/,
            /of-forgotten \(20Gi, claim default\/forgotten\): \w+ for \d+ s\n {6}why: nobody has deleted its claim\n {6}do: {2}kubectl -n default delete pvc forgotten/,
            /of-held \(20Gi, claim default\/held\): \w+ for \d+ s\n {6}why: its claim is deleted, and still held by the pod holder\n {6}do: {2}kubectl -n default delete pod holder/,
            /aws ec2 create-tags --resources vol-of-[\w-]+ --tags Key=confluent-gitops\/reclaim-policy,Value=Retain/,
            /kubectl patch pv [\w-]+ -p '\{"spec":\{"persistentVolumeReclaimPolicy":"Retain"\}\}'/,
        ])
            assert.match(output, said);
        assert.doesNotMatch(output, /to-stay|of-others/);
        assert.ok(!output.includes(test.controlPlane.token));
        const json = await runCommand(signedInByPlugIn(test.controlPlane), "--json");
        const { isGone, left } = checkShape<Report>("volumes-gone", json.stdout);
        assert.deepEqual([json.code, isGone], [1, false]);
        assert.equal(left.find(({ claim }) => claim?.name === "forgotten")?.why, "nobody has deleted its claim");

        await test.api.delete({ apiVersion: "v1", kind: "Pod" }, "default", "holder", { gracePeriodSeconds: 0 });
        await test.api.delete(claims, "default", "forgotten");
        for (const name of [claimed, held]) await removeVolume(test.api, name);
        await test.api.delete({ apiVersion: "storage.k8s.io/v1", kind: "VolumeAttachment" }, undefined, "csi-1");
    });

    it("lets a destroy of the remaining state continue if the cluster is gone, once somebody confirms that", async () => {
        const said: string[] = [];
        const gone = { url: "https://127.0.0.1:1" };
        const options = { connect: () => gone, say: (line: string) => said.push(line), patienceMs: 1, silenceMs: 0 };
        await assert.rejects(
            volumesGone({ ...options, isLost: false }),
            /list persistentvolumes: no answer|no answer from/,
        );
        assert.equal(await volumesGone({ ...options, isLost: true }), true);
        assert.match(said.join("\n"), /^The volumes could not be checked: /);
    });

    it("keeps the driver, names the volume and its age, and continues once it is gone", async () => {
        const deleted: string[] = [];
        const lines: string[] = [];
        let name = (_line: string): void => undefined;
        const named = new Promise<string>((resolve) => (name = resolve));
        const onEvent = ({ resOutputsEvent, diagnosticEvent }: EngineEvent) => {
            if (resOutputsEvent?.metadata.op === "delete") deleted.push(nameOf(resOutputsEvent.metadata));
            if (!diagnosticEvent?.urn?.endsWith("::storage-volumes-gone")) return;
            lines.push(diagnosticEvent.message);
            if (/of-the-stack/.test(diagnosticEvent.message)) name(diagnosticEvent.message);
        };
        const destroyed = test.stack.destroy({ onEvent });
        const line = await Promise.race([named, destroyed.then(() => "destroyed")]);
        assert.match(
            line,
            /^Waiting for 1 volume to go before the EBS CSI driver: of-the-stack \(claim confluent\/data-of-of-the-stack, \w+ for \d+ s\)$/m,
        );
        for (const kept of ["storage-ebs-csi-driver", "storage-gp3", "cluster-nodes"])
            assert.ok(!deleted.includes(kept), `${kept} is there while the volume is`);
        assert.ok(deleted.includes("confluent-platform-namespace"), "the claims were gone before");

        await removeVolume(test.api, "of-the-stack");
        await destroyed;
        assert.deepEqual(
            deleted.filter((one) => /^storage-(volumes-gone|gp3|ebs-csi-driver)$/.test(one)),
            ["storage-volumes-gone", "storage-gp3", "storage-ebs-csi-driver"],
        );
        assert.doesNotMatch(lines.join("\n"), /to-stay|of-others/);
    });
});

/** As external-attacher leaves it where a node went before its pods: the volume stays attached. */
const attachment = {
    apiVersion: "storage.k8s.io/v1",
    kind: "VolumeAttachment",
    metadata: { name: "csi-1" },
    spec: { attacher: "ebs.csi.aws.com", nodeName: "gone", source: { persistentVolumeName: "of-the-stack" } },
};

const pod = (name: string, claimName: string) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "default" },
    spec: {
        nodeName: "some",
        containers: [{ name: "main", image: "none" }],
        volumes: [{ name: "data", persistentVolumeClaim: { claimName } }],
    },
});

/** A claim and its volume. @returns the volume's name */
async function plantClaim(api: KubernetesApi, claim: string): Promise<string> {
    const resources = { requests: { storage: "20Gi" } };
    const name = `of-${claim}`;
    const { metadata } = await api.apply({
        ...claims,
        metadata: { name: claim, namespace: "default" },
        spec: { storageClassName: "gp3", volumeName: name, accessModes: ["ReadWriteOnce"], resources },
    });
    const volume = released(name, "gp3", "Delete");
    const claimRef = { namespace: "default", name: claim, uid: metadata.uid ?? "" };
    await api.apply({ ...volume, spec: { ...volume.spec, claimRef } });
    return name;
}

/** What external-provisioner does once the disk is gone. */
async function removeVolume(api: KubernetesApi, name: string): Promise<void> {
    await api.delete(volumes, undefined, name);
    await api.merge(volumes, undefined, name, { metadata: { finalizers: null } });
}

/** A kubeconfig that asks a program for its token, as EKS's does. */
function signedInByPlugIn({ kubeconfig, token }: ControlPlane): string {
    const { users, ...rest } = parse(kubeconfig) as { users: { name: string }[] };
    const credential = JSON.stringify({
        apiVersion: "client.authentication.k8s.io/v1beta1",
        kind: "ExecCredential",
        status: { token },
    });
    const exec = { apiVersion: "client.authentication.k8s.io/v1beta1", command: "echo", args: [credential] };
    return stringify({ ...rest, users: users.map(({ name }) => ({ name, user: { exec } })) });
}

async function runCommand(kubeconfig: string, ...flags: string[]) {
    const child = spawn("npm", ["run", "--silent", "volumes-gone", "--", "--minutes", "0", ...flags], { cwd: root });
    const output: string[] = [];
    const printed: string[] = [];
    for (const pipe of [child.stdout, child.stderr]) pipe.on("data", (chunk) => output.push(String(chunk)));
    child.stdout.on("data", (chunk) => printed.push(String(chunk)));
    child.stdin.end(kubeconfig);
    const [code] = (await once(child, "close")) as [number | null];
    return { code, output: output.join(""), stdout: printed.join("") };
}

const nameOf = ({ urn }: { urn: string }): Done["name"] => urn.split("::").at(-1) ?? "";
