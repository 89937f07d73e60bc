/** The contents of a Secret that a field refers to: its keys, and their format. */
export interface Form {
    /** Sets of keys, of which one suffices; empty if the object that refers to it names the keys itself. */
    keys: readonly (readonly string[])[];
    /** What it contains, and the format of each key. */
    what: string;
    /** The source of these facts. */
    source: string;
}

const docs = "https://docs.confluent.io/operator/current";
const examples = "https://github.com/confluentinc/confluent-kubernetes-examples/tree/master";
const kubernetes = "https://kubernetes.io/docs/concepts/configuration/secret/";

const nameAndPassword = "username=NAME and password=PASSWORD, a line each";

/** Every form of Secret that Confluent's kinds, and Kubernetes' own, use. */
export const forms = {
    "sasl-users": {
        keys: [["plain-users.json", "plain-interbroker.txt", "plain.txt"]],
        what: `who may sign in to a listener by SASL/PLAIN: plain-users.json is {"NAME": "PASSWORD"}; the other two are the broker's own ${nameAndPassword}`,
        source: `${docs}/co-authenticate-kafka.html; plain.txt: ${examples}/security/production-secure-deploy-ldap-rbac-all/kraft-cluster`,
    },
    "sasl-ldap-broker": {
        keys: [["plain-interbroker.txt", "plain.txt"]],
        what: `the broker's own user in LDAP: ${nameAndPassword}`,
        source: `${docs}/co-authenticate-kafka.html`,
    },
    "sasl-broker": {
        keys: [["plain.txt", "plain-interbroker.txt"]],
        what: `the user by which a broker or controller signs in to the others: ${nameAndPassword}`,
        source: `${examples}/security/production-secure-deploy-ldap-rbac-all/kraft-cluster`,
    },
    "sasl-client": {
        keys: [["plain.txt"]],
        what: `the user by which a component signs in to Kafka: ${nameAndPassword}`,
        source: `${docs}/co-authenticate-kafka.html`,
    },
    "jaas-text": {
        keys: [["plain-jaas.conf"], ["digest-jaas.conf"], ["oauth-jass.conf"]],
        what: "a JAAS configuration, passed through as it is",
        source: `${docs}/co-authenticate-kafka.html; oauth-jass.conf: ${examples}/gateway`,
    },
    "digest-users": {
        keys: [["digest-users.json"]],
        what: `who may sign in to ZooKeeper: {"NAME": "PASSWORD"}`,
        source: `${examples}/security/production-secure-deploy-ldap-rbac-all`,
    },
    "digest-client": {
        keys: [["digest.txt"]],
        what: `the user by which a broker signs in to ZooKeeper: username="NAME" and password="PASSWORD", a line each`,
        source: `${examples}/security/production-secure-deploy-ldap-rbac-all`,
    },
    "oauth-client": {
        keys: [["oauth.txt"]],
        what: "a client of the identity provider: clientId=ID and clientSecret=SECRET, a line each",
        source: `${examples}/security/oauth`,
    },
    "oidc-client": {
        keys: [["oidcClientSecret.txt"]],
        what: "MDS's client of the identity provider for single sign-on: clientId=ID and clientSecret=SECRET, a line each",
        source: `${examples}/security/control-center-sso`,
    },
    "assertion-key": {
        keys: [["private-key"]],
        what: "the private key that signs client assertions, in PEM; private-key-passphrase beside it where it is encrypted",
        source: `${examples}/security/oauth/client_assertion`,
    },
    "basic-users": {
        keys: [["basic.txt"]],
        what: "who may sign in to a REST API or to Control Center: NAME: PASSWORD,ROLE on a line each",
        source: `${docs}/co-authenticate-cp.html`,
    },
    "basic-client": {
        keys: [["basic.txt"]],
        what: `the user by which a component signs in to a REST API: ${nameAndPassword}`,
        source: `${docs}/co-authenticate-cp.html`,
    },
    bearer: {
        keys: [["bearer.txt"]],
        what: `the user for whom MDS gives a token: ${nameAndPassword}`,
        source: `${docs}/co-rbac.html`,
    },
    ldap: {
        keys: [["ldap.txt"]],
        what: "the account that looks users up in LDAP: username=DN and password=PASSWORD, a line each",
        source: `${docs}/co-rbac.html`,
    },
    "user-store": {
        keys: [["userstore.txt"]],
        what: "the users of MDS without LDAP: NAME:PASSWORD on a line each",
        source: `${examples}/security/mds-file-userstore`,
    },
    "mds-key-pair": {
        keys: [["mdsPublicKey.pem", "mdsTokenKeyPair.pem"]],
        what: "the RSA key pair by which MDS signs tokens: the private key as PKCS #1, the public one as SPKI, in PEM",
        source: `${docs}/co-rbac.html; forms: ${examples}/assets/certs`,
    },
    "mds-public-key": {
        keys: [["mdsPublicKey.pem"]],
        what: "the key by which a component checks MDS's tokens, in PEM",
        source: `${docs}/co-rbac.html`,
    },
    "password-encoder": {
        keys: [["password-encoder.txt"]],
        what: "what encrypts passwords in Kafka's own configuration: password=PASSWORD; oldPassword=OLD while it is rotated",
        source: `${docs}/co-password-encoder-secret.html`,
    },
    license: {
        keys: [["license.txt"]],
        what: "Confluent's licence: license=KEY",
        source: `${docs}/co-license.html`,
    },
    "ca-pair": {
        keys: [["tls.crt", "tls.key"]],
        what: "a certificate authority by which others make certificates, such as the operator (autoGeneratedCerts): its certificate and key, in PEM",
        source: `${docs}/co-network-encryption.html`,
    },
    tls: {
        keys: [
            ["tls.crt", "tls.key", "ca.crt"],
            ["fullchain.pem", "privkey.pem", "cacerts.pem"],
            ["keystore.jks", "truststore.jks", "jksPassword.txt"],
        ],
        what: "a certificate with its chain, its key, and whom to trust",
        source: `${docs}/co-network-encryption.html`,
    },
    "jks-password": {
        keys: [["jksPassword.txt"]],
        what: "the password of key and trust stores: jksPassword=PASSWORD",
        source: `${docs}/co-network-encryption.html`,
    },
    "pull-secret": {
        keys: [[".dockerconfigjson"]],
        what: "how to sign in to an image registry (type kubernetes.io/dockerconfigjson)",
        source: kubernetes,
    },
    "gateway-admin": {
        keys: [["username", "password"]],
        what: "the user who may change SCRAM credentials in Kafka",
        source: `${examples}/gateway/authswap-sasl-scram-sasl-plain`,
    },
    "gateway-store": {
        keys: [],
        what: "how Confluent Gateway reaches a secret store, or whom it swaps: the keys are the store's",
        source: `${examples}/gateway`,
    },
    named: {
        keys: [],
        what: "what the object itself names by key",
        source: kubernetes,
    },
    other: {
        keys: [],
        what: "not known: Confluent's public pages and examples show neither its keys nor their form; ask Confluent before you make it",
        source: `not in ${docs}, nor in ${examples}`,
    },
} as const satisfies Record<string, Form>;

export type FormName = keyof typeof forms;
