import assert from "node:assert/strict";
import type { KubernetesObject } from "../../../kubernetes";
import { objectsIn } from "../../../rehearsal/standIns/kubernetes/chart";
import { providerDifference } from "../../../rehearsal/standIns/kubernetes/cluster";
import { guarded, kindOfToken, named, project, tokenOf } from "../../../rehearsal/standIns/kubernetes/objects";
import { conditionsFor, parseConditions } from "../../../rehearsal/standIns/kubernetes/readiness";
import type { Difference } from "../../../rehearsal/standIns/diff";
import { Releases, RELEASE } from "../../../rehearsal/standIns/kubernetes/release";
import { holders } from "../../../rehearsal/standIns/kubernetes/wait";
import { Secret, UNKNOWN } from "../../../rehearsal/standIns/values";

const live = (more: object): KubernetesObject => ({ apiVersion: "x/v1", kind: "T", metadata: { name: "t" }, ...more });

describe("stand-ins: Kubernetes objects", () => {
    it("take group, version and kind from the type token", () => {
        for (const token of ["kubernetes:core/v1:Namespace", "kubernetes:argoproj.io/v1alpha1:Application"]) {
            assert.equal(tokenOf(kindOfToken(token)), token);
        }
        assert.deepEqual(kindOfToken("kubernetes:core/v1:Secret"), { apiVersion: "v1", kind: "Secret" });
    });

    it("get a name once and keep it", () => {
        const first = named("urn:a", "Data", {}, { kind: "ConfigMap" });
        const { name } = first.metadata as { name: string };
        assert.match(name, /^data-[0-9a-f]{8}$/);
        assert.deepEqual(named("urn:moved", "Data", first, { kind: "ConfigMap" }).metadata, first.metadata);
        const given = { metadata: { name: "mine" } };
        assert.equal(named("urn:a", "Data", {}, given), given);
    });

    it("of kind Secret have secret data, others are left alone", () => {
        const secret = { apiVersion: "v1", kind: "Secret", stringData: { a: "b" } };
        assert.deepEqual(guarded(secret).stringData, new Secret({ a: "b" }));
        const map = { apiVersion: "v1", kind: "ConfigMap", data: { a: "b" } };
        assert.equal(guarded(map), map);
    });

    it("show drift only where the inputs speak", () => {
        const shape = { spec: { size: 1, ports: [{ port: 80 }] }, labels: { a: "b" } };
        const now = { spec: { size: 2, ports: [{ port: 80, protocol: "TCP" }], extra: true }, status: {} };
        assert.deepEqual(project(shape, now), { spec: { size: 2, ports: [{ port: 80 }] } });
        assert.deepEqual(project([1], [1, 2]), [1], "added behind what the stack says");
        assert.deepEqual(project([1, 2], [1]), [1]);
        assert.deepEqual(project([1], [2]), [2]);
    });

    it("rendered by a chart are taken out of documents and lists, comments and empty documents aside", () => {
        const yaml = "# nothing\n---\nkind: A\n---\n---\nkind: List\nitems:\n- kind: B\n- kind: C\n";
        assert.deepEqual(
            objectsIn(yaml).map(({ kind }) => kind),
            ["A", "B", "C"],
        );
    });
});

describe("stand-ins: a release", () => {
    it("that is replaced is made before the old one is deleted, whatever it is called", () => {
        const releases = new Releases(undefined, () => assert.fail(), new AbortController().signal);
        const subject = { urn: "urn:r", type: RELEASE, name: "r" };
        const difference: Difference = releases.diff(
            subject,
            { name: "a", namespace: "b" },
            { name: "a", namespace: "c" },
        );
        assert.deepEqual(difference, { changes: [{ path: "namespace", kind: "update", replace: true }] });
    });
});

