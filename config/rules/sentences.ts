/**
 * What each file of rules requires, in a sentence: for `validate --rules`, and for whatever shows its findings. `of` is
 * whether an overlay alone can break it; `pulumi preview` reports what only a stack's keys can break.
 */
export const sentences = {
    network: { of: "stack", holds: "The network's addresses, zones and subnets fit one another and the cluster." },
    cluster: { of: "stack", holds: "The cluster's keys are consistent with one another, and with where it runs." },
    nodes: { of: "stack", holds: "The nodes exist in the region, fit one another, and are enough." },
    company: {
        of: "stack",
        holds: "What a company's account requires (boundaries, tags, proxies) is set completely.",
    },
    loadBalancers: { of: "overlay", holds: "Load balancers are requested only where a controller creates them." },
    versions: {
        of: "overlay",
        holds: "Kubernetes, the operator, its init image and Confluent Platform are releases that go together.",
    },
    annotations: {
        of: "overlay",
        holds: "The compatibility annotations are there on Confluent Platform 7, and gone on 8.",
    },
    controlCenter: { of: "overlay", holds: "Control Center's generation and release support the platform." },
    gitops: { of: "stack", holds: "The repository can be read: its URL, credentials and host keys match." },
    workload: {
        of: "overlay",
        holds: "Every object is of a kind and in a namespace that the stack's AppProject allows.",
    },
    references: { of: "overlay", holds: "Every object that another one names is in the overlay." },
    idle: {
        of: "overlay",
        holds: "An overlay has no patch that selects no object, and no image under another name than the objects'.",
    },
    topics: { of: "overlay", holds: "A topic has only one object, with settings that Kafka takes." },
    schemas: { of: "overlay", holds: "A schema has a text, which is one of its format." },
    waves: {
        of: "overlay",
        holds: "Argo CD applies nothing before what it needs, and deletes nothing in order to change it.",
    },
    replication: { of: "overlay", holds: "No topic has more replicas than there are brokers." },
    inSync: {
        of: "overlay",
        holds: "A broker or a controller can restart: no topic needs all of its replicas in sync, no quorum both of two.",
    },
    images: { of: "overlay", holds: "Every image is pinned, by a tag that is not latest or by a digest." },
    reach: { of: "overlay", holds: "A listener has only one kind of external access, with its addresses." },
    nodePorts: {
        of: "overlay",
        holds: "No two objects use the same node port, and each is in the range that nodes have.",
    },
    connectorPlugins: {
        of: "overlay",
        holds: "A connector's class is in a plug-in of its Connect, which says where plug-ins are from.",
    },
    connectors: {
        of: "overlay",
        holds: "A connector has one list of topics, and reads only files that its Connect mounts.",
    },
    replicator: { of: "overlay", holds: "A Replicator has two different ends, and credentials for each." },
    jvm: { of: "overlay", holds: "A JVM can start with its heap, and the memory limit leaves room beyond it." },
    ksqldb: {
        of: "overlay",
        holds: "Every ksqlDB query is included, in a file that is applied, and finds the schemas for its format.",
    },
    addons: { of: "overlay", holds: "An addon is one pinned Helm chart that its AppProject and the mirrors allow." },
    teams: {
        of: "overlay",
        holds: "A team's objects have names with its prefix, and reach nothing that belongs to others.",
    },
    teamLimits: {
        of: "overlay",
        holds: "Teams' names, partitions, replicas, retention, compatibility and quotas follow rules.yaml.",
    },
    teamPlatform: {
        of: "overlay",
        holds: "Everything that a team's objects name is in the platform that the stack follows.",
    },
    secrets: { of: "overlay", holds: "No secret is in plain text." },
    placement: { of: "stack", holds: "Labels and taints let every pod run on nodes that the stack creates." },
    capacity: { of: "stack", holds: "What the overlay requests fits on the nodes that the stack creates." },
    networkPolicies: {
        of: "overlay",
        holds: "No NetworkPolicy blocks DNS, or a connection that the overlay's own objects need.",
    },
    endpoints: { of: "overlay", holds: "Endpoints are in the same namespace as the objects." },
    ports: { of: "overlay", holds: "Endpoints have a port on which their component listens." },
    clients: {
        of: "overlay",
        holds: "Pods other than the platform's reach components that exist, in the way that those require.",
    },
    tls: { of: "overlay", holds: "Both ends of a connection use TLS, or neither does, with one certificate each." },
    truststores: { of: "overlay", holds: "A client can verify its server's certificate." },
    certificates: {
        of: "overlay",
        holds: "Certificates are issued into the Secret that is read, and have every name that clients connect to.",
    },
    authentication: {
        of: "overlay",
        holds: "Clients authenticate in the way that the other end requires, and in only one way.",
    },
    clearText: { of: "overlay", holds: "Clients outside the cluster send no password unencrypted." },
    operator: {
        of: "overlay",
        holds: "The operator itself can authenticate where it creates topics, role bindings and connectors.",
    },
    connectorClients: { of: "overlay", holds: "A connector's own Kafka clients have what their listener requires." },
    rbac: { of: "overlay", holds: "Role-based access control has what it needs: MDS, users, TLS and authentication." },
    directory: { of: "overlay", holds: "Role bindings are for groups that exist in the directory." },
    pods: { of: "overlay", holds: "The namespace admits the pods, and draining their node can evict them." },
    priority: { of: "overlay", holds: "Every PriorityClass that pods name is created by somebody." },
    values: { of: "stack", holds: "The files of Helm values don't contradict the stack." },
    mirrors: { of: "overlay", holds: "With mirrors, every image and chart comes from them." },
} as const satisfies Record<string, Sentence>;

export interface Sentence {
    of: "overlay" | "stack";
    holds: string;
}

export type RuleId = keyof typeof sentences;
