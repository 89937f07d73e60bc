import { problemsOfTree } from "./overlayTree";

export interface Parts {
    metadata?: string;
    project?: string;
    source?: string;
    destination?: string;
    policy?: string;
    values?: string;
}

/** A valid Application for addons, or with the changes in `parts`. */
export function application(parts: Parts = {}): string {
    const {
        metadata = "finalizers: [resources-finalizer.argocd.argoproj.io]",
        project = "project: confluent-addons-charts",
        values = "{ image: { repository: quay.io/example/one }, imagePullSecrets: [] }",
        destination = "{ server: https://kubernetes.default.svc, namespace: one }",
        policy = "{ automated: {} }",
    } = parts;
    const helm = `helm: { valuesObject: ${values} }`;
    const { source = `repoURL: https://charts.example.com, chart: one, targetRevision: v1.2.3, ${helm}` } = parts;
    return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: one, ${metadata} }
spec: { ${project}, destination: ${destination}, source: { ${source} }, syncPolicy: ${policy} }
`;
}

const treeOf = (text: string, more: Record<string, string> = {}) => ({
    "a/kustomization.yaml": "resources: [one.yaml]\n",
    "a/one.yaml": text,
    ...more,
});

export const problemsWith = (
    text: string,
    groups: Record<string, Record<string, unknown>> = {},
    secrets: Record<string, string> = {},
    more: Record<string, string> = {},
) => problemsOfTree(treeOf(text, more), { ...groups, gitops: { addons: "a", ...groups.gitops } }, secrets);

export const said = (problems: ReturnType<typeof problemsWith>) =>
    problems.map(({ key, reason }) => `${key}: ${reason}`);

export const chart = "repoURL: https://charts.example.com, chart: one, targetRevision: v1.2.3";
