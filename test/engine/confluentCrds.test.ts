import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { stringify } from "yaml";
import { ConfluentOperator, type ConfluentOperatorArgs } from "../../components/confluentOperator";
import { startControlPlane, type ControlPlane } from "../../rehearsal/controlPlane";
import { KubernetesApi } from "../../kubernetes";
import { ensureTools, type Tools } from "../../tools";
import { root } from "../harness";
import { BUILD_MS, startEngine, type Engine, type Registered } from "./standInsEngine";

const crdKind = { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" };
const toyKind = { apiVersion: "example.org/v1", kind: "Toy" };

/** What an operator's chart has, in two versions that differ by a field. */
const crd = (fields: Record<string, object>) => ({
    ...crdKind,
    metadata: { name: "toys.example.org" },
    spec: {
        group: "example.org",
        scope: "Namespaced",
        names: { plural: "toys", singular: "toy", kind: "Toy" },
        versions: [
            {
                name: "v1",
                served: true,
                storage: true,
                schema: { openAPIV3Schema: { type: "object", description: "A toy.", properties: fields } },
            },
        ],
    },
});
const color = { color: { type: "string", description: "Its color." } };

/** As this program did it before the post-renderer took descriptions out: the same resources, by the same names. */
class FormerOperator extends pulumi.ComponentResource {
    constructor(name: string, chart: string, opts: pulumi.ComponentResourceOptions) {
        super("platform:operator:ConfluentOperator", name, {}, opts);
        const postRenderer = { command: "sed", args: ["/ConfigMap/,$d"] };
        const args = { chart, version: "1.0.0", namespace: "confluent-operator", postRenderer };
        new k8s.helm.v4.Chart(`${name}-crds`, args, { parent: this });
    }
}

describe("the operator's CRDs in a stack", () => {
    let tools: Pick<Tools, "helm" | "etcd" | "kube-apiserver" | "kube-controller-manager">;
    let controlPlane: ControlPlane;
    let api: KubernetesApi;
    let engine: Engine;
    let folder = "";
    const chart = () => join(folder, "confluent-for-kubernetes");

    const write = (fields: Record<string, object>) =>
        writeFileSync(join(chart(), "crds/toys.yaml"), stringify(crd(fields)));
    const live = () => api.get(crdKind, undefined, "toys.example.org");
    const toy = () => api.get(toyKind, "default", "bear");
    const changes = (steps: readonly Registered[]) =>
        steps
            .filter(({ op, type }) => op !== "same" && !type.startsWith("pulumi:"))
            .map(({ op, name }) => `${op} ${name}`);

    before(async function () {
        this.timeout(BUILD_MS);
        folder = mkdtempSync(join(tmpdir(), "crds-"));
        for (const name of ["crds", "templates"]) mkdirSync(join(chart(), name), { recursive: true });
        writeFileSync(join(chart(), "Chart.yaml"), "apiVersion: v2\nname: confluent-for-kubernetes\nversion: 1.0.0\n");
        writeFileSync(
            join(chart(), "templates/operator.yaml"),
            "kind: ConfigMap\napiVersion: v1\nmetadata: { name: operator }\n",
        );
        write(color);
        tools = await ensureTools(["etcd", "kube-apiserver", "kube-controller-manager", "helm"]);
        controlPlane = await startControlPlane(tools);
        api = KubernetesApi.fromKubeconfig(controlPlane.kubeconfig);
        engine = await startEngine({ kinds: ["kubernetes"], tools });
    });
    after(async () => {
        await engine?.end();
        api?.close();
        await controlPlane?.stop();
        rmSync(folder, { recursive: true, force: true });
    });

    const former = () => {
        const provider = new k8s.Provider("cluster", { kubeconfig: controlPlane.kubeconfig });
        new FormerOperator("confluent", chart(), { providers: [provider] });
        return Promise.resolve();
    };
    const program = () => {
        const provider = new k8s.Provider("cluster", { kubeconfig: controlPlane.kubeconfig });
        const args: ConfluentOperatorArgs = {
            cluster: { source: "kubeconfig", context: "test" },
            confluent: { install: "helm", namespace: "confluent-operator", version: "3.4.0" },
            mirrors: { charts: folder },
            secrets: {},
            root,
            charts: { confluent: {}, argocd: {} },
        };
        new ConfluentOperator("confluent", args, { providers: [provider] });
        return Promise.resolve();
    };

    it("are updated in place if an earlier program created them, and objects of their kinds stay", async () => {
        await engine.run("up", former);
        await api.apply({ ...toyKind, metadata: { namespace: "default", name: "bear" }, color: "brown" });
        const [before, bear] = [await live(), await toy()];

        const { steps } = await engine.run("up", program);
        const ofCrds = changes(steps).filter((change) => change.includes("toys.example.org"));
        assert.deepEqual(ofCrds, ["update confluent-crds:toys.example.org"]);
        assert.deepEqual(
            changes(steps).filter((change) => /delete|replace/.test(change)),
            [],
        );
        const after = await live();
        assert.equal(after?.metadata.uid, before?.metadata.uid);
        assert.ok(!JSON.stringify(after).includes("Its color."));
        assert.equal((await toy())?.metadata.uid, bear?.metadata.uid);
        assert.deepEqual(changes((await engine.run("up", program)).steps), []);
    });

    it("follow the chart at the next up, and objects of their kinds stay", async () => {
        write({ ...color, size: { type: "integer", description: "Its size." } });
        const bear = await toy();
        const { steps } = await engine.run("up", program);
        assert.deepEqual(changes(steps), ["update confluent-crds:toys.example.org"]);
        const { versions } = (await live())?.spec as { versions: { schema: object }[] };
        assert.deepEqual(versions[0]?.schema, {
            openAPIV3Schema: { type: "object", properties: { color: { type: "string" }, size: { type: "integer" } } },
        });
        assert.equal((await toy())?.metadata.uid, bear?.metadata.uid);
    });
});
