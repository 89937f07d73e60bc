/**
 * The add-ons that `eks.Cluster` brings: vpc-cni (as a component of its own) and kube-proxy; coredns only when it is
 * asked for, as without a default node group there are no nodes to place it on yet.
 */
import type { Input, Inputs, Output, Resource } from "@pulumi/pulumi";
import { output } from "@pulumi/pulumi/output";
import { addonVersion } from "../aws/invokes";
import { StandInComponent, child, plain, type Arguments, type Child } from "./child";

interface AddonOptions {
    readonly enabled?: boolean;
    readonly version?: Input<string>;
    readonly addonVersion?: Input<string>;
    readonly configurationValues?: Input<Inputs>;
    readonly resolveConflictsOnCreate?: Input<string>;
    readonly resolveConflictsOnUpdate?: Input<string>;
}

export function addons(
    name: string,
    inputs: Arguments,
    cluster: Child,
    options: { readonly parent: Resource; readonly dependsOn: Resource[] },
): void {
    const version: Output<string> = output(cluster.version) as Output<string>;

    function addon(addonName: string, asked: AddonOptions, at: { parent: Resource; dependsOn?: Resource[] }): Child {
        const values = asked.configurationValues;
        return child(
            "aws:eks/addon:Addon",
            `${name}-${addonName}`,
            {
                clusterName: cluster.name,
                addonName,
                preserve: true,
                addonVersion:
                    asked.version ?? asked.addonVersion ?? version.apply((known) => addonVersion(addonName, known)),
                resolveConflictsOnCreate: asked.resolveConflictsOnCreate ?? "OVERWRITE",
                resolveConflictsOnUpdate: asked.resolveConflictsOnUpdate ?? "OVERWRITE",
                ...(values === undefined
                    ? {}
                    : { configurationValues: output(values).apply((given: Inputs) => JSON.stringify(given)) }),
                tags: inputs.tags,
            },
            at,
        );
    }

    if (plain<boolean>(inputs, "useDefaultVpcCni") !== true) {
        const cni = new StandInComponent("eks:index:VpcCniAddon", `${name}-vpc-cni`, {}, options);
        addon("vpc-cni", inputs.vpcCniOptions ?? {}, { parent: cni });
        cni.finish({});
    }
    const kubeProxy = (inputs.kubeProxyAddonOptions ?? {}) as AddonOptions;
    if (kubeProxy.enabled !== false) {
        addon("kube-proxy", kubeProxy, { parent: options.parent });
    }
    const coredns = (inputs.corednsAddonOptions ?? {}) as AddonOptions;
    if (coredns.enabled === true || coredns.configurationValues !== undefined) {
        addon("coredns", coredns, { parent: options.parent });
    }
}
