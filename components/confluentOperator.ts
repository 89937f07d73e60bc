import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../config";
import { chartSource } from "../config/charts";
import { cfkReleases } from "../config/support";

export type ConfluentOperatorArgs = Pick<Config, "confluent" | "mirrors" | "secrets" | "root">;

/** Confluent for Kubernetes, watching all namespaces; or nothing, where one is installed already. */
export class ConfluentOperator extends pulumi.ComponentResource {
    constructor(name: string, args: ConfluentOperatorArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:operator:ConfluentOperator", name, {}, opts);
        if (args.confluent.install === "helm") {
            const namespace = new k8s.core.v1.Namespace(
                `${name}-namespace`,
                { metadata: { name: args.confluent.namespace } },
                { parent: this },
            );
            const crds = this.crds(name, args);
            this.release(name, args, [namespace, crds]);
        }
        this.registerOutputs({});
    }

    /**
     * The chart's CRDs, and nothing else of it. Helm installs the CRDs of a chart once and never upgrades them; as
     * objects of the stack they follow `confluent.version`, ahead of the operator.
     */
    private crds(name: string, { confluent, mirrors, root }: ConfluentOperatorArgs): k8s.helm.v4.Chart {
        const source = chartSource(
            "confluent-for-kubernetes",
            cfkReleases[confluent.version].chart,
            mirrors.charts,
            root,
        );
        return new k8s.helm.v4.Chart(
            `${name}-crds`,
            {
                chart: source.chart,
                version: source.version,
                repositoryOpts: repositoryOpts(source.repository),
                namespace: confluent.namespace,
                postRenderer: { command: "node", args: ["components/crdsOnly.mjs"] },
            },
            { parent: this },
        );
    }

    private release(name: string, args: ConfluentOperatorArgs, dependsOn: pulumi.Resource[]): k8s.helm.v3.Release {
        const { confluent, mirrors, secrets, root } = args;
        const source = chartSource(
            "confluent-for-kubernetes",
            cfkReleases[confluent.version].chart,
            mirrors.charts,
            root,
        );
        return new k8s.helm.v3.Release(
            `${name}-release`,
            {
                name: "confluent-operator",
                namespace: confluent.namespace,
                chart: source.chart,
                version: source.version,
                repositoryOpts: repositoryOpts(source.repository),
                skipCrds: true,
                // A first install that fails is taken back, so that the next `up` does not find its name in use.
                atomic: true,
                timeout: 600,
                values: operatorValues(mirrors.images, secrets.confluentLicense),
            },
            { parent: this, dependsOn },
        );
    }
}

/** Values of the chart confluent-for-kubernetes. */
export function operatorValues(imageMirror: string | undefined, license: string | undefined) {
    return {
        namespaced: false,
        ...(imageMirror && { image: { registry: imageMirror } }),
        ...(license && { licenseKey: pulumi.secret(license) }),
    };
}

/** A chart repository's options; none for charts from OCI or a folder. */
export const repositoryOpts = (repo: string | undefined) => (repo ? { repo } : undefined);
