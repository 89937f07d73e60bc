// The three APIs' responses by path, according to their documentation: Confluent's REST API version 3
// (api/v3/openapi.yaml in confluentinc/kafka-rest), Schema Registry's API reference, and Apache Kafka's for Connect.

const config = (name: string, value: string, source: string) => ({
    name,
    value,
    is_default: source === "DEFAULT_CONFIG",
    is_read_only: false,
    is_sensitive: false,
    source,
});
const topic = (name: string, more: object = {}) => ({
    topic_name: name,
    is_internal: false,
    replication_factor: 3,
    partitions_count: 6,
    ...more,
});
const page = (data: readonly object[]) => ({ metadata: { next: null }, data });
const kafka = "/kafka/v3/clusters/c%201";
const acl = {
    resource_type: "TOPIC",
    resource_name: "payments.",
    pattern_type: "PREFIXED",
    principal: "User:o'neil",
    host: "*",
    operation: "DESCRIBE_CONFIGS",
    permission: "ALLOW",
};

export const apis: Readonly<Record<string, unknown>> = {
    "/kafka/v3/clusters": page([{ cluster_id: "c 1" }]),
    [`${kafka}/topics`]: page([
        topic("payments.orders"),
        topic("Web_Clicks"),
        topic("__consumer_offsets", { is_internal: true }),
        topic("_schemas"),
        topic("confluent.connect-offsets"),
    ]),
    [`${kafka}/topics/payments.orders/configs`]: page([
        config("retention.ms", "-1", "DYNAMIC_TOPIC_CONFIG"),
        config("cleanup.policy", "compact", "DYNAMIC_TOPIC_CONFIG"),
        config("segment.bytes", "1073741824", "DEFAULT_CONFIG"),
        config("min.insync.replicas", "2", "STATIC_BROKER_CONFIG"),
    ]),
    [`${kafka}/topics/Web_Clicks/configs`]: page([]),
    [`${kafka}/acls`]: page([
        acl,
        {
            ...acl,
            resource_type: "CLUSTER",
            resource_name: "kafka-cluster",
            pattern_type: "LITERAL",
            principal: "User:eve",
            host: "10.0.0.1",
            operation: "ALL",
            permission: "DENY",
        },
    ]),
    "/subjects": ["payments.orders-value", "payments.events-value"],
    "/subjects/payments.orders-value/versions/latest": {
        subject: "payments.orders-value",
        id: 12,
        version: 3,
        schema: '{"type":"record","name":"Order","fields":[]}',
        references: [{ name: "com.example.Money", subject: "money", version: 2 }],
    },
    "/config/payments.orders-value?defaultToGlobal=false": { compatibilityLevel: "FULL" },
    "/mode/payments.orders-value?defaultToGlobal=false": { mode: "READWRITE" },
    "/subjects/payments.events-value/versions/latest": {
        subject: "payments.events-value",
        id: 13,
        version: 1,
        schemaType: "PROTOBUF",
        schema: 'syntax = "proto3";\nmessage Event { string id = 1; }\n',
    },
    "/connectors?expand=info&expand=status": {
        "payments.jdbc": {
            info: {
                name: "payments.jdbc",
                config: {
                    name: "payments.jdbc",
                    "connector.class": "io.confluent.connect.jdbc.JdbcSourceConnector",
                    "tasks.max": "2",
                    "connection.url": "jdbc:postgresql://db.example.com/shop",
                    "connection.user": "${file:/mnt/secrets/other/db.properties:user}",
                    "connection.password": "hunter2",
                },
            },
            status: { connector: { state: "PAUSED" } },
        },
    },
    "/connectors/payments.jdbc/offsets": {
        offsets: [{ partition: { table: "orders" }, offset: { incrementing: 7 } }],
    },
};
