import { broadActions, trusts } from "../iam";
import type { Finding, Resource, StackResource, StackRule } from "../rule";
import { at, list, texts, type Value } from "../values";

/** What a node needs, and no more: https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html */
const ofNodes = [
    "AmazonEKSWorkerNodePolicy",
    "AmazonEKSWorkerNodeMinimalPolicy",
    "AmazonEKS_CNI_Policy",
    "AmazonEC2ContainerRegistryPullOnly",
    "AmazonEC2ContainerRegistryReadOnly",
    "AmazonSSMManagedInstanceCore",
];

const remedy = "Take it off the node, and give the pod that needs it a role of its own by EKS Pod Identity";

/** A managed policy by its ARN: AWS's own by name, a customer's by the whole ARN. */
function attached(key: string, arn: Value, allowed: readonly string[]): Finding[] {
    if (typeof arn !== "string") return [];
    const name = /^arn:[\w-]+:iam::aws:policy\/(.+)$/.exec(arn)?.[1] ?? arn;
    if (allowed.includes(name)) return [];
    return [{ wrong: `${key} attaches ${name} to a role of instances`, allowed: allowed.join(", "), remedy }];
}

function inline(key: string, document: Value): Finding[] {
    const broad = broadActions(document);
    return broad.length === 0
        ? []
        : [{ wrong: `${key} allows ${broad.join(", ")} to instances`, allowed: "actions named one by one", remedy }];
}

/** By type, what a resource gives to a role. */
const grants: Readonly<Record<string, (props: Value, allowed: readonly string[]) => Finding[]>> = {
    "aws:iam/role:Role": (props, allowed) => [
        ...list(at(props, "managedPolicyArns")).flatMap((arn) => attached("managedPolicyArns", arn, allowed)),
        ...list(at(props, "inlinePolicies")).flatMap((policy) => inline("inlinePolicies", at(policy, "policy"))),
    ],
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": (props, allowed) =>
        attached("policyArn", at(props, "policyArn"), allowed),
    "aws:iam/policyAttachment:PolicyAttachment": (props, allowed) =>
        attached("policyArn", at(props, "policyArn"), allowed),
    "aws:iam/rolePolicy:RolePolicy": (props) => inline("policy", at(props, "policy")),
};

/** Whether a resource gives to one of these roles: by the edge to it, or by its name. */
function givesTo(roles: readonly StackResource[], { urn, props, madeFrom }: StackResource): boolean {
    const edges = [...(madeFrom.role ?? []), ...(madeFrom.roles ?? [])];
    const names = [at(props, "role"), ...texts(at(props, "roles"))];
    return roles.some((role) => role.urn === urn || edges.includes(role.urn) || names.includes(nameOf(role)));
}

const nameOf = ({ props, urn }: Resource): Value => {
    const name = at(props, "name");
    return typeof name === "string" ? name : urn;
};

export const narrowInstanceRoles: StackRule = {
    name: "narrow-instance-roles",
    description: "The role of a node can do what a node needs, and nothing for the pods on it.",
    types: /^aws:iam\/(role|rolePolicy|rolePolicyAttachment|policyAttachment):/,
    config: {
        properties: {
            allowed: {
                type: "array",
                items: { type: "string" },
                default: ofNodes,
                description: "AWS managed policies by name, and others by ARN, that a role of instances may have.",
            },
        },
    },
    checkStack(resources, { allowed }) {
        const roles = resources.filter(
            ({ type, props }) =>
                type === "aws:iam/role:Role" && trusts(at(props, "assumeRolePolicy"), /^ec2\.amazonaws\.com(\.cn)?$/),
        );
        return resources
            .filter((resource) => givesTo(roles, resource))
            .flatMap((resource) =>
                (grants[resource.type]?.(resource.props, texts(allowed)) ?? []).map((finding) => ({
                    resource,
                    ...finding,
                })),
            );
    },
};
