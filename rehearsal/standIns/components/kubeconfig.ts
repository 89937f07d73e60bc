/**
 * The kubeconfig of a cluster that `eks.Cluster` created: it contains no token, but calls the `aws` CLI for one, as in
 * generateKubeconfig (pulumi-eks 4.3.0, nodejs/eks/cluster/cluster.ts).
 */
export interface ClusterAccess {
    readonly name: string;
    readonly endpoint: string;
    /** The certificate in base64. */
    readonly ca: string;
    readonly region: string;
    /** `providerCredentialOpts`. */
    readonly profileName?: string | undefined;
    readonly roleArn?: string | undefined;
}

export function eksKubeconfig({ name, endpoint, ca, region, profileName, roleArn }: ClusterAccess): object {
    const args = ["--region", region, "eks", "get-token", "--cluster-name", name, "--output", "json"];
    if (roleArn) args.push("--role", roleArn);
    if (profileName) args.push("--profile", profileName);
    return {
        apiVersion: "v1",
        kind: "Config",
        clusters: [{ name: "kubernetes", cluster: { server: endpoint, "certificate-authority-data": ca } }],
        contexts: [{ name: "aws", context: { cluster: "kubernetes", user: "aws" } }],
        "current-context": "aws",
        users: [
            {
                name: "aws",
                user: {
                    exec: {
                        apiVersion: "client.authentication.k8s.io/v1beta1",
                        command: "aws",
                        args,
                        env: [
                            {
                                name: "KUBERNETES_EXEC_INFO",
                                value: '{"apiVersion": "client.authentication.k8s.io/v1beta1"}',
                            },
                        ],
                    },
                },
            },
        ],
    };
}
