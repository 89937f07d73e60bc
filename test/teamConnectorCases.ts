import type { JsonObject } from "../config/kustomize/json";

/** An object as a team would commit it: valid, or with something that reaches outside the team's own names. */
export interface TeamCase {
    object: JsonObject;
    /** The rule's message; undefined if the object is allowed. */
    says?: RegExp;
}

const apiVersion = "platform.confluent.io/v1beta1";
const foreign = /owns names that begin with payments\./;
const other = { name: "default", namespace: "elsewhere" };

const connector = (configs: JsonObject = {}, spec: JsonObject = {}): JsonObject => ({
    apiVersion,
    kind: "Connector",
    metadata: { name: "payments.sink" },
    spec: { class: "io.confluent.connect.s3.S3SinkConnector", taskMax: 1, configs, ...spec },
});
/** Connectors of the team `payments`, by what is tested. */
export const connectorCases: Record<string, TeamCase> = {
    "a connector": { object: connector({ topics: "payments.orders, payments.failures" }) },
    "a connector that reads the topic of another": {
        object: connector({ topics: "payments.orders,shipping.orders" }),
        says: foreign,
    },
    "a connector that reads by an expression": {
        object: connector({ "topics.regex": "payments\\..*|.*" }),
        says: /topics\.regex/,
    },
    "a connector that writes to the topic of another": {
        object: connector({ "kafka.topic": "shipping.orders" }),
        says: foreign,
    },
    "a connector whose prefix is no team's": { object: connector({ "topic.prefix": "pay" }), says: foreign },
    "a connector whose prefix is the team's": { object: connector({ "topic.prefix": "payments.tables-" }) },
    "a connector with dead letters for another": {
        object: connector({ "errors.deadletterqueue.topic.name": "shipping.orders" }),
        says: foreign,
    },
    "a connector with the topic of Confluent's license": {
        object: connector({ "confluent.topic": "_confluent-command" }),
    },
    "a connector that sends records elsewhere": {
        object: connector({
            "transforms.a.type": "org.apache.kafka.connect.transforms.RegexRouter",
            "transforms.a.replacement": "shipping.$1",
        }),
        says: /other teams' topics/,
    },
    "a connector that sends records by their time": {
        object: connector({ "transforms.a.type": "org.apache.kafka.connect.transforms.TimestampRouter" }),
        says: /other teams' topics/,
    },
    "a connector that sends records by a field": {
        object: connector({ "transforms.a.type": "io.confluent.connect.transforms.ExtractTopic$Value" }),
        says: /other teams' topics/,
    },
    "a connector that renames topics within the prefix": {
        object: connector({
            "transforms.a.type": "org.apache.kafka.connect.transforms.RegexRouter",
            "transforms.a.replacement": "payments.$1",
        }),
    },
    "a connector that reroutes by a transform called a.type, whose replacement a naive reader would not see": {
        object: connector({
            "transforms.a.type.type": "org.apache.kafka.connect.transforms.RegexRouter",
            "transforms.a.type.replacement": "shipping.$1",
            "transforms.a.replacement.replacement": "payments.$1",
        }),
        says: /other teams' topics/,
    },
    "a connector that joins the consumer group of another": {
        object: connector({ "consumer.override.group.id": "shipping.orders" }),
        says: foreign,
    },
    "a connector that joins a consumer group of its team": {
        object: connector({ "consumer.override.group.id": "payments.sink" }),
    },
    "a connector that takes the transactional ID of another": {
        object: connector({ "producer.override.transactional.id": "shipping-1" }),
        says: foreign,
    },
    "a connector that reaches Kafka as somebody else": {
        object: connector({ "admin.override.sasl.jaas.config": "x" }),
        says: /overrides how Connect reaches Kafka/,
    },
    "a connector that reads from another Kafka": {
        object: connector({ "consumer.override.bootstrap.servers": "kafka.example.com:9092" }),
        says: /overrides how Connect reaches Kafka/,
    },
    "a connector with larger batches": { object: connector({ "producer.override.batch.size": "65536" }) },
    "a connector that registers schemas under names of records": {
        object: connector({
            "value.converter.value.subject.name.strategy": "io.confluent.kafka.serializers.subject.RecordNameStrategy",
        }),
        says: /subjects other than/,
    },
    "a connector that registers schemas under names of its topics": {
        object: connector({
            "value.converter.value.subject.name.strategy": "io.confluent.kafka.serializers.subject.TopicNameStrategy",
        }),
    },
    "a connector with another transform": {
        object: connector({ "transforms.a.type": "org.apache.kafka.connect.transforms.InsertField$Value" }),
    },
    "a connector with a secret of its own": {
        object: connector({ password: "${file:/mnt/secrets/payments.db/db.properties:password}" }),
    },
    "a connector with the secret of another": {
        object: connector({ password: "${file:/mnt/secrets/shipping.db/db.properties:password}" }),
        says: /a secret other than/,
    },
    "a connector with a way out of its own secret": {
        object: connector({ password: "${file:/mnt/secrets/payments.db/../shipping.db/db.properties:password}" }),
        says: /a secret other than/,
    },
    "a connector with a second secret behind its own": {
        object: connector({ url: "${file:/mnt/secrets/payments.db/a:b}${file:/mnt/secrets/shipping.db/a:b}" }),
        says: /a secret other than/,
    },
    "a connector with a variable of the worker": {
        object: connector({ url: "${env:CONNECT_SASL_JAAS_CONFIG}" }),
        says: /a secret other than/,
    },
    "a connector of another Connect": {
        object: connector({}, { connectRest: { endpoint: "https://connect.example.com" } }),
        says: /spec\.connectRest\.endpoint/,
    },
    "a connector in the Connect of another namespace": {
        object: connector({}, { connectClusterRef: other }),
        says: /spec\.connectClusterRef\.namespace/,
    },
    "a connector whose name in Connect is another's": {
        object: connector({}, { name: "shipping.sink" }),
        says: foreign,
    },
};
