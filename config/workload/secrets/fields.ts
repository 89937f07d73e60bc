import { confluentGroup } from "../confluentKinds";
import type { FormName } from "./forms";

/** For forms that depend on more than the field's path. */
export interface Around {
    kind: string;
    /** `type` of the authentication that the field belongs to; empty if it has none. */
    type: string;
    /** Keys that the object selects; undefined if it uses all of them. */
    keys?: readonly string[];
}

interface Field {
    /** The end of a path, or the whole path: `…` stands for anything before, `*` for one name, `[]` for a list. */
    at: string;
    form: FormName | ((around: Around) => FormName | undefined);
}

// The contents of `jaasConfig` depend on who authenticates to whom, and how.
const listener = ({ type }: Around): FormName => (type === "ldap" ? "sasl-ldap-broker" : saslOf(type, "sasl-users"));
const client = ({ type }: Around): FormName => saslOf(type, "sasl-client");
const broker = ({ type }: Around): FormName => saslOf(type, "sasl-broker");
const zookeeper = ({ type }: Around): FormName => (type === "digest" ? "digest-client" : "sasl-client");

/** A pod that mounts only `plain.txt` is a Kafka client, like a component. */
const clientOfKafka = ({ keys = [] }: Around): FormName =>
    keys.length === 1 && keys[0] === "plain.txt" ? "sasl-client" : "named";

function saslOf(type: string, plain: FormName): FormName {
    return type === "oauth" || type === "bearer" ? "oauth-client" : plain;
}

/**
 * Every field in Confluent's kinds that names a Secret (CRDs of CFK 3.3); the first match counts. A test compares them
 * with the CRDs.
 */
const confluentFields: readonly Field[] = [
    { at: "spec.image.pullSecretRef", form: "pull-secret" },
    { at: "spec.license.secretRef", form: "license" },
    { at: "spec.passwordEncoder.secretRef", form: "password-encoder" },
    { at: "spec.mountedSecrets[].secretRef", form: "named" },

    { at: "….jksPassword.secretRef", form: "jks-password" },
    { at: "….tls.keyPassword.secretRef", form: "other" },
    { at: "….clientAssertion.localClientAssertion.privateKeyFile.secretRef", form: "assertion-key" },
    { at: "….clientAssertion.jwtTokenFile.secretRef", form: "other" },
    { at: "spec.connectorTLSCerts[].secretRef", form: "tls" },
    { at: "….tls.secretRef", form: "tls" },

    { at: "….jaasConfigPassThrough.secretRef", form: "jaas-text" },
    { at: "spec.listeners.*.authentication.jaasConfig.secretRef", form: listener },
    { at: "spec.listeners.custom[].authentication.jaasConfig.secretRef", form: listener },
    { at: "spec.controllerListener.authentication.jaasConfig.secretRef", form: listener },
    { at: "spec.routes[].security.client.authentication.jaasConfig.secretRef", form: listener },
    { at: "spec.authentication.jaasConfig.secretRef", form: "digest-users" },
    { at: "….kRaftController.controllerListener.authentication.jaasConfig.secretRef", form: broker },
    { at: "spec.dependencies.mdsKafkaCluster.authentication.jaasConfig.secretRef", form: broker },
    { at: "….zookeeper.authentication.jaasConfig.secretRef", form: zookeeper },
    { at: "….authentication.jaasConfig.secretRef", form: client },
    { at: "….authentication.oauthbearer.secretRef", form: "oauth-client" },
    { at: "….authentication.oauth.secretRef", form: "oauth-client" },
    { at: "….authentication.bearer.secretRef", form: "bearer" },
    { at: "spec.authentication.basic.secretRef", form: "basic-users" },
    { at: "spec.services.*.authentication.basic.secretRef", form: "basic-users" },
    { at: "….authentication.basic.secretRef", form: "basic-client" },
    { at: "spec.authentication.ldap.secretRef", form: "ldap" },

    { at: "….ldap.authentication.simple.secretRef", form: "ldap" },
    { at: "….file.secretRef", form: "user-store" },
    { at: "….clientCredentials.secretRef", form: "oidc-client" },
    { at: "spec.services.mds.tokenKeyPair.secretRef", form: "mds-key-pair" },
    { at: "….tokenKeyPair.secretRef", form: "mds-public-key" },

    { at: "….discovery.secretRef", form: "other" },
    { at: "….accessControl.secretRef", form: "other" },
    { at: "….jmx.authentication.secretRef", form: "other" },
    { at: "….scram.admin.secretRef", form: "gateway-admin" },
    { at: "spec.secretStores[].provider.configSecretRef", form: "gateway-store" },
    { at: "spec.secretStores[].provider.clientCredentialsRef", form: "gateway-store" },
    { at: "spec.secretStores[].provider.certificateRef", form: "tls" },
    { at: "spec.secretRef", form: ({ kind }) => (kind === "FlinkSecret" ? "named" : undefined) },
];

/** Fields in Kubernetes' own kinds, which Confluent's kinds contain too; and similar fields of other operators. */
const kubernetesFields: readonly Field[] = [
    { at: "….imagePullSecrets[]", form: "pull-secret" },
    { at: "imagePullSecrets[]", form: "pull-secret" },
    { at: "….tls[].secretName", form: "tls" },
    // cert-manager's Issuer.
    { at: "spec.ca.secretName", form: "ca-pair" },
    { at: "secrets[]", form: "named" },
    { at: "….volumes[].secret", form: clientOfKafka },
    { at: "….sources[].secret", form: "named" },
    { at: "….secretKeyRef", form: "named" },
    { at: "….secretName", form: "named" },
    { at: "….secretRef", form: "named" },
    { at: "….*SecretRef", form: "named" },
    // monitoring.coreos.com: a key of a Secret, by name and key.
    { at: "….*Secret", form: "named" },
    { at: "….basicAuth.username", form: "named" },
    { at: "….basicAuth.password", form: "named" },
    { at: "….tlsConfig.*.secret", form: "named" },
];

/** Parts of Confluent's kinds that have Kubernetes' own types. */
const ofKubernetes = /odTemplate|mountedVolumes|containerTemplate|containerOverrides|ingress/;

const compiled = (fields: readonly Field[]) => fields.map(({ at, form }) => ({ at: expressionOf(at), form }));

function expressionOf(at: string): RegExp {
    const end = at.replace(/^…\./, "");
    const escaped = end.replace(/[.[\]]/g, "\\$&").replaceAll("*", "[A-Za-z]+");
    return new RegExp(`^${end === at ? "" : "(.*\\.)?"}${escaped}$`);
}

const confluent = compiled(confluentFields);
const kubernetes = compiled(kubernetesFields);

/**
 * The form of the Secret that a field refers to; undefined for a field that names no Secret.
 * @param path as in `confluentFields`
 */
export function formAt(group: string, path: string, around: Around): FormName | undefined {
    const isOwn = group === confluentGroup && !ofKubernetes.test(path);
    const form = (isOwn ? confluent : kubernetes).find(({ at }) => at.test(path))?.form;
    return typeof form === "function" ? form(around) : form;
}
