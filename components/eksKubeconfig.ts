import { type AwsSignIn, signInArguments } from "../config/awsSignIn";

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
