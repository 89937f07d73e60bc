import { applyPatch, type Operation } from "rfc6902";
import { root } from "../../base/checkout";
import { type Addon, addonOf, addonsProject, isApplication, isExternalSecrets } from "../../config/workload/addons";
import { render } from "../../config/kustomize/render";
import type { Resource } from "../../config/kustomize/resource";
import { checkoutFolder } from "../../config/workload/checkout";
import type { PreviewedResource } from "../../rehearsal/engine/collect";

/** An addon that the stack's Application of addons deploys: a Helm chart, with the stack's mirrors applied. */
export interface PreviewedAddon {
    /** Its Application, in the namespace `confluent-addons`. */
    name: string;
    chart: string;
    version: string;
    /** Where Argo CD gets the chart. */
    repository: string;
    namespace: string;
    /** The images in its values, without tags. */
    images: readonly string[];
    /** Undefined for an addon that gets no role from the stack. */
    aws?: AddonRole;
}

/** What an addon's pods may do on AWS, through EKS Pod Identity. */
export interface AddonRole {
    serviceAccount: string;
    /** ARN of a role that the stack is given, or the name of the stack's resource. */
    role: string;
    /** ARNs of the secrets that it may read, with wildcards. Empty for a role that the stack is given. */
    secrets: readonly string[];
}

/** spec.source of the Application of the addons, as far as this file reads it. */
interface Source {
    path: string;
    kustomize: { patches: readonly { target: { name?: string }; patch: string }[] };
}

/**
 * The addons of a previewed stack, as Argo CD will render them: the folder in Git, with the patches of the stack's
 * Application. Empty for a stack without addons.
 *
 * @param checkout `gitops.checkout`, which contains the folder
 */
export function previewedAddons(resources: readonly PreviewedResource[], checkout: string): PreviewedAddon[] {
    const application = resources.find(
        ({ type, inputs }) => type.endsWith(":Application") && specOf(inputs)?.project === addonsProject,
    );
    const folder = checkoutFolder({ checkout }, root);
    if (!application || !folder) return [];
    const { path, kustomize } = specOf(application.inputs)?.source as Source;
    return render(folder, path)
        .resources.filter(isApplication)
        .map((resource) => addonOf(patched(resource, kustomize.patches)))
        .map((addon) => ({ addon, aws: roleOf(addon, resources) }))
        .map(({ addon, aws }) => ({
            name: addon.name,
            chart: addon.chart,
            version: addon.version,
            repository: addon.repoURL,
            namespace: addon.namespace,
            images: addon.images.map(({ name }) => name),
            ...(aws && { aws }),
        }));
}

const specOf = (inputs: PreviewedResource["inputs"]) =>
    inputs.spec as { project?: unknown; source?: unknown } | undefined;

/** Applies the patches of components/gitOpsAddons/application.ts: JSON patches for all Applications, or for the named one. */
function patched(resource: Resource, patches: Source["kustomize"]["patches"]): Resource {
    const object = structuredClone(resource.object);
    for (const { target, patch } of patches) {
        const isMeant = target.name === undefined || new RegExp(target.name).test(resource.name);
        if (isMeant) applyPatch(object, JSON.parse(patch) as Operation[]);
    }
    return { ...resource, name: resource.name, object };
}

/** Reads what components/podRole.ts creates: an association, and under the same name the role and its policy. */
function roleOf(addon: Addon, resources: readonly PreviewedResource[]): AddonRole | undefined {
    const named = (name: string) => resources.find(({ urn }) => urn.endsWith(`::${name}`))?.inputs;
    const association = resources.find(
        ({ type, inputs }) => type.endsWith(":PodIdentityAssociation") && inputs.namespace === addon.namespace,
    );
    if (!association || !isExternalSecrets(addon)) return undefined;
    const { serviceAccount, roleArn } = association.inputs;
    const name = association.urn.replace(/^.*::/, "").replace(/-pods$/, "");
    const policy = named(`${name}-policy`)?.policy;
    const statements =
        typeof policy === "string" && policy.startsWith("{")
            ? (JSON.parse(policy) as { Statement: Statement[] }).Statement
            : [];
    return {
        serviceAccount: String(serviceAccount),
        role: named(`${name}-role`) ? `${name}-role` : String(roleArn),
        secrets: statements
            .filter(({ Action }) => Action.includes("secretsmanager:GetSecretValue"))
            .flatMap(({ Resource }) => Resource),
    };
}

interface Statement {
    Action: string[];
    Resource: string | string[];
}
