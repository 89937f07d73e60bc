/** A cluster as its users see it, whoever created it. Lists are sorted if their order has no meaning. */
export interface ClusterFacts {
    kubernetes: string;
    /** EKS's support type: STANDARD or EXTENDED. */
    support: string;
    /** How principals get access, and whether the creator has it. */
    access: { mode: string; creatorIsAdmin: boolean; policies: string[] };
    endpoint: { isPrivate: boolean; isPublic: boolean; publicCidrs: string[]; privateCidrs: string[] };
    logs: { types: string[]; days: number };
    /** What in Kubernetes is encrypted with a key of the account. */
    encryption: { resources: string[]; isRotated: boolean; deletionDays: number };
    network: { cidr: string; subnets: Subnet[] };
    nodes: Nodes;
    addons: Addon[];
}

export interface Subnet {
    cidr: string;
    zone: string;
    isPublic: boolean;
    /** The tags that load balancers look for: `kubernetes.io/…`. */
    tags: Record<string, string>;
}

export interface Nodes {
    /** `private` or `public` subnets. */
    subnets: string;
    ami: string;
    capacity: string;
    instanceTypes: string[];
    min: number;
    max: number;
    desired: number;
    /** GiB. */
    disk: { size: number; type: string; isEncrypted: boolean };
    metadata: { tokens: string; hops: number };
    /** Names of AWS managed policies. */
    policies: string[];
}

export interface Addon {
    name: string;
    /** From Pod Identity: the service account, and the names of the role's managed policies. */
    identity?: { serviceAccount: string; policies: string[] };
    /** In the add-on's format. */
    configuration?: unknown;
}

/** EKS's default without an upgrade policy (https://docs.aws.amazon.com/eks/latest/userguide/view-upgrade-policy.html). */
export const eksDefault = "EXTENDED";

/** The name of a managed policy, without the partition and path in its ARN. */
export const policyName = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);

/** In an order that doesn't depend on who wrote them. */
export const sorted = <Item>(items: readonly Item[], key: (item: Item) => string): Item[] =>
    [...items].sort((one, other) => (key(one) < key(other) ? -1 : 1));

export const sortedSubnets = (subnets: Subnet[]): Subnet[] => sorted(subnets, ({ cidr }) => cidr);
export const sortedAddons = (addons: Addon[]): Addon[] => sorted(addons, ({ name }) => name);
