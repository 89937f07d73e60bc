import { adding, type BadEdit, ofComponent } from "./edit";

/** Clients outside `dependencies`: pods, a connector, the operator itself. */
export const clientEdits: Record<string, BadEdit> = {
    "queries over HTTP to a ksqlDB with TLS": {
        files: adding(
            "eks",
            "kafka-rest-class",
            "connect-plugins",
            "connector-datagen",
            "ksqldb",
            "tls-generated",
            "ksqldb-queries",
        ),
        rule: "clients",
        says: /Deployment ksqldb-queries \(\S+deployment\.yaml\) with ksqldb:8088, over http:\/\/, but KsqlDB ksqldb \(\S+\) has TLS/,
        fix: /use https:\/\/ there/,
    },
    "queries without credentials": {
        files: adding(
            "eks",
            "kafka-rest-class",
            "connect-plugins",
            "connector-datagen",
            "ksqldb",
            "ksqldb-queries",
            "tls-provided",
            "mtls",
        ),
        rule: "clients",
        says: /Deployment ksqldb-queries \(\S+deployment\.yaml\) with ksqldb\S*:8088, where KsqlDB ksqldb \(\S+\) requires authentication \(mtls\), but without a Secret/,
        fix: /a Secret with credentials/,
    },
    "a smoke test without credentials": {
        files: adding("eks", "smoke-test", "tls-cert-manager", "oauth"),
        rule: "clients",
        says: /Job smoke-test \(\S+job\.yaml\) with kafka\S*:9071, where Kafka kafka \(\S+\) requires authentication \(oauth\), but without a Secret/,
        fix: /a Secret with credentials/,
    },
    "a Replicator that does not authenticate to a Kafka that requires it": {
        files: {
            ...adding("eks", "replicator", "tls-provided", "sasl-plain"),
            [ofComponent("sasl-plain/kustomization.yaml")]: ["          dest.kafka.security.protocol: SASL_SSL\n", ""],
        },
        rule: "connectorClients",
        says: /Kafka kafka \(\S+kafka\.yaml\), listeners\.internal, has TLS and expects the authentication type plain, but Connector replicator \(\S+connector\.yaml\) .* without dest\.kafka\.security\.protocol SASL_SSL$/,
        fix: /set dest\.kafka\.security\.protocol: SASL_SSL in its configs/,
    },
    "topics from an operator that has no certificate": {
        files: adding("eks", "tls-provided", "mtls", "kafka-rest-class"),
        rule: "operator",
        says: /Kafka kafka \(\S+kafka\.yaml\) expects the authentication type mtls, but KafkaRestClass default \(\S+rest-class\.yaml\) has none/,
        fix: /below the component that adds KafkaRestClass default/,
    },
    "a TLS client without a trust store": {
        files: {
            ...adding("eks", "replicator", "tls-provided"),
            [ofComponent("tls-provided/kustomization.yaml")]: [
                "        tls:\n          secretRef: tls-replicator\n",
                "        replicas: 2\n",
            ],
        },
        rule: "truststores",
        says: /Connect replicator \(\S+connect\.yaml\) has TLS at spec\.dependencies\.kafka\.tls, but neither spec\.tls nor a secretRef/,
        fix: /set spec\.tls\.secretRef there/,
    },
    "a plug-in that is both in the image and downloaded": {
        files: adding("eks", "connect-plugins", "connect-image"),
        rule: "connectorPlugins",
        says: /Connect connect \(\S+connect\.yaml\) with plug-ins that are in its image and that it also downloads, .*: kafka-connect-datagen, kafka-connect-s3, kafka-connect-jdbc/,
        fix: /keep one of the components connect-image and connect-plugins/,
    },
    "a connector to S3 that network policies block": {
        files: adding("eks", "kafka-rest-class", "connect-image", "connector-s3-sink", "network-policies"),
        rule: "networkPolicies",
        says: /NetworkPolicies that block .*: Connect connect to addresses outside the cluster at port 443 \(Connector s3-sink: class, \S+connector-s3-sink\/connector\.yaml\)/,
        fix: /add gitops\/platform\/components\/network-policies-plug-ins/,
    },
};
