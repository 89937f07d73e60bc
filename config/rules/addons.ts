import { isLocal } from "../charts";
import { addonsNamespace, applicationKind, namespacesOf, readsSecrets } from "../workload/addons";
import { collisions } from "../workload/images";
import { isSame } from "../workload/workloadKinds";
import { noCheckout } from "../workload/checkout";
import { unnamedImages } from "../workload/chartImages";
import { setCommand } from "../problems";
import { child } from "../workload/platform";
import { addonChecks } from "./addon";
import { type Facts, listed, type Rule, refuse, rule } from "./rule";
import { nameOf } from "./workload";

const key = "gitops.addons";

/** Problems with the addons: with the folder, and with each addon in it. */
export const addonRules: Rule[] = [
    rule([key, "gitops.checkout"], ({ gitops }) => {
        if (gitops.addons === undefined || gitops.checkout !== noCheckout) return [];
        return [
            refuse(
                key,
                gitops.addons,
                "cannot be read, because gitops.checkout is none: the stack creates the namespaces of the addons, and allows their chart repositories",
                `git clone ${gitops.repository} FOLDER && ${setCommand("gitops.checkout", "FOLDER")}`,
            ),
        ];
    }),

    rule([key, "gitops.namespace", "argocd.namespace", "confluent.namespace"], ({ gitops, argocd, confluent }) => {
        if (gitops.addons === undefined) return [];
        const namespaces = { gitops, argocd, confluent };
        return Object.entries(namespaces)
            .filter(([, { namespace }]) => namespace === addonsNamespace)
            .map(([group]) =>
                refuse(`${group}.namespace`, addonsNamespace, "is reserved for the Applications of gitops.addons"),
            );
    }),

    // Argo CD rejects the whole sync because of a single resource that its project does not allow.
    rule([key], ({ gitops, addons }) => {
        const strangers = (addons?.resources ?? []).filter((resource) => !isSame(resource, applicationKind));
        if (strangers.length === 0) return [];
        return [
            refuse(
                key,
                gitops.addons,
                `contains kinds other than Application, so Argo CD would reject the whole folder: ${listed(strangers.map((resource) => nameOf(resource)))}`,
                "remove them: what is not in a chart belongs in an overlay of the platform",
                strangers[0] && { resource: strangers[0] },
            ),
        ];
    }),

    rule([key], ({ gitops, addons }) => {
        const placed = (addons?.resources ?? []).filter(({ object }) => {
            const namespace = addons?.namespace ?? child(child(object, "metadata"), "namespace");
            return namespace !== undefined && namespace !== addonsNamespace;
        });
        if (placed.length === 0) return [];
        return [
            refuse(
                key,
                gitops.addons,
                `contains Applications outside the namespace ${addonsNamespace}, which Argo CD would reject: ${listed(placed.map((resource) => nameOf(resource)))}`,
                "remove metadata.namespace there, and namespace from the kustomizations",
                placed[0] && { resource: placed[0], field: "metadata.namespace" },
            ),
        ];
    }),

    rule([key], (facts) =>
        (facts.addons?.addons ?? []).flatMap((addon) =>
            addonChecks.flatMap((check) => {
                const wrong = check(addon, facts);
                if (!wrong) return [];
                const [reason, fix] = wrong;
                return [
                    refuse(key, facts.gitops.addons, `${nameOf(addon.resource)} ${reason}`, fix, {
                        resource: addon.resource,
                    }),
                ];
            }),
        ),
    ),

    rule([key, "mirrors.charts"], ({ gitops, mirrors }) => {
        if (gitops.addons === undefined || !mirrors.charts || !isLocal(mirrors.charts)) return [];
        return [
            refuse(
                "mirrors.charts",
                mirrors.charts,
                "is a folder on this machine, but Argo CD reads the charts of gitops.addons from inside the cluster",
                "push the charts to a repository that the cluster reaches, and set mirrors.charts to it; or pulumi config rm --path gitops.addons",
            ),
        ];
    }),

    // Images that the values do not name would silently be pulled from their own registry.
    rule([key, "mirrors.images"], ({ gitops, mirrors, addons }) => {
        if (!mirrors.images) return [];
        return (addons?.addons ?? []).flatMap((addon) => {
            const unnamed = unnamedImages(addon);
            if (addon.images.length > 0 && unnamed.length === 0) return [];
            const what =
                unnamed.length > 0
                    ? `does not name these images of the chart ${addon.chart}: ${listed(unnamed)}; mirrors.images would not apply to them`
                    : `names no image, and the program cannot see which images the chart ${addon.chart} uses, so mirrors.images would not apply to them`;
            return [
                refuse(
                    key,
                    gitops.addons,
                    `${nameOf(addon.resource)} ${what}`,
                    "name each image of the chart in valuesObject, as in image: { repository: quay.io/jetstack/cert-manager-controller }",
                    { resource: addon.resource },
                ),
            ];
        });
    }),

    rule([key, "mirrors.images"], ({ gitops, mirrors, addons }) => {
        const mirror = mirrors.images;
        const names = (addons?.addons ?? []).flatMap(({ images }) => images.map(({ name }) => name));
        if (!mirror) return [];
        return collisions(names, mirror).map(([name, sources]) =>
            refuse(
                "mirrors.images",
                mirror,
                `would hold ${sources.join(" and ")} from ${gitops.addons} under the same name, ${name}`,
                `give one of them another path, and write it as ${mirror}/PATH in ${gitops.addons}`,
            ),
        );
    }),

    rule([key, "imagePullSecret"], ({ gitops, secrets, addons }) => {
        const without = secrets.imagePullSecret
            ? (addons?.addons ?? []).filter(({ pullSecrets }) => pullSecrets.length === 0)
            : [];
        return without.map(({ resource }) =>
            refuse(
                key,
                gitops.addons,
                `${nameOf(resource)} has no place for imagePullSecret in its values`,
                "add imagePullSecrets: [] to valuesObject, where its chart expects it",
                { resource },
            ),
        );
    }),

    ...(["gitops.addonKinds", "gitops.externalSecrets"] as const).map((name) =>
        rule([key, name], ({ gitops, written }) => {
            if (gitops.addons !== undefined || !written.has(name)) return [];
            return [
                refuse(
                    name,
                    undefined,
                    "has no effect: gitops.addons is not set",
                    `${setCommand(key, "gitops/addons/overlays/eks")}, or pulumi config rm --path ${name}`,
                ),
            ];
        }),
    ),

    rule([key, "gitops.externalSecretsRoleArn", "cluster"], ({ gitops, cluster, addons }) => {
        const arn = gitops.externalSecretsRoleArn;
        if (arn === undefined || (addons && cluster.source === "eks" && readsSecrets(addons.addons))) return [];
        const why =
            cluster.source === "eks" ? "do not include External Secrets" : "are in a cluster that it does not create";
        return [
            refuse(
                "gitops.externalSecretsRoleArn",
                arn,
                `has no effect: the stack's addons ${why}`,
                "pulumi config rm --path gitops.externalSecretsRoleArn",
            ),
        ];
    }),
];

/** What a stack with addons needs to know about an existing Argo CD installation. */
export function addonWarnings({ gitops, argocd, addons }: Facts): string[] {
    if (!addons || argocd.install === "helm") return [];
    return [
        `gitops.addons ${gitops.addons}: this stack does not install Argo CD, so the Argo CD in the cluster has to be 3.5 or later, and have ${addonsNamespace} in application.namespaces of argocd-cmd-params-cm and the health check for Applications in argocd-cm (docs/COMPANY.md); the addons are in ${namespacesOf(addons).join(", ")}. Otherwise, pulumi up waits for the addons until it times out.`,
    ];
}
