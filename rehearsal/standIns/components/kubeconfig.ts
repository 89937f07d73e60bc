/** The kubeconfig of a cluster that `eks.Cluster` made: no token in it, the `aws` CLI is asked for one. */
export interface ClusterAccess {
    readonly name: string;
    readonly endpoint: string;
    /** Base64 of the certificate. */
    readonly ca: string;
}

export function eksKubeconfig({ name, endpoint, ca }: ClusterAccess): object {
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
                        args: ["eks", "get-token", "--cluster-name", name, "--output", "json"],
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
