import { patch, type Refusal, versions } from "./security";

const secure = ["tls-cert-manager", "sasl-plain", "rbac-ldap"];
const topics = ["kafka-rest-class", "connect-plugins", "connector-datagen"];

/** Bad edits of clients outside `dependencies`: the operator's own, connectors', and those of a Deployment's pods. */
export const clientRefusals: Record<string, Refusal> = {
    "topics that the operator can't make by mTLS": {
        components: ["tls-cert-manager", "mtls", "kafka-rest-class"],
        says: /would reject the operator: the REST API of Kafka kafka \(gitops\/platform\/base\/kafka\.yaml\) expects the authentication type mtls, but KafkaRestClass default \(gitops\/platform\/components\/kafka-rest-class\/rest-class\.yaml\) has none in spec\.kafkaRest\.authentication/,
        fix: /list the tls-\* component, and mtls below the component that adds KafkaRestClass default/,
    },
    "a KafkaRestClass with mTLS that has no certificate": {
        components: ["kafka-rest-class", "tls-cert-manager", "mtls"],
        more: patch("KafkaRestClass", "default", { kafkaRest: { tls: null } }),
        says: /KafkaRestClass default .* uses mTLS, but has no certificate \(spec\.kafkaRest\.tls\.secretRef\)/,
        fix: /such as tls-kafka/,
    },
    "a KafkaRestClass that says a password where MDS is asked": {
        components: secure,
        more: patch("KafkaRestClass", "default", {
            kafkaRest: { authentication: { type: "basic", bearer: null, basic: { secretRef: "rest-kafka-client" } } },
        }),
        says: /Kafka kafka .* expects a user that MDS knows, but KafkaRestClass default .* has basic/,
        fix: /rbac-ldap or rbac-oidc/,
    },
    "a topic that names no KafkaRestClass": {
        overlay: "eks",
        components: [...topics.slice(1), "tls-provided", "sasl-plain"],
        more: patch("KafkaTopic", "pageviews", { kafkaRestClassRef: null }),
        says: /Kafka kafka .* expects the authentication type basic, but KafkaTopic pageviews .* has none in spec\.kafkaRest\.authentication/,
        fix: /set spec\.kafkaRest\.authentication there/,
    },
    "a connector that the operator can't make by mTLS": {
        overlay: "eks",
        components: [...topics.slice(0, 2), "tls-provided", "mtls", "connector-datagen"],
        says: /Connect connect \(gitops\/platform\/base\/connect\.yaml\) expects the authentication type mtls, but Connector datagen-pageviews .* has none in spec\.connectRest\.authentication/,
        fix: /below the component that adds Connector datagen-pageviews/,
    },
    "a connector that the operator can't make under RBAC": {
        overlay: "eks",
        components: ["connect-plugins", ...secure, "connector-datagen"],
        says: /Connect connect .* expects a user that MDS knows, but Connector datagen-pageviews .* has none/,
        fix: /list rbac-ldap or rbac-oidc below/,
    },
    "TLS at a dependency, and nobody to trust": {
        overlay: "eks",
        components: ["replicator", "tls-provided", versions],
        more: patch("Connect", "replicator", { tls: null }),
        says: /would trust no certificate: Connect replicator \(gitops\/platform\/components\/replicator\/connect\.yaml\) has TLS at spec\.dependencies\.kafka\.tls, but neither/,
        fix: /spec\.tls\.secretRef there; .*ignoreTrustStoreConfig/,
    },
    "mTLS to Prometheus without a certificate": {
        components: ["tls-generated", "mtls"],
        says: /ControlCenter controlcenter-next-gen .* no certificate in spec\.dependencies\.prometheusClient\.tls, spec\.dependencies\.alertManagerClient\.tls/,
        fix: /tls-cert-manager or tls-provided instead of tls-generated/,
    },
    "Replicator that goes without TLS to a listener with TLS": {
        overlay: "eks",
        components: ["tls-provided", "replicator", versions],
        says: /Kafka kafka .*, listeners\.internal, has TLS and expects the authentication type none, but Connector replicator \(gitops\/platform\/components\/replicator\/connector\.yaml\) connects to it \(configs dest\.kafka\.bootstrap\.servers kafka:9071\) without dest\.kafka\.security\.protocol SSL$/,
        fix: /set dest\.kafka\.security\.protocol: SSL in its configs/,
    },
    "Replicator that does not sign in": {
        overlay: "eks",
        components: ["replicator", "tls-provided", "sasl-plain", versions],
        more: patch("Connector", "replicator", { configs: { "dest.kafka.sasl.mechanism": null } }),
        says: /Connector replicator .* without dest\.kafka\.sasl\.mechanism PLAIN$/,
        fix: /dest\.kafka\.sasl\.mechanism: PLAIN/,
    },
    "Replicator with OAuth, which it has no client for": {
        overlay: "eks",
        components: ["replicator", "tls-provided", "oauth", versions],
        says: /Connector replicator .* without dest\.kafka\.security\.protocol SASL_SSL, dest\.kafka\.sasl\.mechanism OAUTHBEARER$/,
        fix: /OAUTHBEARER/,
    },
    "TLS for a client of a listener without it": {
        overlay: "eks",
        components: ["replicator", versions],
        more: patch("Connector", "replicator", { configs: { "dest.kafka.security.protocol": "SSL" } }),
        says: /Kafka kafka .* has no TLS .* without dest\.kafka\.security\.protocol PLAINTEXT$/,
        fix: /PLAINTEXT/,
    },
    "queries that go to ksqlDB without TLS": {
        overlay: "eks",
        components: ["ksqldb", "tls-generated", "ksqldb-queries", versions],
        says: /Deployment ksqldb-queries \(gitops\/platform\/components\/ksqldb-queries\/deployment\.yaml\) with ksqldb:8088, over http:\/\/, but KsqlDB ksqldb \(gitops\/platform\/components\/ksqldb\/ksqldb\.yaml\) has TLS/,
        fix: /use https:\/\/ there/,
    },
    "queries that show ksqlDB no certificate": {
        overlay: "eks",
        components: ["ksqldb", "ksqldb-queries", "tls-provided", "mtls", versions],
        says: /Deployment ksqldb-queries .*, where KsqlDB ksqldb .* requires authentication \(mtls\), but without a Secret to authenticate with/,
        fix: /leave out the component/,
    },
    "queries of nobody that RBAC knows": {
        overlay: "eks",
        components: ["ksqldb", "ksqldb-queries", "tls-provided", "sasl-plain", "rbac-ldap", versions],
        says: /Deployment ksqldb-queries .*, where KsqlDB ksqldb .* requires authentication \(RBAC\)/,
        fix: /a Secret with credentials/,
    },
};
