import { isObject, type Json, type JsonObject, textOf } from "../kustomize/json";
import { parseImage } from "../kustomize/images";
import type { Resource } from "../kustomize/resource";
import { render } from "../kustomize/render";
import { child } from "./platform";
import type { GroupKind } from "./workloadKinds";

/** The namespace of the addons' Applications, and of nothing else: see docs/adr/0019. */
export const addonsNamespace = "confluent-addons";
/** The AppProject of the Application that contains them all. */
export const addonsProject = "confluent-addons";
/** The AppProject of each addon's Application, which deploys its chart. */
export const chartsProject = "confluent-addons-charts";
/** The cluster in which Argo CD itself runs. */
export const inCluster = "https://kubernetes.default.svc";

export const applicationKind: GroupKind = { group: "argoproj.io", kind: "Application" };

/** The kinds that an addon's chart may create, in addition to `gitops.addonKinds`. */
export const chartKinds: readonly GroupKind[] = [
    ...["ConfigMap", "Secret", "Service", "ServiceAccount"].map((kind) => ({ group: "", kind })),
    { group: "apps", kind: "Deployment" },
    { group: "batch", kind: "Job" },
    { group: "cert-manager.io", kind: "Certificate" },
    { group: "cert-manager.io", kind: "Issuer" },
    { group: "networking.k8s.io", kind: "NetworkPolicy" },
    { group: "policy", kind: "PodDisruptionBudget" },
    { group: "rbac.authorization.k8s.io", kind: "Role" },
    { group: "rbac.authorization.k8s.io", kind: "RoleBinding" },
];

const crd: GroupKind = { group: "apiextensions.k8s.io", kind: "CustomResourceDefinition" };
const clusterRole: GroupKind = { group: "rbac.authorization.k8s.io", kind: "ClusterRole" };
const clusterRoleBinding: GroupKind = { group: "rbac.authorization.k8s.io", kind: "ClusterRoleBinding" };
const webhooks: GroupKind[] = ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"].map((kind) => ({
    group: "admissionregistration.k8s.io",
    kind,
}));

/** The same for cluster-scoped kinds. */
export const chartClusterKinds: readonly GroupKind[] = [crd, clusterRole, clusterRoleBinding, ...webhooks];

/** Objects of those kinds that no addon's chart may change, as patterns for Go's filepath.Match. */
export const forbiddenObjects: readonly (GroupKind & { name: string })[] = [
    // Deleting a CRD deletes all objects of its kind: the platform's, Argo CD's, AWS Load Balancer Controller's.
    ...["*.confluent.io", "app*.argoproj.io", "*.elbv2.k8s.aws", "*.gateway.k8s.aws"].map((name) => ({ ...crd, name })),
    // Kubernetes' own roles, and those that the stack's layers use.
    ...["cluster-admin", "admin", "edit", "view", "system:*", "argocd-*", "confluent-*"].flatMap((name) =>
        [clusterRole, clusterRoleBinding].map((kind) => ({ ...kind, name })),
    ),
    ...["confluent-*", "aws-load-balancer-*"].flatMap((name) => webhooks.map((kind) => ({ ...kind, name }))),
];

/** An addon: a chart, as described by its Application in Git. Fields that aren't set are empty. */
export interface Addon {
    name: string;
    /** The Application, and the file that defines it. */
    resource: Resource;
    project: string;
    /** A chart repository. */
    repoURL: string;
    chart: string;
    version: string;
    namespace: string;
    values: JsonObject;
    images: AddonImage[];
    /** Lists in the values that name image pull secrets, as JSON pointers into the values. */
    pullSecrets: { pointer: string; asNames: boolean }[];
}

/** An image in an addon's values. */
export interface AddonImage {
    /** With its registry if the values set one; without a tag. */
    name: string;
    /** JSON pointers into the values; `registry` if the chart prepends one. */
    repository: string;
    registry: string | undefined;
}

/** The result of rendering a folder of addons. */
export interface Addons {
    /** Its Applications. */
    addons: readonly Addon[];
    /** All objects, each with the file that defines it. */
    resources: readonly Resource[];
    /** Files that were read for it, relative to the top of the checkout. */
    files: readonly string[];
    /** The namespace that it sets on its objects; undefined if it leaves that to Argo CD. */
    namespace: string | undefined;
}

/**
 * What the program needs to know about a folder of addons, from what `kustomize build` renders.
 * @param root the checkout
 * @param path the folder, relative to it
 * @param rendered how to render it
 * @throws OverlayError with file, what is wrong and what to do
 */
export function readAddons(root: string, path: string, rendered = render): Addons {
    const { resources, namespace, files = [] } = rendered(root, path);
    return { addons: resources.filter(isApplication).map(addonOf), resources, files, namespace };
}

export const isApplication = ({ group, kind }: Resource): boolean =>
    group === applicationKind.group && kind === applicationKind.kind;

/** An addon, from its Application. */
export function addonOf(resource: Resource): Addon {
    const spec = child(resource.object, "spec");
    const source = child(spec, "source");
    const values = child(child(source, "helm"), "valuesObject");
    const said = isObject(values) ? values : {};
    return {
        name: resource.name,
        resource,
        project: textOf(child(spec, "project")),
        repoURL: textOf(child(source, "repoURL")),
        chart: textOf(child(source, "chart")),
        version: textOf(child(source, "targetRevision")),
        namespace: textOf(child(child(spec, "destination"), "namespace")),
        values: said,
        images: imagesIn(said),
        pullSecrets: pullSecretsIn(said),
    };
}

/** Whether they include External Secrets, which reads AWS Secrets Manager. */
export const readsSecrets = (addons: readonly Addon[]): boolean => addons.some(isExternalSecrets);

export const isExternalSecrets = ({ chart }: Pick<Addon, "chart">): boolean => chart === "external-secrets";

/** The addons' namespaces, each once, sorted. */
export const namespacesOf = ({ addons }: Addons): string[] =>
    [...new Set(addons.map(({ namespace }) => namespace))].filter((name) => name !== "").sort();

/**
 * Images in the values: `repository` of an object whose name ends in image, as in nearly all charts, and its
 * `registry`, which a chart prepends.
 */
function imagesIn(values: JsonObject): AddonImage[] {
    return walk(values, ({ key, value, pointer }) => {
        if (!/image$/i.test(key) || !isObject(value) || !textOf(value.repository)) return [];
        const registry = textOf(value.registry);
        const repository = textOf(value.repository);
        const { name } = parseImage(registry ? `${registry}/${repository}` : repository);
        return [{ name, repository: `${pointer}/repository`, registry: registry ? `${pointer}/registry` : undefined }];
    });
}

const pullSecretsIn = (values: JsonObject): Addon["pullSecrets"] =>
    walk(values, ({ key, value, pointer }) =>
        Array.isArray(value) && ["imagePullSecrets", "pullSecrets"].includes(key)
            ? [{ pointer, asNames: key === "pullSecrets" }]
            : [],
    );

interface Place {
    key: string;
    value: Json | undefined;
    /** A JSON pointer (RFC 6901) into the values. */
    pointer: string;
}

const walk = <Found>(values: JsonObject, look: (place: Place) => Found[], above = ""): Found[] =>
    Object.entries(values).flatMap(([key, value]) => {
        const pointer = `${above}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
        return [...look({ key, value, pointer }), ...(isObject(value) ? walk(value, look, pointer) : [])];
    });
