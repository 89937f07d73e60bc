import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config";
import { application, appProject } from "../argoCdObjects";
import { applicationSpec, projectSpec } from "./application";
import { imagePullSecret } from "../imagePullSecret";
import { isProtected } from "../cluster/protection";
import { priorityClasses } from "./priorityClasses";
import { rackAwareness } from "./rackAwareness";
import { snapshotAccess } from "./snapshotAccess";
import { sweeperAccess } from "./sweeperAccess";
import { untilHealthy } from "./untilHealthy";

export type GitOpsHandoffArgs = Pick<Config, "cluster" | "gitops" | "argocd" | "overlay" | "mirrors" | "secrets">;

/** The end of the stack: the workload's namespace, and the Application through which Argo CD owns what is in it. */
export class GitOpsHandoff extends pulumi.ComponentResource {
    constructor(name: string, args: GitOpsHandoffArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:gitops:GitOpsHandoff", name, {}, opts);
        const { gitops, argocd, overlay, mirrors, secrets } = args;
        // Deleting the Application deletes the workload, and deleting the namespace deletes the claims of its volumes.
        const protect = isProtected(args.cluster);

        const namespace = new k8s.core.v1.Namespace(
            `${name}-namespace`,
            { metadata: { name: gitops.namespace, ...podSecurity(gitops.podSecurity) } },
            // Whatever is left in it is deleted with it, and volumes take their time.
            { parent: this, protect, customTimeouts: { delete: "20m" } },
        );
        const inArgoCd = { name, namespace: argocd.namespace };
        const project = appProject(`${name}-project`, inArgoCd, projectSpec(gitops), { parent: this });
        const pullSecret = imagePullSecret(name, gitops.namespace, secrets.imagePullSecret, {
            parent: this,
            dependsOn: namespace,
        });
        const racks = rackAwareness(name, gitops.namespace, overlay, { parent: this, dependsOn: namespace });
        const priorities = priorityClasses(name, gitops.namespace, overlay, { parent: this });
        const snapshots = snapshotAccess(name, gitops.namespace, overlay, { parent: this, dependsOn: namespace });
        const access = sweeperAccess(
            name,
            {
                namespace: gitops.namespace,
                application: { namespace: argocd.namespace, name },
                hasTeams: gitops.teams !== undefined,
            },
            { parent: this, dependsOn: [namespace] },
        );
        const spec = applicationSpec(name, gitops, {
            overlay,
            imageMirror: mirrors.images,
            licensed: Boolean(secrets.confluentLicense),
            pullSecret: Boolean(secrets.imagePullSecret),
            argoCdNamespace: argocd.namespace,
        });
        const syncsAtOnce = gitops.autoSync && gitops.syncWindows.length === 0;
        const waitFor = gitops.waitForHealthy && syncsAtOnce ? untilHealthy(spec) : undefined;
        application(`${name}-application`, inArgoCd, spec, waitFor, {
            parent: this,
            protect,
            dependsOn: [namespace, project, ...pullSecret, ...racks, ...priorities, ...snapshots, ...access],
        });
        this.registerOutputs({});
    }
}

/**
 * The namespace's label, if it is to reject pods
 * (https://kubernetes.io/docs/concepts/security/pod-security-admission/).
 */
const podSecurity = (level: Config["gitops"]["podSecurity"]) =>
    level === "privileged" ? {} : { labels: { "pod-security.kubernetes.io/enforce": level } };
