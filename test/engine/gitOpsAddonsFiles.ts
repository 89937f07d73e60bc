/** The namespace of the addons' Applications. */
export const own = "confluent-addons";

const configMap = `apiVersion: v1
kind: ConfigMap
metadata: { name: addon-{{ .Release.Name }} }
data: { says: {{ .Values.says | quote }} }
`;

/** The test's charts: one with a CRD, and one with an object of that kind. */
export const charts = {
    one: {
        "templates/crd.yaml": `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: things.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Thing, plural: things, singular: thing }
  versions:
    - { name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object } } }
`,
        "templates/config.yaml": configMap,
    },
    two: { "templates/config.yaml": configMap },
};

/** An addon's description in Git. */
export interface AddonFile {
    name: string;
    wave: number;
    project?: string;
    namespace?: string;
}

/** @param url of the chart repository */
export const addon = (url: string, { name, wave, project = `${own}-charts`, namespace = name }: AddonFile) => `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ${name}
  annotations: { argocd.argoproj.io/sync-wave: "${wave}" }
  finalizers: [resources-finalizer.argocd.argoproj.io]
spec:
  project: ${project}
  destination: { server: https://kubernetes.default.svc, namespace: ${namespace} }
  source:
    repoURL: ${url}
    chart: ${name === "two" ? "two" : "one"}
    targetRevision: 1.0.0
    helm: { releaseName: ${name}, valuesObject: { says: hello } }
  syncPolicy: { automated: { prune: true, selfHeal: true } }
`;
