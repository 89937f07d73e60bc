/** `aws:eks/cluster:Cluster` as `aws.eks.Cluster`, and a Kubernetes object by its kind. */
export function shortType(type: string): string {
    const [provider = "", module = "", name = ""] = type.split(":");
    if (provider === "kubernetes") return name;
    return [provider, module.split("/")[0], name].filter(Boolean).join(".");
}
