import assert from "node:assert/strict";
import * as k8s from "@pulumi/kubernetes";
import { changed, onApiServer, ops } from "./standInsEngine";

const PASSWORD = "correct-horse-battery";
const thingCrd = {
    metadata: { name: "things.example.com" },
    spec: {
        group: "example.com",
        scope: "Namespaced",
        names: { plural: "things", singular: "thing", kind: "Thing" },
        versions: [
            {
                name: "v1",
                served: true,
                storage: true,
                schema: {
                    openAPIV3Schema: {
                        type: "object",
                        properties: { spec: { type: "object", properties: { size: { type: "integer" } } } },
                    },
                },
            },
        ],
    },
};

describe("stand-ins: kubernetes on a real API server", () => {
    const on = onApiServer();

    const provider = () => new k8s.Provider("cluster", { kubeconfig: on.controlPlane.kubeconfigPath });

    interface Asked {
        size?: unknown;
        label?: string;
        more?: object;
    }
    /** A namespace, a secret, a CRD and an object of that kind, all made in the same run. */
    const program =
        ({ size = 1, label = "a", more = {} }: Asked = {}) =>
        () => {
            const opts = { provider: provider() };
            const namespace = new k8s.core.v1.Namespace("ns", { metadata: { name: "demo", labels: { label } } }, opts);
            const stringData = { password: PASSWORD };
            const inside = { ...opts, dependsOn: [namespace] };
            const secret = new k8s.core.v1.Secret("secret", { metadata: { namespace: "demo" }, stringData }, inside);
            const crd = new k8s.apiextensions.v1.CustomResourceDefinition("crd", thingCrd, opts);
            new k8s.apiextensions.CustomResource(
                "thing",
                {
                    apiVersion: "example.com/v1",
                    kind: "Thing",
                    metadata: { name: "thing", namespace: "demo" },
                    spec: { size, ...more },
                },
                { ...opts, dependsOn: [namespace, crd] },
            );
            return Promise.resolve({ uid: namespace.metadata.uid, data: secret.data });
        };
    const thing = async () => on.api.get({ apiVersion: "example.com/v1", kind: "Thing" }, "demo", "thing");

    it("preview makes nothing; up, up without changes, a change of one, refresh, destroy to nothing", async () => {
        await on.engine.run("preview", program());
        assert.equal(await on.api.get({ apiVersion: "v1", kind: "Namespace" }, undefined, "demo"), undefined);

        assert.deepEqual(ops((await on.engine.run("up", program())).steps), ["create"]);
        assert.deepEqual((await thing())?.spec, { size: 1 });
        const { uid, data } = await on.engine.stack.outputs();
        assert.match(String(uid?.value), /^[0-9a-f-]{36}$/);
        assert.equal(data?.secret, true);
        for (const text of [PASSWORD, Buffer.from(PASSWORD).toString("base64")]) {
            assert.ok(!on.engine.state().includes(text));
        }

        assert.deepEqual(changed((await on.engine.run("up", program())).steps), []);
        assert.deepEqual(changed((await on.engine.run("up", program({ size: 2 }))).steps), ["thing update"]);
        assert.deepEqual((await thing())?.spec, { size: 2 });

        const drifted = { apiVersion: "example.com/v1", kind: "Thing", metadata: { name: "thing", namespace: "demo" } };
        await on.api.apply({ ...drifted, spec: { size: 7 } }, { force: true, fieldManager: "someone" });
        await on.engine.run("refresh", program());
        const drift = on.engine.resources().find(({ urn }) => urn.endsWith("::thing"))?.inputs;
        assert.deepEqual([drift?.spec, drift?.status], [{ size: 7 }, undefined]);

        await on.engine.run("destroy", program());
        assert.deepEqual(on.engine.resources(), []);
        assert.equal(await on.api.get({ apiVersion: "v1", kind: "Namespace" }, undefined, "demo"), undefined);
    });

    it("refuses an unknown field at preview, in one sentence that names the object", async () => {
        await on.engine.run("up", program());
        try {
            const sentence =
                /Thing demo\/thing: the API server refuses it: .*\.spec\.colour: field not declared in schema/;
            await assert.rejects(on.engine.run("preview", program({ more: { colour: "red" } })), sentence);
            await assert.rejects(on.engine.run("preview", program({ size: "big" })), /\.spec\.size: expected/);
        } finally {
            await on.engine.run("destroy");
        }
    });

    it("refuses a bad manifest even when its namespace is made in the same run", async () => {
        const bad = (label: unknown) => () => {
            const opts = { provider: provider() };
            const namespace = new k8s.core.v1.Namespace("ns", { metadata: { name: "later" } }, opts);
            const labels = { a: label as string };
            new k8s.core.v1.ConfigMap(
                "map",
                { metadata: { name: "m", namespace: namespace.metadata.name, labels } },
                opts,
            );
            return Promise.resolve();
        };
        const refuses = "ConfigMap later/m: the API server refuses it: ";
        await assert.rejects(on.engine.run("preview", bad(1)), new RegExp(`${refuses}.*expected string`));
        await assert.rejects(
            on.engine.run("preview", bad("not valid")),
            new RegExp(`${refuses}.*metadata.labels: Invalid`),
        );
    });

    it("does not take over an object that others created, and says how to", async () => {
        const object = { apiVersion: "v1", kind: "Namespace", metadata: { name: "theirs" } };
        await on.api.apply(object, { fieldManager: "someone" });
        const take = (patch: boolean) => () => {
            const opts = { provider: provider() };
            const args = { metadata: { name: "theirs", labels: { ours: "yes" } } };
            if (patch) new k8s.core.v1.NamespacePatch("ns", args, opts);
            else new k8s.core.v1.Namespace("ns", args, opts);
            return Promise.resolve();
        };
        await assert.rejects(
            on.engine.run("preview", take(false)),
            /Namespace theirs already exists .* NamespacePatch/,
        );
        const labels = async () => (await on.api.get(object, undefined, "theirs"))?.metadata.labels;
        await on.engine.run("up", take(true));
        assert.equal((await labels())?.ours, "yes");
        await on.engine.run("destroy", take(true));
        assert.equal((await labels())?.ours, undefined);
    });

    it("adopts what an interrupted run created and could not record", async () => {
        const map = () => {
            const metadata = { name: "half-way", namespace: "default" };
            new k8s.core.v1.ConfigMap("map", { metadata, data: { a: "b" } }, { provider: provider() });
            return Promise.resolve();
        };
        await on.engine.run("up", map);
        const exported = await on.engine.stack.exportStack();
        const deployment = exported.deployment as { resources: { type: string }[] };
        const resources = deployment.resources.filter(({ type }) => type !== "kubernetes:core/v1:ConfigMap");
        await on.engine.stack.importStack({ ...exported, deployment: { ...deployment, resources } });
        assert.deepEqual(changed((await on.engine.run("up", map)).steps), ["map create"]);
        await on.engine.run("destroy", map);
        assert.equal(await on.api.get({ apiVersion: "v1", kind: "ConfigMap" }, "default", "half-way"), undefined);
    });

    it("keeps two provider resources' clusters apart", async () => {
        const elsewhere = on.controlPlane.kubeconfig.replace(/server: .*/, "server: https://127.0.0.1:1");
        const two = () => {
            const here = new k8s.Provider("here", { kubeconfig: on.controlPlane.kubeconfig });
            const there = new k8s.Provider("there", { kubeconfig: elsewhere });
            const metadata = { name: "two", namespace: "default" };
            const one = new k8s.core.v1.ConfigMap("one", { metadata }, { provider: here });
            new k8s.core.v1.ConfigMap("other", { metadata }, { provider: there, dependsOn: one });
            return Promise.resolve();
        };
        await assert.rejects(on.engine.run("up", two), /no answer from https:\/\/127\.0\.0\.1:1/);
        assert.ok(await on.api.get({ apiVersion: "v1", kind: "ConfigMap" }, "default", "two"));
        await on.engine.run("destroy", () => Promise.resolve());
        assert.equal(await on.api.get({ apiVersion: "v1", kind: "ConfigMap" }, "default", "two"), undefined);
    });
});
