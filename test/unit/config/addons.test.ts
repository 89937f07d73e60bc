import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { check } from "../../../config/check";
import { readAddons } from "../../../config/workload/addons";
import { root } from "../../harness";
import { application, chart, type Parts, problemsWith, said } from "./addonsTree";

describe("gitops.addons", () => {
    it("accepts a valid addon", () => {
        assert.deepEqual(said(problemsWith(application())), []);
    });

    // Pruned, they would take every ExternalSecret with them, and the Secrets that those own.
    it("keeps External Secrets' CRDs if a value no longer requests them", () => {
        const { addons } = readAddons(root, "gitops/addons/overlays/eks");
        const [secrets] = addons.filter(({ chart: name }) => name === "external-secrets");
        const { annotations = {} } = (secrets?.values.crds ?? {}) as { annotations?: Record<string, string> };
        assert.equal(annotations["argocd.argoproj.io/sync-options"], "Prune=false");
    });

    for (const overlay of readdirSync(`${root}/gitops/addons/overlays`)) {
        it(`takes its own overlay ${overlay}, with mirrors and pull secrets too`, () => {
            const path = `gitops/addons/overlays/${overlay}`;
            const { problems } = check({
                groups: {
                    cluster: { source: "existing", name: "shared" },
                    gitops: {
                        repository: "https://git.example.com/platform/confluent-gitops.git",
                        path: "gitops/platform/overlays/eks",
                        addons: path,
                    },
                    mirrors: { images: "registry.example.com/mirror", charts: "oci://registry.example.com/charts" },
                },
                secrets: {
                    imagePullSecret: { value: '{"auths":{"registry.example.com":{"auth":"dTpw"}}}', encrypted: true },
                },
                region: "eu-central-1",
                root,
                today: "2026-11-26",
            });
            assert.deepEqual(said(problems), []);
            for (const { chart: name, images, pullSecrets } of readAddons(root, path).addons) {
                assert.notEqual(images.length, 0, name);
                assert.notEqual(pullSecrets.length, 0, name);
            }
        });
    }

    /** One mistake, and the one message about it. */
    const mistakes: Record<string, [parts: Parts, says: RegExp]> = {
        "another project": [{ project: "project: default" }, /Application one \(a\/one.yaml\) has the project default/],
        "no project, which is default": [{ project: "info: []" }, /has the project default/],
        "the project of the platform": [
            { project: "project: confluent-platform" },
            /has the project confluent-platform/,
        ],
        "a folder of Git": [
            { source: "repoURL: https://git.example.com/a.git, path: b, targetRevision: v1.2.3" },
            /has a source other than a single Helm chart/,
        ],
        "a range of versions": [
            { source: chart.replace("v1.2.3", '"1.*"') },
            /targetRevision 1\.\*, which is not one version/,
        ],
        HEAD: [{ source: chart.replace("v1.2.3", "HEAD") }, /targetRevision HEAD, which is not one version/],
        "no version": [{ source: chart.replace(", targetRevision: v1.2.3", "") }, /targetRevision \(none\)/],
        "a repository without TLS": [
            { source: chart.replace("https:", "http:") },
            /repoURL http:\/\/charts\.example\.com, which is not a chart repository over TLS/,
        ],
        "values as text": [{ source: `${chart}, helm: { values: "a: b" }` }, /has its values in helm\.values,/],
        "objects in the values": [
            { values: "{ extraObjects: [{ kind: ClusterRoleBinding }] }" },
            /has objects of your own in valuesObject\.extraObjects/,
        ],
        "another cluster": [
            { destination: "{ server: https://other.example.com, namespace: one }" },
            /is for a cluster other than/,
        ],
        ...Object.fromEntries(
            Object.entries({
                "kube-system": "Kubernetes' own",
                confluent: "gitops.namespace",
                argocd: "argocd.namespace",
                "confluent-operator": "confluent.namespace",
                "confluent-addons": "where the addons' Applications are",
                default: "everybody uses",
            }).map(([namespace, why]) => [
                `the namespace ${namespace}`,
                [
                    { destination: `{ server: https://kubernetes.default.svc, namespace: ${namespace} }` },
                    new RegExp(`has the destination namespace ${namespace}, .*${why}`),
                ],
            ]),
        ),
        "no finalizer": [{ metadata: "labels: { a: b }" }, /has no finalizer/],
        "no automated sync": [{ policy: "{}" }, /is not synced automatically/],
    };
    for (const [title, [parts, says]] of Object.entries(mistakes)) {
        it(`refuses an addon with ${title}`, () => {
            const problems = problemsWith(application(parts));
            assert.deepEqual(said(problems).length, 1, said(problems).join("\n"));
            assert.match(said(problems)[0] ?? "", says);
            assert.equal(problems[0]?.key, "gitops.addons");
            assert.notEqual(problems[0]?.fix, "");
        });
    }
});
