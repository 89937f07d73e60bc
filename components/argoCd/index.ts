import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config";
import { chartSource } from "../../config/charts";
import { argoCdValues } from "../../config/charts/argoCdValues";
import { imagePullSecret } from "../imagePullSecret";
import { repositoryCredentials } from "./repositoryCredentials";

export type ArgoCdArgs = Pick<Config, "argocd" | "cluster" | "gitops" | "mirrors" | "secrets" | "charts" | "root">;

/** Argo CD, or an existing installation; in both cases with the credentials of the repository that it follows. */
export class ArgoCd extends pulumi.ComponentResource {
    constructor(name: string, args: ArgoCdArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:argocd:ArgoCd", name, {}, opts);
        const { argocd, gitops, mirrors, secrets, charts, root } = args;
        const dependsOn: pulumi.Resource[] = [];
        if (argocd.install === "helm") {
            dependsOn.push(
                new k8s.core.v1.Namespace(
                    `${name}-namespace`,
                    { metadata: { name: argocd.namespace } },
                    { parent: this },
                ),
            );
            dependsOn.push(
                ...imagePullSecret(name, argocd.namespace, secrets.imagePullSecret, {
                    parent: this,
                    dependsOn: [...dependsOn],
                }),
            );
            new k8s.helm.v3.Release(
                `${name}-release`,
                {
                    ...chartSource("argo-cd", argocd.version, mirrors.charts, root),
                    name: "argocd",
                    namespace: argocd.namespace,
                    atomic: true,
                    timeout: 600,
                    values: argoCdValues(args, charts.argocd),
                },
                { parent: this, dependsOn },
            );
        }
        const credentials = repositoryCredentials(gitops, secrets);
        if (credentials) {
            new k8s.core.v1.Secret(
                `${name}-repository`,
                {
                    metadata: {
                        name: "gitops-repository",
                        namespace: argocd.namespace,
                        labels: { "argocd.argoproj.io/secret-type": "repository" },
                    },
                    stringData: credentials,
                },
                { parent: this, dependsOn },
            );
        }
        this.registerOutputs({});
    }
}
