const parts = "../../../gitops/platform/components";
export const line = (...names: string[]) => `components: [${names.map((name) => `${parts}/${name}`).join(", ")}]\n`;
export const patch = (kind: string, spec: object) =>
    `patches:\n  - target: { kind: ${kind} }\n    patch: '{ apiVersion: platform.confluent.io/v1beta1, kind: any, metadata: { name: any }, spec: ${JSON.stringify(spec)} }'\n`;

/** What blocks a connection, each alone, with the message about it. */
export const refusals: Record<
    string,
    { overlay: string; lines: string; groups?: Record<string, object>; says: RegExp }
> = {
    "an external listener that nobody is let in to": {
        overlay: "eks-nodeport",
        lines: line("network-policies"),
        says: /clients to Kafka kafka at port 9092 \(Kafka kafka: listeners\.external\.externalAccess, gitops\/platform\/base\/kafka\.yaml\); add \S+\/network-policies-clients, and set/,
    },
    "MDS that its components may not ask": {
        overlay: "dev",
        lines:
            line("network-policies") + patch("Connect", { dependencies: { mds: { endpoint: "https://kafka:8090" } } }),
        says: /Connect connect to Kafka kafka at port 8090 \(Connect connect: dependencies\.mds\.endpoint, .*; add \S+\/network-policies-mds$/,
    },
    "a directory that brokers may not ask": {
        overlay: "dev",
        lines:
            line("network-policies") +
            patch("Kafka", { identityProvider: { ldap: { address: "ldaps://ldap.example.com:636" } } }),
        says: /Kafka kafka to ldap\.example\.com at port 636 .*; add \S+\/network-policies-mds; or a NetworkPolicy of your own/,
    },
    "plug-ins that Connect may not download": {
        overlay: "dev",
        lines: line("network-policies", "connect-plugins"),
        says: /Connect connect to addresses outside the cluster at port 443 \(Connect connect: build\.onDemand, .*; add \S+\/network-policies-plug-ins/,
    },
    "an operator in another namespace": {
        overlay: "dev",
        lines: line("network-policies"),
        groups: { confluent: { namespace: "operators" } },
        says: /the operator to \w+ \S+ at port 7777 .*and \d+ more; allow the operator's namespace \(confluent\.namespace\)/,
    },
    "brokers that may not ask for their zone": {
        overlay: "eks",
        lines:
            line("network-policies") +
            patch("Kafka", { podTemplate: { labels: { "confluent-gitops/asks-api-server": null } } }),
        says: /Kafka kafka to the API server at port 443 \(Kafka kafka: rackAssignment, .*; give the pods the label/,
    },
    "a policy beside default deny without it": {
        overlay: "dev",
        lines: line("network-policies-mds"),
        says: /SchemaRegistry schemaregistry to Kafka kafka at port 9071 .*; add gitops\/platform\/components\/network-policies if/,
    },
    "a cluster elsewhere that is read from": {
        overlay: "dev",
        lines:
            line("network-policies") +
            patch("Kafka", { dependencies: { schemaRegistry: { url: "http://schemas.other:8081" } } }),
        says: /Kafka kafka to schemas\.other at port 8081 .*a NetworkPolicy of your own that allows Kafka kafka to connect at port 8081/,
    },
    "an identity provider that nobody may ask": {
        overlay: "eks",
        lines: line("tls-generated", "oauth", "network-policies"),
        says: /SchemaRegistry schemaregistry to idp\.example\.com at port 443 \(SchemaRegistry schemaregistry: dependencies\.kafka\.authentication\.oauthSettings\.tokenEndpointUri, .*; add \S+\/network-policies-oidc; or a NetworkPolicy of your own/,
    },
    "a link to another cluster": {
        overlay: "dev",
        lines: line("kafka-rest-class", "cluster-link", "network-policies"),
        says: /Kafka kafka to kafka\.source\.svc\.cluster\.local at port 9092 \(ClusterLink from-source: sourceKafkaCluster\.bootstrapEndpoint, \S+\/cluster-link\.yaml\); add \S+\/network-policies-other-clusters, and set/,
    },
    "an exporter to another registry": {
        overlay: "dev",
        lines: line("schema-exporter", "network-policies"),
        says: /SchemaRegistry schemaregistry to schemaregistry\.destination\.svc\.cluster\.local at port 8081 \(SchemaExporter to-destination: destinationCluster\.schemaRegistryRest\.endpoint, .*; add \S+\/network-policies-other-clusters/,
    },
    "a Replicator's source": {
        overlay: "eks",
        lines: line("replicator", "network-policies", "../overlays/eks/version"),
        says: /Connect replicator to kafka\.source\.svc\.cluster\.local at port 9071 \(Connector replicator: configs src\.kafka\.bootstrap\.servers, .*; add \S+\/network-policies-other-clusters/,
    },
    "a database that a connector reads": {
        overlay: "dev",
        lines:
            line(
                "kafka-rest-class",
                "connect-plugins",
                "connector-jdbc-source",
                "network-policies",
                "network-policies-plug-ins",
            ) + patch("Connector", { configs: { "connection.url": "jdbc:postgresql://orders.example.com/orders" } }),
        says: /Connect connect to orders\.example\.com at port 5432 \(Connector jdbc-orders: configs connection\.url, .*a NetworkPolicy of your own that allows Connect connect to connect at port 5432/,
    },
    "a migration to KRaft": {
        overlay: "classic-dev",
        lines: line("kraft-migration", "network-policies", "../overlays/classic-dev/version"),
        says: /KRaftController kraftcontroller to Zookeeper zookeeper at port 2181 \(KRaftMigrationJob kraftmigrationjob: dependencies\.zookeeper, .*KRaftController kraftcontroller to Kafka kafka at port 9072 .*; add \S+\/network-policies-migration$/,
    },
    "a REST API that clients outside reach": {
        overlay: "dev",
        lines: line("network-policies") + patch("SchemaRegistry", { externalAccess: { type: "loadBalancer" } }),
        says: /clients to SchemaRegistry schemaregistry at port 8081 .*; add a NetworkPolicy of your own that allows connections to SchemaRegistry schemaregistry at port 8081, from the networks of its clients/,
    },
    "a listener of one's own that clients outside reach": {
        overlay: "dev",
        lines:
            line("network-policies", "network-policies-clients") +
            patch("Kafka", {
                listeners: { custom: [{ name: "partners", port: 9204, externalAccess: { type: "loadBalancer" } }] },
            }),
        says: /clients to Kafka kafka at port 9204 \(Kafka kafka: listeners\.custom \(partners\)\.externalAccess/,
    },
};
