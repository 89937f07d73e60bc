import assert from "node:assert/strict";
import { check } from "../../../config/check";
import { root } from "../../harness";
import { application, problemsWith, said } from "./addonsTree";

describe("a folder of addons", () => {
    /** What is wrong with the folder, or with what the stack says beside it. */
    const others: Record<string, [problems: () => ReturnType<typeof problemsWith>, says: RegExp]> = {
        "another kind": [
            () => problemsWith("apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: { name: wide }\n"),
            /^gitops\.addons: contains kinds other than Application.*AppProject wide \(a\/one\.yaml\)/,
        ],
        "an Application in Argo CD's own namespace": [
            () => problemsWith(application().replace("name: one,", "name: one, namespace: argocd,")),
            /^gitops\.addons: contains Applications outside the namespace confluent-addons.*Application one/,
        ],
        "a namespace that the kustomization sets": [
            () =>
                problemsWith(
                    application(),
                    {},
                    {},
                    {
                        "a/kustomization.yaml": "namespace: argocd\nresources: [one.yaml]\n",
                    },
                ),
            /^gitops\.addons: contains Applications outside the namespace/,
        ],
        "settings of Argo CD's in the folder": [
            () => problemsWith(application(), {}, {}, { "a/.argocd-source.yaml": "kustomize: { patches: [] }\n" }),
            /^gitops\.addons: contains \.argocd-source\.yaml/,
        ],
        "the same in the platform's": [
            () => problemsWith(application(), {}, {}, { "o/.argocd-source-confluent-platform.yaml": "a: b\n" }),
            /^gitops\.path: contains \.argocd-source-confluent-platform\.yaml/,
        ],
        "a folder that is not there": [
            () => problemsWith(application(), { gitops: { addons: "nowhere" } }),
            /^gitops\.addons: does not exist/,
        ],
        "a folder outside the repository": [
            () => problemsWith(application(), { gitops: { addons: "../a" } }),
            /^gitops\.addons: is outside the repository/,
        ],
        "no working copy to read": [
            () => problemsWith(application(), { gitops: { checkout: "none" } }),
            /^gitops\.addons: cannot be read, because gitops\.checkout is none/,
        ],
        "the platform in the namespace of the addons": [
            () => problemsWith(application(), { gitops: { namespace: "confluent-addons" } }),
            /^gitops\.namespace: is reserved for the Applications of gitops\.addons/,
        ],
        "charts from a folder of this machine": [
            () =>
                problemsWith(application(), {
                    mirrors: { charts: "charts" },
                    argocd: { install: "none" },
                    confluent: { install: "none" },
                }),
            /^mirrors\.charts: is a folder on this machine, but Argo CD reads/,
        ],
        "a mirror of images that the values do not name": [
            () => problemsWith(application({ values: "{ a: b }" }), { mirrors: { images: "registry.example.com" } }),
            /^gitops\.addons: Application one \(a\/one\.yaml\) names no image/,
        ],
        "a mirror of images that the values name in part": [
            () =>
                problemsWith(
                    application({ values: "{ image: { repository: a/b }, webhook: { create: false } }" }).replace(
                        "chart: one",
                        "chart: external-secrets",
                    ),
                    { mirrors: { images: "registry.example.com" } },
                ),
            /^gitops\.addons: Application one \(a\/one\.yaml\) does not name .* external-secrets: certController\.image;/,
        ],
        "a pull secret that the values have no place for": [
            () =>
                problemsWith(
                    application({ values: "{ a: b }" }),
                    {},
                    {
                        imagePullSecret: '{"auths":{"registry.example.com":{"auth":"dTpw"}}}',
                    },
                ),
            /^gitops\.addons: Application one \(a\/one\.yaml\) has no place for imagePullSecret/,
        ],
        "a way out among the kinds of charts": [
            () => problemsWith(application(), { gitops: { addonKinds: ["argoproj.io/AppProject"] } }),
            /^gitops\.addonKinds\[0\]: would let a chart leave/,
        ],
        "every secret of the account": [
            () => problemsWith(application(), { gitops: { externalSecrets: ["*"] } }),
            /^gitops\.externalSecrets\[0\]: is not a name/,
        ],
        "kinds of charts without addons": [
            () => problemsWith(application(), { gitops: { addons: undefined, addonKinds: ["apps/StatefulSet"] } }),
            /^gitops\.addonKinds: has no effect: gitops\.addons is not set/,
        ],
        "a role for External Secrets in a cluster of others": [
            () =>
                problemsWith(application(), {
                    gitops: { externalSecretsRoleArn: "arn:aws:iam::123456789012:role/reads" },
                }),
            /^gitops\.externalSecretsRoleArn: has no effect: the stack's addons are in a cluster that it does not create/,
        ],
    };
    for (const [title, [problems, says]] of Object.entries(others)) {
        it(`refuses ${title}`, () => {
            const found = problems();
            assert.equal(found.length, 1, said(found).join("\n"));
            assert.match(said(found)[0] ?? "", says);
        });
    }

    it("says what an Argo CD that others have installed needs for addons", () => {
        const { warnings, problems } = check({
            groups: {
                cluster: { source: "existing", name: "shared" },
                argocd: { install: "none" },
                gitops: {
                    repository: "https://git.example.com/platform/confluent-gitops.git",
                    path: "gitops/platform/overlays/eks",
                    addons: "gitops/addons/overlays/dev",
                },
            },
            secrets: {},
            region: "eu-central-1",
            root,
            today: "2026-11-26",
        });
        assert.deepEqual(said(problems), []);
        assert.match(warnings.join("\n"), /confluent-addons in application\.namespaces of argocd-cmd-params-cm/);
    });
});
