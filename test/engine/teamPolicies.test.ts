import assert from "node:assert/strict";
import { ownershipPolicySpec } from "../../components/gitOpsTeams/ownership";
import { teamProjectSpec } from "../../components/gitOpsTeams/applicationSets";
import { projectPolicySpec } from "../../components/gitOpsTeams/projectPolicy";
import { gitopsGroup } from "../../config/schema/gitops";
import { KubernetesApi, KubernetesError, type KubernetesObject } from "../../kubernetes";
import { applyManifests, type ControlPlane, installCrds, startControlPlane } from "../../rehearsal/controlPlane";
import { ensureTools } from "../../tools";
import { teamCases } from "../teamCases";
import { eventually } from "./eventually";

const namespace = "confluent";
const tracking = "argocd.argoproj.io/tracking-id";
const gitops = gitopsGroup.parse({ repository: "https://git.example.com/a.git", path: "gitops/platform/overlays/dev" });

/** As Argo CD applies it for an Application of that name. */
function by(application: string, object: KubernetesObject): KubernetesObject {
    const { metadata } = object;
    const annotations = {
        ...metadata.annotations,
        [tracking]: `${application}:group/Kind:${namespace}/${metadata.name}`,
    };
    return { ...object, metadata: { ...metadata, namespace: metadata.namespace ?? namespace, annotations } };
}

