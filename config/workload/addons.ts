import { isObject, type Json, type JsonObject, textOf } from "../kustomize/json";
import { parseImage } from "../kustomize/images";
import type { Resource } from "../kustomize/resource";
import { render } from "../kustomize/render";
import { child } from "./platform";
import type { GroupKind } from "./workloadKinds";

/** Where the addons' Applications are, and nothing else: see docs/adr/0019. */
export const addonsNamespace = "confluent-addons";
/** The AppProject of the Application that has them all. */
export const addonsProject = "confluent-addons";
/** The AppProject of each of them, by which its chart is deployed. */
export const chartsProject = "confluent-addons-charts";
/** The cluster that Argo CD itself is in. */
export const inCluster = "https://kubernetes.default.svc";

export const applicationKind: GroupKind = { group: "argoproj.io", kind: "Application" };

/** The kinds that a chart of addons may make, beside those of `gitops.addonKinds`. */
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

/** The same, of those that are in no namespace. */
export const chartClusterKinds: readonly GroupKind[] = [crd, clusterRole, clusterRoleBinding, ...webhooks];

/** Objects of those kinds that no chart of addons may touch, by patterns of Go's filepath.Match. */
export const forbiddenObjects: readonly (GroupKind & { name: string })[] = [
    // With a CRD go all objects of its kind: those of the platform, of Argo CD, of AWS Load Balancer Controller.
    ...["*.confluent.io", "app*.argoproj.io", "*.elbv2.k8s.aws", "*.gateway.k8s.aws"].map((name) => ({ ...crd, name })),
    // Kubernetes' own roles, and those that the layers of the stack work by.
    ...["cluster-admin", "admin", "edit", "view", "system:*", "argocd-*", "confluent-*"].flatMap((name) =>
        [clusterRole, clusterRoleBinding].map((kind) => ({ ...kind, name })),
    ),
    ...["confluent-*", "aws-load-balancer-*"].flatMap((name) => webhooks.map((kind) => ({ ...kind, name }))),
];

/** An addon: a chart, as the Application in Git says it. What it does not say is empty. */
export interface Addon {
    name: string;
    /** The Application, and the file that defines it. */
    resource: Resource;
    project: string;
    /** A repository of charts. */
    repoURL: string;
    chart: string;
    version: string;
    namespace: string;
    values: JsonObject;
    images: AddonImage[];
    /** Lists in the values that name the Secrets by which images are pulled, as JSON pointers into the values. */
    pullSecrets: { pointer: string; asNames: boolean }[];
}

/** An image that an addon's values name. */
export interface AddonImage {
    /** With its registry where the values say one; no tag. */
    name: string;
    /** JSON pointers into the values; `registry` where the chart puts it before the other. */
    repository: string;
    registry: string | undefined;
}

/** What a folder of addons renders. */
export interface Addons {
    /** Its Applications. */
    addons: readonly Addon[];
    /** All its objects, each with the file that defines it. */
    resources: readonly Resource[];
    /** Files that were read for it, from the top of the checkout. */
    files: readonly string[];
    /** Namespace that it puts its objects into; undefined where it leaves that to Argo CD. */
    namespace: string | undefined;
}

/**
 * What the program has to know of a folder of addons, from what `kustomize build` renders of it.
 * @param root the checkout
 * @param path the folder, relative to it
 * @param rendered how it is rendered
 * @throws OverlayError with file, what is wrong and what to do
 */
export function readAddons(root: string, path: string, rendered = render): Addons {
    const { resources, namespace, files = [] } = rendered(root, path);
    return { addons: resources.filter(isApplication).map(addonOf), resources, files, namespace };
}

export const isApplication = ({ group, kind }: Resource): boolean =>
    group === applicationKind.group && kind === applicationKind.kind;

/** An addon, by its Application. */
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

/** Whether External Secrets is among them, which reads AWS Secrets Manager. */
export const readsSecrets = (addons: readonly Addon[]): boolean => addons.some(isExternalSecrets);

export const isExternalSecrets = ({ chart }: Pick<Addon, "chart">): boolean => chart === "external-secrets";

/** The namespaces of addons, each once, sorted. */
export const namespacesOf = ({ addons }: Addons): string[] =>
    [...new Set(addons.map(({ namespace }) => namespace))].filter((name) => name !== "").sort();

/**
 * Images that values name: `repository` of an object whose name ends in image, as nearly all charts have it, and beside it
 * `registry`, which a chart puts before it.
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
    /** RFC 6901, from the values. */
    pointer: string;
}

const walk = <Found>(values: JsonObject, look: (place: Place) => Found[], above = ""): Found[] =>
    Object.entries(values).flatMap(([key, value]) => {
        const pointer = `${above}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
        return [...look({ key, value, pointer }), ...(isObject(value) ? walk(value, look, pointer) : [])];
    });
