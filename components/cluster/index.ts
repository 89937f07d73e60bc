import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../../config";
import type { MadeCluster } from "../addon";
import { EksCluster } from "./eks";
import { eksKubeconfig, withProfile } from "./eksKubeconfig";
import type { Network } from "../network";
import { isProtected } from "./protection";
import type { RunningCluster } from "../whatIsThere/runningCluster";

export interface ClusterArgs extends Pick<Config, "cluster" | "region" | "awsSignIn" | "kubeconfig" | "tags"> {
    /** Where the cluster goes; set where this stack makes it. */
    network: Network | undefined;
    /** Who makes it there, or has made it. */
    creator: string | undefined;
    /** Whether its log group is there before it. */
    logGroupIsLeft: boolean;
    /** Where it is made and there already: what it is. */
    running: RunningCluster | undefined;
}

/** A Kubernetes cluster, made or taken, and the one provider through which everything in it is made. */
export class Cluster extends pulumi.ComponentResource {
    readonly provider: k8s.Provider;
    /** Always secret: a kubeconfig may hold client keys. */
    readonly kubeconfig: pulumi.Output<string>;
    /** The EKS cluster where this stack made it, for what is added to it; undefined for one that was taken. */
    readonly madeHere: MadeCluster | undefined;
    /** Whether what holds data in it is kept from deletion by mistake. */
    readonly isProtected: boolean;

    constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:cluster:Cluster", name, {}, opts);
        const settings = args.cluster;
        this.isProtected = isProtected(settings);
        let kubeconfig: pulumi.Input<string>;
        let ready: pulumi.Input<pulumi.Resource>[] = [];
        if (settings.source === "eks") {
            const network = required(args.network, "network");
            const { awsSignIn: signIn, creator, logGroupIsLeft, tags } = args;
            const isRunning = args.running !== undefined;
            const its = { settings, network, signIn, creator, logGroupIsLeft, isRunning, tags };
            const eks = new EksCluster(name, its, this);
            kubeconfig = eks.kubeconfig.apply((text) => withProfile(text, signIn.profile));
            ready = eks.ready;
            this.madeHere = eks.made;
        } else if (settings.source === "existing") {
            kubeconfig = existingKubeconfig(settings.name, args);
        } else {
            kubeconfig = required(args.kubeconfig, "kubeconfig");
        }
        this.kubeconfig = pulumi.secret(kubeconfig);

        const context = settings.source === "kubeconfig" ? settings.context : undefined;
        this.provider = new k8s.Provider(
            `${name}-kubernetes`,
            {
                kubeconfig: this.kubeconfig,
                context,
                // Without it, a kubeconfig that is unknown in a preview looks like another cluster, and everything in
                // the cluster is shown as replaced.
                clusterIdentifier: context ?? (settings.source === "kubeconfig" ? undefined : settings.name),
                // A field that somebody has changed by hand is theirs to the API server: each up that touches the object
                // would end in a conflict, its preview too, and none could put it right. Here, no object is forgotten.
                enablePatchForce: true,
            },
            { parent: this, dependsOn: ready },
        );
        this.registerOutputs({ kubeconfig: this.kubeconfig });
    }
}

function existingKubeconfig(
    name: string,
    { region, awsSignIn: signIn }: Pick<ClusterArgs, "region" | "awsSignIn">,
): pulumi.Output<string> {
    return aws.eks.getClusterOutput({ name }).apply(({ endpoint, certificateAuthorities }) =>
        eksKubeconfig({
            name,
            region,
            endpoint,
            certificateAuthority: certificateAuthorities[0]?.data ?? "",
            signIn,
        }),
    );
}

function required<Value>(value: Value | undefined, what: string): Value {
    if (value === undefined) throw new Error(`Cluster needs ${what} here; loadConfig should have refused this`);
    return value;
}
