import { adding, type BadEdit, ofComponent, patching } from "./edit";

const teams = { overlay: "eks-teams", stack: { gitops: { teams: "gitops/teams" } } } as const;
const orders = "gitops/teams/payments/topics/orders.yaml";
const schema = "gitops/teams/payments/schemas/orders-value.yaml";

/** Topics, schemas, connectors and queries that Kafka, Schema Registry, Connect or ksqlDB would not take. */
export const contentEdits: Record<string, BadEdit> = {
    "a setting of a topic that Kafka does not take": {
        ...teams,
        files: { [orders]: ['retention.ms: "604800000"', "retention.ms: 7d"] },
        rule: "topics",
        says: /KafkaTopic payments\.orders \(\S+\) with configs\.retention\.ms "7d", which Kafka does not take/,
        fix: /set it to a whole number, at least -1, in quotes/,
    },
    "a team's topic that needs all of its copies": {
        ...teams,
        files: { [orders]: ["  configs:\n", '  replicas: 3\n  configs:\n    min.insync.replicas: "3"\n'] },
        rule: "inSync",
        says: /KafkaTopic payments\.orders \(\S+\) with min\.insync\.replicas 3 and 3 copies/,
        fix: /set min\.insync\.replicas to 2/,
    },
    "a schema under a key that nobody reads": {
        ...teams,
        files: { [schema]: ["  schema: |\n", "  orders.avsc: |\n"] },
        rule: "schemas",
        says: /Schema payments\.orders-value \(\S+\) whose text is nowhere: ConfigMap payments\.orders-value \(\S+\) has no key schema, but orders\.avsc/,
        fix: /name the key schema/,
    },
    "a schema that is no JSON": {
        ...teams,
        files: { [schema]: ['"type": "long" }', '"type": "long", }'] },
        rule: "schemas",
        says: /Schema payments\.orders-value .* that Schema Registry does not take, /,
        fix: /correct the text/,
    },
    "a sink with topics, and with a pattern as well": {
        files: {
            ...adding("eks", "kafka-rest-class", "connect-plugins", "connector-s3-sink"),
            [ofComponent("connector-s3-sink/connector.yaml")]: [
                "    topics: s3-archive\n",
                '    topics: s3-archive\n    topics.regex: "s3-.*"\n',
            ],
        },
        rule: "connectors",
        says: /Connector s3-sink \(\S+\) with both topics and topics\.regex/,
        fix: /remove one of the two/,
    },
    "a password from a file that Connect does not mount": {
        files: {
            ...adding("eks", "kafka-rest-class", "connect-plugins", "connector-jdbc-source"),
            [ofComponent("connector-jdbc-source/connector.yaml")]: [
                "connection.password: ${file:/mnt/secrets/jdbc-source/",
                "connection.password: ${file:/mnt/secrets/orders-db/",
            ],
        },
        rule: "connectors",
        says: /Connector jdbc-orders \(\S+\) with configs\.connection\.password from the file \/mnt\/secrets\/orders-db\/jdbc\.properties, but Connect connect \(\S+\) does not mount the Secret orders-db/,
        fix: /add \{ secretRef: orders-db \} to spec\.mountedSecrets of Connect connect/,
    },
    "plug-ins that are elsewhere than the list says": {
        files: {
            ...adding("eks", "connect-plugins"),
            [ofComponent("connect-plugins/connect.yaml")]: ["locationType: confluentHub", "locationType: url"],
        },
        rule: "connectorPlugins",
        says: /Connect connect \(\S+\) with locationType url, but no plug-ins in build\.onDemand\.plugins\.url: they are in confluentHub/,
        fix: /set locationType to confluentHub/,
    },
    "a query in a file that is not applied": {
        files: {
            ...adding("eks", "kafka-rest-class", "connect-plugins", "connector-datagen", "ksqldb", "ksqldb-queries"),
            [ofComponent("ksqldb-queries/kustomization.yaml")]: [
                "      - migrations/V000001__pageviews.sql\n",
                "      - migrations/V000001__pageviews.sql\n      - migrations/V2__views.sql\n",
            ],
            [ofComponent("ksqldb-queries/migrations/V2__views.sql")]: "DROP TABLE pageviews_by_user;\n",
        },
        rule: "ksqldb",
        says: /files that ksql-migrations does not take, and with them it applies none: V2__views\.sql/,
        fix: /V000002__NAME\.sql/,
    },
    "a quorum of two": {
        files: patching("eks", "KRaftController", "kraftcontroller", "{ replicas: 2 }"),
        rule: "inSync",
        says: /KRaftController kraftcontroller \(\S+\) with 2 replicas, of which a majority is both/,
        fix: /set spec\.replicas to 3/,
    },
    "a component before what it needs": {
        files: { "gitops/platform/base/schema-registry.yaml": ['sync-wave: "20"', 'sync-wave: "5"'] },
        rule: "waves",
        says: /SchemaRegistry schemaregistry \(\S+\) in sync wave 5, before Kafka kafka \(\S+\) in 10, which it needs/,
        fix: /sync-wave to "10" or more/,
    },
    "a topic that is deleted in order to change it": {
        ...teams,
        files: { [orders]: ["sync-options: Prune=false", "sync-options: Prune=false,Force=true,Replace=true"] },
        rule: "waves",
        says: /KafkaTopic payments\.orders \(\S+\) with the sync options Force=true and Replace=true/,
        fix: /remove both from its annotation/,
    },
};
