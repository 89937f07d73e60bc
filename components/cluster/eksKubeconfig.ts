import { type AwsSignIn, signInArguments } from "../../config/aws/awsSignIn";

export interface EksEndpoint {
    name: string;
    region: string;
    /** URL of the cluster's API. */
    endpoint: string;
    /** The cluster's CA certificate, PEM in base64, as EKS returns it. */
    certificateAuthority: string;
    /** The identity with which the token is requested. Default: the one in the environment. */
    signIn?: AwsSignIn;
}

/** A kubeconfig that requests a token from the aws CLI at each use, and contains none itself. */
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
 * The kubeconfig that `eks.Cluster` returns, with the profile with which the token is requested. The component passes
 * on the role, but uses the profile only for its own provider (`kubeconfigWithoutProfile` in pulumi-eks,
 * nodejs/eks/cluster/cluster.ts).
 */
export function withProfile(kubeconfig: string, profile: string | undefined): string {
    if (profile === undefined) return kubeconfig;
    const config = JSON.parse(kubeconfig) as { users?: { user?: { exec?: { args: string[] } } }[] };
    for (const { user } of config.users ?? []) user?.exec?.args.push(...signInArguments({ profile }));
    return JSON.stringify(config);
}
