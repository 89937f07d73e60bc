import { type AwsSignIn, signInArguments } from "../../config/aws/awsSignIn";

export interface EksEndpoint {
    name: string;
    region: string;
    /** URL of the cluster's API. */
    endpoint: string;
    /** The cluster's CA certificate, PEM in base64, as EKS returns it. */
    certificateAuthority: string;
    /** As whom the token is asked for. Default: as the environment says. */
    signIn?: AwsSignIn;
}

/** A kubeconfig that asks the aws CLI for a token at each use, and holds none itself. */
export function eksKubeconfig({ name, region, endpoint, certificateAuthority, signIn = {} }: EksEndpoint): string {
    const getToken = ["--region", region, "eks", "get-token", "--cluster-name", name, "--output", "json"];
    return JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        clusters: [{ name, cluster: { server: endpoint, "certificate-authority-data": certificateAuthority } }],
        contexts: [{ name, context: { cluster: name, user: name } }],
        "current-context": name,
        users: [
            {
                name,
                user: {
                    exec: {
                        apiVersion: "client.authentication.k8s.io/v1beta1",
                        command: "aws",
                        args: [...getToken, ...signInArguments(signIn)],
                    },
                },
            },
        ],
    });
}

/**
 * The kubeconfig that `eks.Cluster` hands out, with the profile by which the token is asked for. The component passes the
 * role on, and keeps the profile to a provider of its own (`kubeconfigWithoutProfile` in pulumi-eks,
 * nodejs/eks/cluster/cluster.ts).
 */
export function withProfile(kubeconfig: string, profile: string | undefined): string {
    if (profile === undefined) return kubeconfig;
    const config = JSON.parse(kubeconfig) as { users?: { user?: { exec?: { args: string[] } } }[] };
    for (const { user } of config.users ?? []) user?.exec?.args.push(...signInArguments({ profile }));
    return JSON.stringify(config);
}