describe("stand-ins: readiness", () => {
    const holds = (waitFor: string, object: KubernetesObject): boolean =>
        parseConditions(waitFor).every((condition) => condition.holds(object));
    const ready = live({ status: { phase: "RUNNING", conditions: [{ type: "Ready", status: "True", n: 1 }] } });

    for (const [waitFor, expected] of [
        ["condition=Ready", true],
        ["condition=Ready=False", false],
        ["jsonpath={.status.phase}=RUNNING", true],
        ["jsonpath={.status.phase}=FAILED", false],
        ["jsonpath={.status.conditions[0].n}=1", true],
        ['jsonpath={.status.conditions[?(@.type=="Ready")].status}=True', true],
        ["jsonpath={.status['phase']}", true],
        ["jsonpath={.status.none}", false],
        ['["condition=Ready", "jsonpath={.status.phase}=FAILED"]', false],
    ] as const) {
        it(`${waitFor} ${expected ? "holds" : "does not hold"}`, () => assert.equal(holds(waitFor, ready), expected));
    }

    it("refuses what it cannot read, saying what to write", () => {
        assert.throws(() => parseConditions("status.phase=RUNNING"), /write condition=TYPE or jsonpath=/);
        assert.throws(() => parseConditions("jsonpath={.a}=b=c"), /write \{\.path\}=value or \{\.path\}/);
        assert.throws(() => parseConditions("jsonpath={.a[}"));
    });

    it("does not accept a status for an older spec", () => {
        const older = live({
            metadata: { name: "t", generation: 2 },
            status: { phase: "RUNNING", observedGeneration: 1 },
        });
        assert.equal(holds("jsonpath={.status.phase}=RUNNING", older), false);
    });

    it("waits for namespaces and CRDs without being asked, and for nothing where skipAwait says so", () => {
        const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "a" } };
        assert.equal(conditionsFor(namespace).length, 1);
        const annotations = { "pulumi.com/skipAwait": "true" };
        assert.deepEqual(conditionsFor({ ...namespace, metadata: { name: "a", annotations } }), []);
        assert.deepEqual(conditionsFor(live({})), []);
    });

    it("says what blocks the deletion of an object", () => {
        const object = live({ metadata: { name: "t", finalizers: ["a.io/x", "b.io/y"] } });
        assert.equal(holders(object), "finalizers a.io/x, b.io/y hold it");
        const conditions = [{ type: "NamespaceContentRemaining", status: "True", message: "kafkas has 1 instance" }];
        const namespace = {
            ...live({ spec: { finalizers: ["kubernetes"] }, status: { conditions } }),
            kind: "Namespace",
        };
        assert.equal(holders(namespace), "finalizers kubernetes hold it; kafkas has 1 instance");
    });
});

describe("stand-ins: the kubernetes provider's settings", () => {
    const kubeconfig = (server: string): string =>
        JSON.stringify({
            "current-context": "c",
            contexts: [{ name: "c", context: { cluster: "k" } }],
            clusters: [{ name: "k", cluster: { server } }],
        });
    const reasons = (olds: object, news: object): string[] =>
        providerDifference(olds as never, news as never)
            .changes.filter(({ replace }) => replace)
            .map(({ path }) => path);
    const replaces = (olds: object, news: object): boolean =>
        providerDifference(olds as never, news as never).changes.some(({ replace }) => replace);

    it("replace everything for another server, and for an unknown one without clusterIdentifier", () => {
        const here = { kubeconfig: kubeconfig("https://a") };
        assert.equal(replaces(here, { kubeconfig: kubeconfig("https://b") }), true);
        assert.equal(replaces(here, { kubeconfig: `${kubeconfig("https://a")}\n` }), false);
        assert.equal(replaces(here, { kubeconfig: UNKNOWN }), true);
        const named = { clusterIdentifier: "x" };
        assert.equal(replaces({ ...here, ...named }, { kubeconfig: UNKNOWN, ...named }), false);
        assert.equal(replaces({ ...here, ...named }, { kubeconfig: kubeconfig("https://b"), ...named }), false);
    });

    it("are named, each that says that it is another cluster", () => {
        const [a, b] = ["a", "b"].map((name) => ({
            clusterIdentifier: name,
            kubeconfig: kubeconfig(`https://${name}`),
        }));
        assert.deepEqual(reasons(a!, b!).sort(), ["clusterIdentifier", "kubeconfig"]);
        // To begin with an identifier, or to end with it, is none.
        assert.deepEqual(reasons({ kubeconfig: a!.kubeconfig }, a!), []);
        assert.deepEqual(reasons(a!, { kubeconfig: b!.kubeconfig }), ["kubeconfig"]);
    });
});
