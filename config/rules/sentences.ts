/**
 * What each file of rules holds, in a sentence: for `validate --rules`, and for what shows its findings. `of` is whether an
 * overlay alone can break it; what only a stack's keys can is said by `pulumi preview`.
 */
export const sentences = {
    network: { of: "stack", holds: "The network's addresses, zones and subnets fit one another and the cluster." },
    cluster: { of: "stack", holds: "The cluster's keys go together, and with where it runs." },
    nodes: { of: "stack", holds: "The nodes exist in the region, fit one another, and are enough." },
    company: {
        of: "stack",
        holds: "What a company's account asks for (boundaries, tags, proxies) is there and whole.",
    },
    loadBalancers: { of: "overlay", holds: "Load balancers are asked of a controller that is there." },
    versions: {
        of: "overlay",
        holds: "Kubernetes, the operator, its init image and Confluent Platform are releases that go together.",
    },
    annotations: {
        of: "overlay",
        holds: "The compatibility annotations are there on Confluent Platform 7, and gone on 8.",
    },
    controlCenter: { of: "overlay", holds: "Control Center is of a generation and release that knows the platform." },
    gitops: { of: "stack", holds: "The repository can be read: its URL, credentials and host keys go together." },
    workload: {
        of: "overlay",
        holds: "Every object is of a kind and in a namespace that the stack's AppProject allows.",
    },
    references: { of: "overlay", holds: "Every object that another one names is in the overlay." },
    replication: { of: "overlay", holds: "No topic has more copies than there are brokers." },
    inSync: { of: "overlay", holds: "A broker can restart: no topic needs all of its copies in sync." },
    images: { of: "overlay", holds: "Every image is pinned, by a tag that is not latest or by a digest." },
    reach: { of: "overlay", holds: "A listener is reached from outside in one way." },
    nodePorts: { of: "overlay", holds: "No two have the same port of the nodes." },
    connectorPlugins: { of: "overlay", holds: "A connector's class is in a plug-in of its Connect." },
    replicator: { of: "overlay", holds: "A Replicator has two ends, which differ, and what it signs in by at each." },
    jvm: { of: "overlay", holds: "A JVM starts with its heap, and the memory limit has room for more than that." },
    ksqldb: { of: "overlay", holds: "Every query of ksqlDB is taken in, and finds the schemas of its format." },
    addons: { of: "overlay", holds: "An addon is one pinned Helm chart that its AppProject and the mirrors allow." },
    teams: {
        of: "overlay",
        holds: "A team's objects have names with its prefix, and reach nothing of others.",
    },
    teamLimits: {
        of: "overlay",
        holds: "Names, partitions, copies, retention, compatibility and quotas of teams are as rules.yaml has them.",
    },
    teamPlatform: { of: "overlay", holds: "What a team's objects name is in the platform that the stack follows." },
    secrets: { of: "overlay", holds: "No secret stands in the clear." },
    placement: { of: "stack", holds: "Labels and taints let every pod run on nodes that the stack makes." },
    capacity: { of: "stack", holds: "What the overlay asks for fits on the nodes that the stack makes." },
    networkPolicies: {
        of: "overlay",
        holds: "No NetworkPolicy stops a connection that the overlay's own objects need.",
    },
    endpoints: { of: "overlay", holds: "Endpoints are in the namespace of the objects." },
    clients: {
        of: "overlay",
        holds: "Pods beside the platform's reach components that are there, in the way that those ask.",
    },
    tls: { of: "overlay", holds: "Both ends of a connection speak TLS, or neither, with one certificate each." },
    truststores: { of: "overlay", holds: "A client has something to know its server's certificate by." },
    certificates: { of: "overlay", holds: "Certificates have every name by which clients come." },
    authentication: { of: "overlay", holds: "Clients sign in in the way that the other end asks, and in one way." },
    clearText: { of: "overlay", holds: "Clients outside the cluster send no password in the clear." },
    operator: {
        of: "overlay",
        holds: "The operator itself is let in where it makes topics, role bindings and connectors.",
    },
    connectorClients: { of: "overlay", holds: "A connector's own clients of Kafka have what its listener asks." },
    rbac: { of: "overlay", holds: "Role-based access control has MDS, users, TLS and authentication, which it needs." },
    directory: { of: "overlay", holds: "Role bindings are for groups that the directory has." },
    pods: { of: "overlay", holds: "The namespace takes the pods, and a drain of their node can evict them." },
    priority: { of: "overlay", holds: "A PriorityClass that pods name is made by somebody." },
    values: { of: "stack", holds: "The files of Helm values don't contradict the stack." },
    mirrors: { of: "overlay", holds: "With mirrors, every image and chart comes from them." },
} as const satisfies Record<string, Sentence>;

export interface Sentence {
    of: "overlay" | "stack";
    holds: string;
}

export type RuleId = keyof typeof sentences;
