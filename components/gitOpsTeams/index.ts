import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config";
import { teamsProject } from "../../config/workload/teams/names";
import { applicationSet, appProject } from "../argoCdObjects";
import { projectsProjectSpec, projectsSetSpec, teamsSetSpec } from "./applicationSets";
import { ownershipPolicySpec } from "./ownership";
import { projectPolicySpec } from "./projectPolicy";

export type GitOpsTeamsArgs = Pick<Config, "gitops" | "argocd">;

/**
 * Teams: Argo CD makes an AppProject and an Application for each folder of `gitops.teams`, so that a new team is a commit. What a
 * team may touch, the stack says, where Git cannot change it (docs/adr/0020).
 */
export class GitOpsTeams extends pulumi.ComponentResource {
    constructor(name: string, args: GitOpsTeamsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:gitops:GitOpsTeams", name, {}, opts);
        const { gitops, argocd } = args;
        const place = { gitops, argoCdNamespace: argocd.namespace };
        const inArgoCd = (objectName: string) => ({ name: objectName, namespace: argocd.namespace });
        // By the namespace, as each stack of a cluster has its own.
        const policyName = `${gitops.namespace}-teams`;

        const policies = [
            ...admissionPolicy(`${name}-ownership`, policyName, ownershipPolicySpec, gitops.namespace, {
                parent: this,
            }),
            ...admissionPolicy(`${name}-wider`, `${policyName}-projects`, projectPolicySpec(gitops), argocd.namespace, {
                parent: this,
            }),
        ];
        const project = appProject(`${name}-project`, inArgoCd(teamsProject), projectsProjectSpec(place), {
            parent: this,
            dependsOn: policies,
        });
        const projects = applicationSet(
            `${name}-projects`,
            inArgoCd("confluent-team-projects"),
            projectsSetSpec(place),
            { parent: this, dependsOn: [project] },
        );
        // Gone before the AppProjects, without which Argo CD would delete none of its Applications.
        applicationSet(`${name}-applications`, inArgoCd(teamsProject), teamsSetSpec(place), {
            parent: this,
            dependsOn: [projects],
        });
        this.registerOutputs({});
    }
}

/** A ValidatingAdmissionPolicy, and its binding, for one namespace. */
function admissionPolicy(
    resourceName: string,
    policyName: string,
    spec: k8s.types.input.admissionregistration.v1.ValidatingAdmissionPolicySpec,
    namespace: string,
    opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
    const policy = new k8s.admissionregistration.v1.ValidatingAdmissionPolicy(
        resourceName,
        { metadata: { name: policyName }, spec },
        opts,
    );
    const binding = new k8s.admissionregistration.v1.ValidatingAdmissionPolicyBinding(
        `${resourceName}-binding`,
        {
            metadata: { name: policyName },
            spec: {
                policyName,
                validationActions: ["Deny"],
                matchResources: { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } } },
            },
        },
        { ...opts, dependsOn: [policy] },
    );
    return [policy, binding];
}
