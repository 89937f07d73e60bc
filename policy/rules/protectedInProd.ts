import type { StackResource, StackRule } from "../rule";
import { at } from "../values";

const ofAws = ["aws:ec2/vpc:Vpc", "aws:eks/cluster:Cluster", "aws:kms/key:Key"];
const namespaceType = "kubernetes:core/v1:Namespace";
const applicationType = "kubernetes:argoproj.io/v1alpha1:Application";

/** The namespaces that an Application of the stack fills: the workload's, with its volumes. */
function workloads(resources: readonly StackResource[]): unknown[] {
    return resources
        .filter(({ type }) => type === applicationType)
        .map(({ props }) => at(props, "spec", "destination", "namespace"));
}

export const protectedInProd: StackRule = {
    name: "protected-in-prod",
    description:
        "In production Pulumi does not delete what holds data: network, cluster, keys and the workload's namespace.",
    types: new RegExp(`^(${[...ofAws, namespaceType].join("|")})$`),
    productionOnly: true,
    checkStack(resources) {
        const filled = workloads(resources);
        return resources
            .filter(({ type, props }) => type !== namespaceType || filled.includes(at(props, "metadata", "name")))
            .filter(({ isProtected }) => !isProtected)
            .map((resource) => ({
                resource,
                wrong: "protect is not set",
                allowed: "protect: true",
                remedy: "Set cluster.deletionProtection to true",
            }));
    },
};
