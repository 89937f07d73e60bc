import { patch, type Refusal, versions } from "./security";

const secure = ["tls-cert-manager", "sasl-plain", "rbac-ldap"];

/** Bad edits of authentication and authorization. */
export const accessRefusals: Record<string, Refusal> = {
    "RBAC without MDS": {
        components: secure,
        more: patch("Kafka", "kafka", { services: { mds: null } }),
        says: /has Kafka kafka \(gitops\/platform\/base\/kafka\.yaml\) with RBAC, but no MDS/,
        fix: /components\/rbac-ldap or components\/rbac-oidc/,
    },
    "MDS without a key pair": {
        components: secure,
        more: patch("Kafka", "kafka", { services: { mds: { tokenKeyPair: null } } }),
        says: /Kafka kafka .* with MDS, but no key pair/,
        fix: /tokenKeyPair\.secretRef, such as mds-token/,
    },
    "MDS without users": {
        components: secure,
        more: patch("Kafka", "kafka", { services: { mds: { provider: null } } }),
        says: /Kafka kafka .* with MDS, but nowhere to look up users/,
        fix: /services\.mds\.provider/,
    },
    "RBAC without authentication": {
        components: ["tls-cert-manager", "rbac-ldap"],
        says: /Kafka kafka .* with RBAC, but clients do not have to authenticate at listeners\.internal/,
        fix: /sasl-plain \(with rbac-ldap\)/,
    },
    "RBAC, and a way in from outside for nobody": {
        overlay: "eks-nodeport",
        components: secure,
        more: patch("Kafka", "kafka", { listeners: { external: { authentication: null } } }),
        says: /Kafka kafka .* with RBAC, but clients do not have to authenticate at listeners\.external/,
        fix: /listeners\.external\.authentication/,
    },
    "a component with RBAC that has no user": {
        overlay: "eks",
        components: ["replicator", "tls-provided", "sasl-plain", "rbac-ldap", versions],
        says: /Connect replicator \(gitops\/platform\/components\/replicator\/connect\.yaml\) with RBAC, but no credentials for MDS/,
        fix: /dependencies\.mds\.authentication/,
    },
    "RBAC without TLS": {
        components: ["sasl-plain", "rbac-ldap"],
        says: /has TLS without a certificate: Kafka kafka .* at services\.mds/,
        fix: /tls-generated, tls-cert-manager or tls-provided/,
    },
    "RBAC without a way to make role bindings": {
        components: secure,
        more: "patches:\n  - patch: '{ apiVersion: platform.confluent.io/v1beta1, kind: KafkaRestClass, metadata: { name: default }, $patch: delete }'\n",
        says: /with RBAC, but no KafkaRestClass/,
        fix: /KafkaRestClass named default/,
    },
    "a component with RBAC that does not know MDS": {
        components: secure,
        more: patch("Connect", "connect", { dependencies: { mds: null } }),
        says: /Connect connect .* with RBAC, but without MDS/,
        fix: /dependencies\.mds/,
    },
    "controllers with RBAC that do not know the brokers": {
        components: secure,
        more: patch("KRaftController", "kraftcontroller", { dependencies: { mdsKafkaCluster: null } }),
        says: /KRaftController kraftcontroller .* without the brokers/,
        fix: /mdsKafkaCluster/,
    },
    "role bindings without RBAC": {
        components: secure,
        more: patch("Kafka", "kafka", { authorization: { type: "simple" } }),
        says: /has ConfluentRolebinding platform-admins-kafka \(gitops\/platform\/components\/rbac\/role-bindings\.yaml\), but no Kafka with RBAC/,
        fix: /or remove it/,
    },
    "ACLs without authentication": {
        components: ["acls"],
        says: /Kafka kafka .* with ACLs, but clients do not have to authenticate/,
        fix: /above components\/acls/,
    },
    "two authentications": {
        components: ["tls-generated", "sasl-plain", "mtls"],
        says: /has two types of authentication in one place: .*listeners\.external\.authentication of Kafka kafka .* is of type mtls with jaasConfig/,
        fix: /an overlay has only one/,
    },
    "two authentications, the other way round": {
        components: ["tls-generated", "mtls", "sasl-plain"],
        says: /Kafka kafka .* is of type plain with principalMappingRules/,
        fix: /an overlay has only one/,
    },
    "mTLS without TLS": {
        components: ["mtls"],
        says: /has mTLS without TLS: Kafka kafka .* at listeners\.internal/,
        fix: /above components\/mtls/,
    },
    "a client that signs in otherwise than the listener asks": {
        components: ["tls-cert-manager", "mtls"],
        more: patch("SchemaRegistry", "schemaregistry", { dependencies: { kafka: { authentication: null } } }),
        says: /Kafka kafka .*, listeners\.internal, expects the authentication type mtls, but SchemaRegistry schemaregistry .* uses none/,
        fix: /spec\.dependencies\.kafka\.authentication/,
    },
    "a client of a REST API that brings no certificate": {
        components: ["tls-cert-manager", "mtls"],
        more: patch("Connect", "connect", { dependencies: { schemaRegistry: { authentication: null } } }),
        says: /SchemaRegistry schemaregistry .* expects the authentication type mtls, but Connect connect .* uses none/,
        fix: /spec\.dependencies\.schemaRegistry\.authentication/,
    },
    "brokers that sign in to controllers otherwise": {
        components: ["tls-cert-manager", "mtls"],
        more: patch("Kafka", "kafka", {
            dependencies: { kRaftController: { controllerListener: { authentication: null } } },
        }),
        says: /KRaftController kraftcontroller .* expects the authentication type mtls at listeners\.controller, but Kafka kafka .* uses none/,
        fix: /the same type/,
    },
    "an address that the JVM is not allowed to request": {
        components: ["tls-cert-manager", "oauth"],
        more: patch("Connect", "connect", { configOverrides: { jvm: ["-Xmx1g"] } }),
        says: /Connect connect .* JVM is not allowed to request tokens or keys from https:\/\/idp\.example\.com\/.*\/token/,
        fix: /-Dorg\.apache\.kafka\.sasl\.oauthbearer\.allowed\.urls=https:/,
    },
};
