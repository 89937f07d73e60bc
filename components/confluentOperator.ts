import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../config";
import { chartSource } from "../config/charts";
import { cfkReleases } from "../config/support";
import { crdsOnly } from "./crds/crdsOnly";
import { imagePullSecret } from "./imagePullSecret";
import { operatorValues } from "../config/charts/operatorValues";
import { isProtected } from "./cluster/protection";

export type ConfluentOperatorArgs = Pick<Config, "cluster" | "confluent" | "mirrors" | "secrets" | "charts" | "root">;

/** Confluent for Kubernetes, watching all namespaces; or nothing, if it is already installed. */
export class ConfluentOperator extends pulumi.ComponentResource {
    constructor(name: string, args: ConfluentOperatorArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:operator:ConfluentOperator", name, {}, opts);
        const { confluent, mirrors, secrets, charts, root } = args;
        if (confluent.install === "helm") {
            const { chart: version } = cfkReleases[confluent.version];
            const chart = chartSource("confluent-for-kubernetes", version, mirrors.charts, root);
            const namespace = new k8s.core.v1.Namespace(
                `${name}-namespace`,
                { metadata: { name: confluent.namespace } },
                { parent: this },
            );
            const pullSecret = imagePullSecret(name, confluent.namespace, secrets.imagePullSecret, {
                parent: this,
                dependsOn: namespace,
            });
            // Helm installs a chart's CRDs once and never upgrades them. As objects of the stack, they follow
            // `confluent.version`, and are updated before the operator.
            const crds = new k8s.helm.v4.Chart(
                `${name}-crds`,
                {
                    ...chart,
                    namespace: confluent.namespace,
                    postRenderer: crdsOnly,
                },
                // Deleting a CRD deletes every object of its kind.
                { parent: this, protect: isProtected(args.cluster) },
            );
            new k8s.helm.v3.Release(
                `${name}-release`,
                {
                    ...chart,
                    name: "confluent-operator",
                    namespace: confluent.namespace,
                    skipCrds: true,
                    // A failed first install is rolled back, so that the next `up` doesn't find its name in use.
                    atomic: true,
                    timeout: 600,
                    values: operatorValues(args, charts.confluent),
                },
                { parent: this, dependsOn: [namespace, crds, ...pullSecret] },
            );
        }
        this.registerOutputs({});
    }
}
