import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { chartSource } from "../config/charts";
import type { ArgoCdSettings, GitOpsSettings, MirrorSettings, Secrets } from "../config/schema";
import { argoCdValues } from "./argoCdValues";
import { repositoryOpts } from "./confluentOperator";
import { repositoryCredentials } from "./repositoryCredentials";

export interface ArgoCdArgs {
    settings: ArgoCdSettings;
    gitops: GitOpsSettings;
    mirrors: MirrorSettings;
    secrets: Secrets;
    /** The folder of Pulumi.yaml. */
    root: string;
}

/** Argo CD, or one that is installed already; either way with the credentials of the repository it follows. */
export class ArgoCd extends pulumi.ComponentResource {
    constructor(name: string, args: ArgoCdArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:argocd:ArgoCd", name, {}, opts);
        const { settings, gitops, mirrors, secrets, root } = args;
        const dependsOn: pulumi.Resource[] = [];
        if (settings.install === "helm") {
            dependsOn.push(
                new k8s.core.v1.Namespace(
                    `${name}-namespace`,
                    { metadata: { name: settings.namespace } },
                    { parent: this },
                ),
            );
            const source = chartSource("argo-cd", settings.version, mirrors.charts, root);
            new k8s.helm.v3.Release(
                `${name}-release`,
                {
                    name: "argocd",
                    namespace: settings.namespace,
                    chart: source.chart,
                    version: source.version,
                    repositoryOpts: repositoryOpts(source.repository),
                    atomic: true,
                    timeout: 600,
                    values: argoCdValues(settings, gitops.knownHosts, mirrors.images),
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
                        namespace: settings.namespace,
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
