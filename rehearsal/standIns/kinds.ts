/** The stand-in for each provider. */
import { parse } from "yaml";
import { awsStandIn } from "./aws/provider";
import { awsxStandIn, eksStandIn } from "./components/providers";
import { kubernetesStandIn } from "./kubernetes/provider";
import type { StandInKind, StandInOptions } from "./options";
import { packageVersion } from "./packages";
import type { StandIn } from "./provider";

interface Kubeconfig {
    readonly clusters?: readonly {
        readonly cluster?: { readonly server?: string; readonly "certificate-authority-data"?: string };
    }[];
}

/** Address and certificate of the API server that plays the EKS cluster, as AWS tells them. */
function played(kubeconfig: string | undefined): { endpoint: string; ca: string } {
    const config = (kubeconfig === undefined ? {} : parse(kubeconfig)) as Kubeconfig;
    const cluster = config.clusters?.[0]?.cluster;
    return { endpoint: cluster?.server ?? "", ca: cluster?.["certificate-authority-data"] ?? "" };
}

export function standIn(kind: StandInKind, options: StandInOptions): StandIn {
    switch (kind) {
        case "aws":
            return awsStandIn({
                version: packageVersion("aws"),
                timeScale: options.timeScale,
                cluster: played(options.kubeconfig),
            });
        case "awsx":
            return awsxStandIn();
        case "eks":
            return eksStandIn(options.kubeconfig);
        case "kubernetes":
            return kubernetesStandIn({
                version: packageVersion("kubernetes"),
                ...(options.helm === undefined ? {} : { helm: options.helm }),
                ...(options.kubeconfig === undefined ? {} : { kubeconfig: options.kubeconfig }),
            });
    }
}
