export interface EksEndpoint {
    name: string;
    region: string;
    /** URL of the cluster's API. */
    endpoint: string;
    /** The cluster's CA certificate, PEM in base64, as EKS returns it. */
    certificateAuthority: string;
}

/** A kubeconfig that asks the aws CLI for a token at each use, and holds none itself. */
export function eksKubeconfig({ name, region, endpoint, certificateAuthority }: EksEndpoint): string {
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
                        args: ["--region", region, "eks", "get-token", "--cluster-name", name, "--output", "json"],
                    },
                },
            },
        ],
    });
}
