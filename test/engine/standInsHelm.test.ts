import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { counts, onApiServer, ops } from "./standInsEngine";

const REHEARSAL = resolve(__dirname, "../../.rehearsal");
const CRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: toys.example.org }
spec:
  group: example.org
  scope: Namespaced
  names: { plural: toys, singular: toy, kind: Toy }
  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object } } }]
`;
const CONFIG_MAP = `apiVersion: v1
kind: ConfigMap
metadata: { name: toy-box }
data: { color: {{ .Values.color | quote }} }
`;

describe("stand-ins: Helm on a real API server", () => {
    let folder = "";
    let chart = "";
    const on = onApiServer();

    before(() => {
        mkdirSync(REHEARSAL, { recursive: true });
        folder = mkdtempSync(join(REHEARSAL, "chart-"));
        chart = join(folder, "toys");
        for (const name of ["crds", "templates"]) mkdirSync(join(chart, name), { recursive: true });
        writeFileSync(join(chart, "Chart.yaml"), 'apiVersion: v2\nname: toys\nversion: 1.2.3\nappVersion: "9"\n');
        writeFileSync(join(chart, "values.yaml"), "color: grey\n");
        writeFileSync(join(chart, "crds/toys.yaml"), CRD);
        writeFileSync(join(chart, "templates/box.yaml"), CONFIG_MAP);
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    const provider = () => new k8s.Provider("cluster", { kubeconfig: on.controlPlane.kubeconfig });
    const box = async () => on.api.get({ apiVersion: "v1", kind: "ConfigMap" }, "default", "toy-box");
    const crdOf = (name: string) =>
        on.api.get({ apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" }, undefined, name);

    const release = (color: string) => () => {
        const args = {
            name: "toys",
            chart,
            namespace: "default",
            skipCrds: true,
            atomic: true,
            values: { color: pulumi.secret(color) },
        };
        const { status } = new k8s.helm.v3.Release("release", args, { provider: provider() });
        return Promise.resolve({ status });
    };

    it("installs a release without waiting for pods, changes it, notices that it is gone, and removes it", async () => {
        await on.engine.run("preview", release("hush-red"));
        assert.equal(await box(), undefined);

        await on.engine.run("up", release("hush-red"));
        assert.deepEqual((await box())?.data, { color: "hush-red" });
        assert.equal(await crdOf("toys.example.org"), undefined);
        assert.ok(!on.engine.state().includes("hush-red"));
        const { status } = await on.engine.outputs();
        const { name, namespace, version, appVersion, status: is } = status as Record<string, string>;
        assert.deepEqual([name, namespace, version, appVersion, is], ["toys", "default", "1.2.3", "9", "deployed"]);

        assert.deepEqual(ops((await on.engine.run("up", release("hush-red"))).steps), ["same"]);
        assert.deepEqual(ops((await on.engine.run("up", release("blue"))).steps), ["same", "update"]);
        assert.deepEqual((await box())?.data, { color: "blue" });

        const inDefault = ["--namespace", "default", "--kubeconfig", on.controlPlane.kubeconfigPath];
        execFileSync(on.helm, ["upgrade", "toys", chart, "--set", "color=green,size=9", ...inDefault]);
        assert.deepEqual(ops((await on.engine.run("up", release("blue"))).steps), ["same"]);
        await on.engine.run("refresh", release("blue"));
        assert.ok(!on.engine.state().includes("green"), "as secret as it was");
        assert.deepEqual(ops((await on.engine.run("up", release("blue"))).steps), ["same", "update"]);
        assert.deepEqual((await box())?.data, { color: "blue" });

        execFileSync(on.helm, ["uninstall", "toys", ...inDefault]);
        await on.engine.run("refresh", release("blue"));
        assert.deepEqual(ops((await on.engine.run("up", release("blue"))).steps), ["create", "same"]);

        await on.engine.run("destroy", release("blue"));
        assert.equal(await box(), undefined);
    });

    it("renders what requires a recent Kubernetes, with no cluster to ask for its version", () => {
        const recent = join(folder, "recent");
        mkdirSync(join(recent, "templates"), { recursive: true });
        const asks = 'apiVersion: v2\nname: recent\nversion: 1.0.0\nkubeVersion: ">=1.25.0-0"\n';
        writeFileSync(join(recent, "Chart.yaml"), asks);
        writeFileSync(join(recent, "templates/box.yaml"), CONFIG_MAP.replace(/\{\{.*?\}\}/g, "any"));
        assert.match(execFileSync(on.helm, ["template", "it", recent], { encoding: "utf8" }), /kind: ConfigMap/);
    });

    it("quotes Helm's own message if a chart doesn't exist", async () => {
        const missing = () => {
            const args = { name: "none", chart: join(folder, "none"), namespace: "default" };
            new k8s.helm.v3.Release("release", args, { provider: provider() });
            return Promise.resolve();
        };
        await assert.rejects(on.engine.run("up", missing), /helm: path ".*none" not found/);
    });

    it("renders a chart's objects as children, through its post-renderer, also at preview", async () => {
        const rendered = (color: string) => () => {
            const args = {
                chart,
                namespace: "default",
                values: { color },
                postRenderer: { command: "sed", args: ["s/toy-box/toy-chest/"] },
            };
            const made = new k8s.helm.v4.Chart("toys", args, { provider: provider() });
            return Promise.resolve({ number: made.resources.length });
        };
        const expected = {
            "kubernetes:helm.sh/v4:Chart": 1,
            "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition": 1,
            "kubernetes:core/v1:ConfigMap": 1,
        };
        assert.deepEqual(counts((await on.engine.run("preview", rendered("red"))).steps), expected);
        const { steps } = await on.engine.run("up", rendered("red"));
        assert.deepEqual(
            steps.filter(({ parent }) => parent === "toys").map(({ name }) => name),
            ["toys:toys.example.org", "toys:toy-chest"],
        );
        assert.ok(await crdOf("toys.example.org"));
        assert.ok(await on.api.get({ apiVersion: "v1", kind: "ConfigMap" }, "default", "toy-chest"));

        assert.deepEqual(ops((await on.engine.run("up", rendered("red"))).steps), ["same"]);
        writeFileSync(join(chart, "crds/toys.yaml"), CRD.replace("metadata: {", "metadata: { labels: { a: b },"));
        const upgraded = await on.engine.run("up", rendered("red"));
        assert.deepEqual(
            upgraded.steps.filter(({ op }) => op !== "same").map(({ name, op }) => `${name} ${op}`),
            ["toys:toys.example.org update"],
        );
        await on.engine.run("destroy", rendered("red"));
        assert.equal(await crdOf("toys.example.org"), undefined);
    });

    it("leaves in the cluster what a chart says to keep, as the plug-in does", async () => {
        const keeping = join(folder, "keeping");
        mkdirSync(join(keeping, "templates"), { recursive: true });
        writeFileSync(join(keeping, "Chart.yaml"), "apiVersion: v2\nname: keeping\nversion: 1.0.0\n");
        const kept = 'metadata: { name: toy-box, annotations: { "helm.sh/resource-policy": keep } }';
        const box = CONFIG_MAP.replace(/metadata: .*/, kept).replace(/\{\{.*?\}\}/g, "any");
        writeFileSync(join(keeping, "templates/box.yaml"), box.replaceAll("toy-box", "kept-box"));
        const program = () => {
            new k8s.helm.v4.Chart("keeping", { chart: keeping, namespace: "default" }, { provider: provider() });
            return Promise.resolve();
        };
        await on.engine.run("up", program);
        await on.engine.run("destroy", program);
        const object = { apiVersion: "v1", kind: "ConfigMap" };
        assert.ok(await on.api.get(object, "default", "kept-box"));
        await on.api.delete(object, "default", "kept-box");
    });

    it("fails at preview, as the plug-in does, if the post-renderer of a local chart fails", async () => {
        const failing = () => {
            const postRenderer = { command: "sh", args: ["-c", "echo not today >&2; exit 3"] };
            new k8s.helm.v4.Chart("toys", { chart, namespace: "default", postRenderer }, { provider: provider() });
            return Promise.resolve();
        };
        await assert.rejects(on.engine.run("preview", failing), /post render/);
        const broken = () => {
            new k8s.helm.v4.Chart("toys", { chart: join(folder, "crds") }, { provider: provider() });
            return Promise.resolve();
        };
        mkdirSync(join(folder, "crds"), { recursive: true });
        await assert.rejects(on.engine.run("preview", broken), /helm: .*Chart.yaml/);
    });

    it("warns once at preview about a chart that cannot be reached, and fails at up", async () => {
        const away = () => {
            const repositoryOpts = { repo: "http://127.0.0.1:1/charts" };
            new k8s.helm.v4.Chart("away", { chart: "toys", repositoryOpts }, { provider: provider() });
            return Promise.resolve();
        };
        const { log, steps } = await on.engine.run("preview", away);
        const warning = /stand-in: chart away not reached; its CRDs are not shown/g;
        assert.equal(log.split("Diagnostics:")[1]?.match(warning)?.length, 1);
        assert.deepEqual(counts(steps), { "kubernetes:helm.sh/v4:Chart": 1 });
        await assert.rejects(
            on.engine.run("up", away),
            /helm: looks like "http:\/\/127\.0\.0\.1:1\/charts" is not a valid/,
        );
    });
});
