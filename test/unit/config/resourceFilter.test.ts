import assert from "node:assert/strict";
import { problemsOfTree } from "./overlayTree";

/** The small tree with one object more, which the stack allows; and the user's values of the chart argo-cd. */
function said(apiVersion: string, kind: string, values?: string, argocd: Record<string, unknown> = {}) {
    const group = apiVersion.includes("/") ? `${apiVersion.split("/")[0]}/` : "";
    const files = {
        "o/kustomization.yaml": "resources: [../base, more.yaml]\ncomponents: [version]\n",
        "o/more.yaml": `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: one }\n`,
        ...(values !== undefined && { "v.yaml": values }),
    };
    const kinds = group.startsWith("platform.confluent.io") ? [] : [`${group}${kind}`];
    return problemsOfTree(files, {
        argocd: { ...(values !== undefined && { values: "v.yaml" }), ...argocd },
        gitops: { kinds },
    });
}

const exclusions = (list: string) => `configs:\n  cm:\n    resource.exclusions: |\n      ${list}\n`;

describe("a tree with kinds that Argo CD leaves alone", () => {
    for (const [apiVersion, kind] of [
        ["v1", "Endpoints"],
        ["discovery.k8s.io/v1", "EndpointSlice"],
        ["coordination.k8s.io/v1", "Lease"],
        ["cert-manager.io/v1", "CertificateRequest"],
    ] as const) {
        it(`is refused for ${kind}, which it ignores by default`, () => {
            const [problem, ...others] = said(apiVersion, kind);
            assert.deepEqual(others, []);
            assert.equal(problem?.key, "gitops.path");
            assert.match(problem.reason, new RegExp(`configured to ignore.*: ${kind} one \\(o/more\\.yaml\\)$`));
            assert.match(problem.fix, /resource\.exclusions/);
        });
    }

    it("is taken once the stack's values say otherwise, or where Argo CD is another's", () => {
        assert.deepEqual(said("v1", "Endpoints", exclusions("- { kinds: [EndpointSlice] }")), []);
        assert.deepEqual(said("v1", "Endpoints", "configs: { cm: { resource.exclusions: '' } }"), []);
        assert.deepEqual(said("v1", "Endpoints", undefined, { install: "none" }), []);
        assert.deepEqual(said("v1", "Service"), []);
    });

    it("is refused where the stack's values exclude Confluent's kinds, or include others alone", () => {
        for (const list of [
            "- { apiGroups: ['*.confluent.io'], kinds: [Kafka] }",
            "- { kinds: ['*'], clusters: ['https://kubernetes.*'] }",
            "- { apiGroups: [platform.confluent.io] }",
            "- { apiGroups: ['{apps,platform.confluent.io}'] }",
            "- { apiGroups: ['platform.[a-d]onfluent.i?'] }",
            "- { apiGroups: ['**[!x]latform{,.confluent}.io'] }",
            "- { apiGroups: ['platform\\.confluent.io'] }",
        ]) {
            const [problem, ...others] = said("v1", "Service", exclusions(list));
            assert.deepEqual(others, [], list);
            assert.match(problem?.reason ?? "", /Kafka kafka \(base\/kafka\.yaml\)/);
            assert.match(problem?.fix ?? "", /^change configs\.cm\["resource\.exclusions"\] in v\.yaml/);
        }
        const including = exclusions("- { apiGroups: ['', apps] }").replace("exclusions", "inclusions");
        const [problem] = said("v1", "Service", including);
        assert.match(problem?.reason ?? "", /: Zookeeper zookeeper .*, Kafka kafka [^,]*$/);
    });

    it("is taken where their patterns fit nothing here, or are none", () => {
        for (const pattern of [
            "platform.[!c]onfluent.io",
            "{apps,batch}",
            "platform,apps",
            "}{",
            "[z-a]",
            "{apps",
            "a}",
        ])
            assert.deepEqual(said("v1", "Service", exclusions(`- { apiGroups: ['${pattern}'] }`)), [], pattern);
    });

    it("is taken where they are about another cluster, another group or another kind", () => {
        for (const list of [
            "- { clusters: ['https://other.example.com'] }",
            "- { apiGroups: [confluent.io] }",
            "- { apiGroups: [platform.confluent.io], kinds: [Gateway] }",
        ]) {
            assert.deepEqual(said("v1", "Service", exclusions(list)), [], list);
        }
        const elsewhere = exclusions("- { apiGroups: [apps], clusters: [other] }").replace("exclusions", "inclusions");
        assert.deepEqual(said("v1", "Service", elsewhere), []);
    });

    it("is not asked about where Argo CD could not read what it is told: that is refused", () => {
        for (const values of [
            "configs: { cm: { resource.exclusions: [{ kinds: [Event] }] } }",
            exclusions("- { kinds: Event }"),
            exclusions("kinds: [Event]"),
            exclusions("["),
        ]) {
            const [problem, ...others] = said("v1", "Service", values);
            assert.deepEqual(others, [], values);
            assert.equal(problem?.key, "argocd.values");
            assert.match(problem.reason, /^has configs\.cm\["resource\.exclusions"\], which is not a list/);
        }
        assert.deepEqual(said("v1", "Service", exclusions("# nothing")), []);
    });
});
