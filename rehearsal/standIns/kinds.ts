/** The stand-in for each provider. */
import { createRequire } from "node:module";
import { parse } from "yaml";
import type { StandInKind, StandInOptions } from "./options";
import { packageVersion } from "./packages";
import type { StandIn } from "./provider";

const later = createRequire(__filename);

interface Kubeconfig {
    readonly clusters?: readonly {
        readonly cluster?: { readonly server?: string; readonly "certificate-authority-data"?: string };
    }[];
}

/** Address and certificate of the API server that stands in for the EKS cluster, as AWS returns them. */
function played(kubeconfig: string | undefined): { endpoint: string; ca: string } {
    const config = (kubeconfig === undefined ? {} : parse(kubeconfig)) as Kubeconfig;
    const cluster = config.clusters?.[0]?.cluster;
    return { endpoint: cluster?.server ?? "", ca: cluster?.["certificate-authority-data"] ?? "" };
}

/** Loads only what the kind needs. */
export function standIn(kind: StandInKind, options: StandInOptions): StandIn {
    switch (kind) {
        case "aws":
            return (later("./aws/provider") as typeof import("./aws/provider")).awsStandIn({
                version: packageVersion("aws"),
                timeScale: options.timeScale,
                cluster: played(options.kubeconfig),
                vpcId: options.vpcId ?? "vpc-stand-in",
            });
        case "awsx":
            return (later("./components/providers") as typeof import("./components/providers")).awsxStandIn();
        case "eks":
            return (later("./components/providers") as typeof import("./components/providers")).eksStandIn(
                options.kubeconfig,
            );
        case "command":
            return (later("./command/provider") as typeof import("./command/provider")).commandStandIn(
                packageVersion("command"),
                options.imagined,
            );
        case "kubernetes":
            return (later("./kubernetes/provider") as typeof import("./kubernetes/provider")).kubernetesStandIn({
                version: packageVersion("kubernetes"),
                ...(options.helm === undefined ? {} : { helm: options.helm }),
                ...(options.kubeconfig === undefined ? {} : { kubeconfig: options.kubeconfig }),
                ...(options.imagined === undefined ? {} : { imagined: options.imagined }),
            });
    }
}
