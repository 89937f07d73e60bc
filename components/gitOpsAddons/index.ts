import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config";
import { type Addons, addonsNamespace, addonsProject, chartsProject, namespacesOf } from "../../config/workload/addons";
import { application, appProject } from "../argoCdObjects";
import { imagePullSecret } from "../imagePullSecret";
import { isProtected } from "../cluster/protection";
import { untilHealthy } from "../gitOpsHandoff/untilHealthy";
import { addonsApplicationSpec, addonsProjectSpec, chartsProjectSpec } from "./application";

export interface GitOpsAddonsArgs extends Pick<Config, "cluster" | "gitops" | "argocd" | "mirrors" | "secrets"> {
    addons: Addons;
}

/** Restricted, whatever a chart needs (https://kubernetes.io/docs/concepts/security/pod-security-standards/). */
const restricted = { "pod-security.kubernetes.io/enforce": "restricted" };

/**
 * What the platform needs in addition: an Application of Applications, each of which deploys a chart. The stack owns
 * what Git may not decide: which repositories, namespaces and kinds these may use (docs/adr/0019).
 */
export class GitOpsAddons extends pulumi.ComponentResource {
    constructor(name: string, args: GitOpsAddonsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:gitops:GitOpsAddons", name, {}, opts);
        const { addons, gitops, argocd, mirrors, secrets } = args;
        // Deleting the Application deletes the addons, and deleting a namespace deletes the keys that an addon has
        // generated in it.
        const protect = isProtected(args.cluster);

        const namespace = (namespaceName: string, labels: Record<string, string>) =>
            new k8s.core.v1.Namespace(
                `${name}-namespace-${namespaceName}`,
                { metadata: { name: namespaceName, labels } },
                { parent: this, protect, customTimeouts: { delete: "20m" } },
            );
        const project = (projectName: string, spec: object) =>
            appProject(`${name}-project-${projectName}`, { name: projectName, namespace: argocd.namespace }, spec, {
                parent: this,
            });
        const own = namespace(addonsNamespace, {});
        const ofCharts = namespacesOf(addons).flatMap((namespaceName) => {
            const made = namespace(namespaceName, restricted);
            const pullSecret = imagePullSecret(`${name}-${namespaceName}`, namespaceName, secrets.imagePullSecret, {
                parent: this,
                dependsOn: made,
            });
            return [made, ...pullSecret];
        });
        const projects = [
            project(addonsProject, addonsProjectSpec(gitops)),
            project(chartsProject, chartsProjectSpec(gitops, addons, mirrors)),
        ];
        const spec = addonsApplicationSpec(gitops, addons, {
            mirrors,
            pullSecret: Boolean(secrets.imagePullSecret),
        });
        // Their namespaces are deleted once everything that the charts created is gone.
        application(`${name}-application`, { name, namespace: argocd.namespace }, spec, untilHealthy(spec), {
            parent: this,
            protect,
            dependsOn: [own, ...ofCharts, ...projects],
        });
        this.registerOutputs({});
    }
}