describe("what the API server lets a team's Application do", () => {
    let plane: ControlPlane;
    let api: KubernetesApi;
    /** What the API server says of an object; empty where it takes it. */
    const answer = (object: KubernetesObject) =>
        api.apply(object, { dryRun: true, force: true }).then(
            () => "",
            (error: unknown) => {
                if (error instanceof KubernetesError) return error.message;
                throw error;
            },
        );

    before(async function () {
        this.timeout("10m");
        const { helm, ...binaries } = await ensureTools(["etcd", "kube-apiserver", "kube-controller-manager", "helm"]);
        plane = await startControlPlane(binaries);
        await installCrds(plane, "confluent", helm);
        await installCrds(plane, "argocd", helm);
        const policies = {
            ownership: [ownershipPolicySpec, namespace],
            projects: [projectPolicySpec(gitops), "argocd"],
        } as const;
        await applyManifests(plane, [
            ...[namespace, "argocd"].map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } })),
            // From before there was a policy.
            old,
            ...Object.entries(policies).flatMap(([name, [spec, where]]) => [
                {
                    apiVersion: "admissionregistration.k8s.io/v1",
                    kind: "ValidatingAdmissionPolicy",
                    metadata: { name },
                    spec,
                },
                {
                    apiVersion: "admissionregistration.k8s.io/v1",
                    kind: "ValidatingAdmissionPolicyBinding",
                    metadata: { name },
                    spec: {
                        policyName: name,
                        validationActions: ["Deny"],
                        matchResources: {
                            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": where } },
                        },
                    },
                },
            ]),
        ]);
        api = KubernetesApi.fromKubeconfig(plane.kubeconfig);
        // A policy holds a moment after it was made.
        const wide = project("team-wide", { sourceRepos: ["*"] });
        const foreign = by("team-payments", map("shipping.a"));
        await eventually(
            async () => (await answer(foreign)) !== "" && (await answer(wide)) !== "",
            30,
            "no policy holds",
        );
    });
    after(async () => {
        api.close();
        await plane.stop();
    });

    for (const [what, { object, says }] of Object.entries(teamCases)) {
        it(says ? `refuses ${what}` : `takes ${what}`, async () => {
            const said = await answer(by("team-payments", object as unknown as KubernetesObject));
            if (!says) return assert.equal(said, "");
            assert.match(said, /ValidatingAdmissionPolicy 'ownership'.* denied request: team-payments: \w+ [\w.-]+ /);
            assert.match(said, / \(payments\.\) /);
        });
    }

    it("refuses a team whose folder's name would begin another team's prefix", async () => {
        assert.match(await answer(by("team-payments.eu", map("payments.eu.a"))), /is of a team with an invalid name/);
    });

    it("uses the label if a company's Argo CD tracks by it", async () => {
        const labelled = (name: string) => ({
            ...map(name),
            metadata: { name, namespace, labels: { "app.kubernetes.io/instance": "team-payments" } },
        });
        assert.match(await answer(labelled("shipping.a")), /does not begin with the team's prefix/);
        assert.equal(await answer(labelled("payments.a")), "");
        // In Git: Argo CD does not set it there.
        const hidden = (annotation: string) => {
            const { metadata, ...object } = labelled("shipping.a");
            return { ...object, metadata: { ...metadata, annotations: { [tracking]: annotation } } };
        };
        assert.match(await answer(hidden("x")), /does not begin with the team's prefix/);
        assert.match(await answer(hidden("team-shipping:a/B:confluent/shipping.a")), /has the marks of two teams/);
        const stolen = project("default", {});
        stolen.metadata.labels = { "app.kubernetes.io/instance": "project-team-payments" };
        assert.match(await answer(stolen), /is of no team/);
    });

    it("refuses a team with the namespace's name, with which the platform's own names begin", async () =>
        assert.match(
            await answer(by("team-confluent", map("confluent.connect-offsets"))),
            /with the namespace's name/,
        ));

    it("leaves the platform's own Application, and people, alone", async () => {
        const { object } = teamCases["a topic of another team"] ?? {};
        assert.equal(await answer(by("confluent-platform", object as unknown as KubernetesObject)), "");
        assert.equal(await answer({ ...map("confluent-sweeper"), metadata: { name: "a", namespace } }), "");
    });

    it("refuses to take over the object of another team", async () => {
        await api.apply(by("team-shipping", map("shipping.a")), { force: true });
        assert.match(await answer(by("team-payments", map("shipping.a"))), /does not begin with the team's prefix/);
    });

    it("lets an operator change the metadata of what would now be refused, and nobody its spec", async () => {
        const finalizers = ["kafkatopic.finalizers.platform.confluent.io"];
        await api.merge(kafkaTopic, namespace, old.metadata.name ?? "", { metadata: { finalizers } });
        await api.merge(kafkaTopic, namespace, old.metadata.name ?? "", { metadata: { finalizers: null } });
        await assert.rejects(
            api.merge(kafkaTopic, namespace, old.metadata.name ?? "", { spec: { partitionCount: 9 } }),
            /does not begin with the team's prefix/,
        );
    });

    it("refuses a team's AppProject that allows more than the stack sets, whoever creates it", async () => {
        assert.equal(await answer(project("team-payments", {})), "");
        const wider: Record<string, object> = {
            "another repository": { sourceRepos: ["*"] },
            "another destination": { destinations: [{ server: "*", namespace: "*" }] },
            "cluster-scoped kinds": { clusterResourceWhitelist: [{ group: "*", kind: "*" }] },
            "kinds that no team has": { namespaceResourceWhitelist: [{ group: "", kind: "Secret" }] },
            "more than sources": { sourceNamespaces: ["*"] },
        };
        for (const [says, spec] of Object.entries(wider)) {
            assert.match(await answer(project("team-payments", spec)), new RegExp(says), says);
        }
        const { namespaceResourceWhitelist: _, ...allKinds } = teamProjectSpec(gitops);
        const unlimited = { ...project("team-payments", {}), spec: { ...allKinds } };
        assert.match(await answer(unlimited), /kinds that no team has/);
        const stolen = by("project-team-payments", project("default", {}));
        assert.match(await answer(stolen), /is of no team/);
        assert.equal(await answer(project("default", { sourceRepos: ["*"] })), "");
    });
});

const kafkaTopic = { apiVersion: "platform.confluent.io/v1beta1", kind: "KafkaTopic" };
const old = by("team-payments", { ...kafkaTopic, metadata: { name: "shipping.old" }, spec: { partitionCount: 1 } });
const map = (name: string): KubernetesObject => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name } });
const project = (name: string, spec: object): KubernetesObject => ({
    apiVersion: "argoproj.io/v1alpha1",
    kind: "AppProject",
    metadata: { name, namespace: "argocd" },
    spec: { ...teamProjectSpec(gitops), ...spec },
});
