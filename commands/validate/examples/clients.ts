import { adding, type BadEdit, ofComponent } from "./edit";

/** Clients outside `dependencies`: pods, a connector, the operator itself. */
export const clientEdits: Record<string, BadEdit> = {
    "queries by http of a ksqlDB with TLS": {
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
        says: /Deployment ksqldb-queries \(\S+deployment\.yaml\) with ksqldb:8088, by http:\/\/, but KsqlDB ksqldb \(\S+\) has TLS/,
        fix: /write https:\/\/ there/,
    },
    "queries that can't say who they are": {
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
        says: /Deployment ksqldb-queries \(\S+deployment\.yaml\) with ksqldb\S*:8088, where KsqlDB ksqldb \(\S+\) asks who somebody is \(mtls\), and no Secret/,
        fix: /a Secret to sign in by/,
    },
    "a smoke test that can't say who it is": {
        files: adding("eks", "smoke-test", "tls-cert-manager", "oauth"),
        rule: "clients",
        says: /Job smoke-test \(\S+job\.yaml\) with kafka\S*:9071, where Kafka kafka \(\S+\) asks who somebody is \(oauth\), and no Secret/,
        fix: /a Secret to sign in by/,
    },
    "a Replicator that signs in to nobody, beside a Kafka that asks": {
        files: {
            ...adding("eks", "replicator", "tls-provided", "sasl-plain"),
            [ofComponent("sasl-plain/kustomization.yaml")]: ["          dest.kafka.security.protocol: SASL_SSL\n", ""],
        },
        rule: "connectorClients",
        says: /Kafka kafka \(\S+kafka\.yaml\), listeners\.internal, has TLS and asks for the authentication plain, but Connector replicator \(\S+connector\.yaml\) .* without dest\.kafka\.security\.protocol SASL_SSL$/,
        fix: /set dest\.kafka\.security\.protocol: SASL_SSL in its configs/,
    },
    "topics by an operator that has no certificate": {
        files: adding("eks", "tls-provided", "mtls", "kafka-rest-class"),
        rule: "operator",
        says: /Kafka kafka \(\S+kafka\.yaml\) asks for the authentication mtls, but KafkaRestClass default \(\S+rest-class\.yaml\) has none/,
        fix: /below the component that adds KafkaRestClass default/,
    },
    "a client by TLS that trusts nobody": {
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
    "a plug-in of the image that is downloaded as well": {
        files: adding("eks", "connect-plugins", "connect-image"),
        rule: "connectorPlugins",
        says: /Connect connect \(\S+connect\.yaml\) with plug-ins that its image has and that it downloads as well, .*: kafka-connect-datagen, kafka-connect-s3, kafka-connect-jdbc/,
        fix: /keep one of the components connect-image and connect-plugins/,
    },
    "a connector into S3 that no policy lets out": {
        files: adding("eks", "kafka-rest-class", "connect-image", "connector-s3-sink", "network-policies"),
        rule: "networkPolicies",
        says: /NetworkPolicies that stop .*: Connect connect to what is outside at port 443 \(Connector s3-sink: class, \S+connector-s3-sink\/connector\.yaml\)/,
        fix: /add gitops\/platform\/components\/network-policies-plug-ins/,
    },
};
