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
    /** The network for the cluster; set if this stack creates the cluster. */
    network: Network | undefined;
    /** The principal that creates it, or has created it. */
    creator: string | undefined;
    /** Whether its log group exists before it does. */
    logGroupIsLeft: boolean;
    /** The existing cluster, if this stack creates the cluster and has already done so. */
    running: RunningCluster | undefined;
}

/** A Kubernetes cluster, new or existing, and the one provider through which everything in it is created. */
export class Cluster extends pulumi.ComponentResource {
    readonly provider: k8s.Provider;
    /** Always secret: a kubeconfig may contain client keys. */
    readonly kubeconfig: pulumi.Output<string>;
    /** The EKS cluster, if this stack created it, for whatever is added to it; undefined for an existing one. */
    readonly madeHere: MadeCluster | undefined;
    /** Whether whatever holds data in it is protected from accidental deletion. */
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
                // To the API server, a field that somebody changed by hand belongs to them: every up that touches the
                // object, and its preview, would fail with a conflict, and none could resolve it. This way, no object
                // is left out.
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
