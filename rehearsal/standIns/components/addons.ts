/**
 * The add-ons that `eks.Cluster` creates: vpc-cni (as a separate component) and kube-proxy, unless Auto Mode is on;
 * coredns only if it is requested, because without a default node group there are no nodes for it yet, or with Auto
 * Mode.
 */
import type { Input, Inputs, ProviderResource, Resource } from "@pulumi/pulumi";
import { all, output } from "@pulumi/pulumi/output";
import { addonVersion } from "../aws/invokes";
import { StandInComponent, childrenOf, plain, type Arguments, type Child } from "./child";

const child = childrenOf("eks");

/** The component's defaults for the network add-on, from `computeEnv` in pulumi-eks, nodejs/eks/addons/cni-addon.ts. */
const networkDefaults = {
    env: {
        AWS_VPC_ENI_MTU: "9001",
        AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "false",
        AWS_VPC_K8S_CNI_EXTERNALSNAT: "false",
        AWS_VPC_K8S_CNI_LOGLEVEL: "DEBUG",
        AWS_VPC_K8S_CNI_LOG_FILE: "/host/var/log/aws-routed-eni/ipamd.log",
        AWS_VPC_K8S_CNI_VETHPREFIX: "eni",
        AWS_VPC_K8S_PLUGIN_LOG_FILE: "/var/log/aws-routed-eni/plugin.log",
        AWS_VPC_K8S_PLUGIN_LOG_LEVEL: "DEBUG",
        ENABLE_POD_ENI: "false",
        WARM_ENI_TARGET: "1",
    },
    init: { env: { DISABLE_TCP_EARLY_DEMUX: "false" } },
};

interface NetworkOptions extends AddonOptions {
    readonly enableNetworkPolicy?: boolean;
}

const networkSettings = ["addonVersion", "resolveConflictsOnCreate", "resolveConflictsOnUpdate"];

/** @throws Error for an unsupported setting, so that none is left out silently */
function networkOptions({ enableNetworkPolicy, ...given }: NetworkOptions): AddonOptions {
    const asked = Object.keys(given).filter((name) => !networkSettings.includes(name));
    if (asked.length > 0) throw new Error(`the eks stand-in does not play vpcCniOptions.${asked.join(", ")}`);
    return {
        ...given,
        configurationValues:
            enableNetworkPolicy === undefined
                ? networkDefaults
                : { enableNetworkPolicy: String(enableNetworkPolicy), ...networkDefaults },
    };
}

interface AddonOptions {
    readonly enabled?: boolean;
    readonly version?: Input<string>;
    readonly addonVersion?: Input<string>;
    readonly configurationValues?: Input<Inputs>;
    readonly resolveConflictsOnCreate?: Input<string>;
    readonly resolveConflictsOnUpdate?: Input<string>;
}

/** @returns the component of the network add-on, if there is one */
export function addons(
    name: string,
    inputs: Arguments,
    cluster: Child,
    isAuto: boolean,
    options: {
        readonly parent: Resource;
        readonly dependsOn: Resource[];
        readonly providers: Record<string, ProviderResource>;
    },
): StandInComponent | undefined {
    // The component doesn't look up versions for a cluster that doesn't exist yet.
    const version = all([cluster.version, cluster.id]).apply(([known]) => known ?? "");

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

    let cni: StandInComponent | undefined;
    if (!(plain<boolean>(inputs, "useDefaultVpcCni") ?? isAuto)) {
        cni = new StandInComponent("eks:index:VpcCniAddon", `${name}-vpc-cni`, {}, options);
        const asked = plain<NetworkOptions>(inputs, "vpcCniOptions");
        cni.finish({ addon: addon("vpc-cni", networkOptions(asked ?? {}), { parent: cni }) });
    }
    const kubeProxy = (inputs.kubeProxyAddonOptions ?? {}) as AddonOptions;
    if (kubeProxy.enabled ?? !isAuto) {
        addon("kube-proxy", kubeProxy, { parent: options.parent });
    }
    const coredns = (inputs.corednsAddonOptions ?? {}) as AddonOptions;
    if ((coredns.enabled ?? isAuto) || coredns.configurationValues !== undefined) {
        addon("coredns", coredns, { parent: options.parent });
    }
    return cni;
}
