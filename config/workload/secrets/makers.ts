import { child } from "../platform";
import { isObject, type Json, textOf } from "../../kustomize/json";
import type { Resource } from "../../kustomize/resource";

/** An object that makes a Secret, or is one. */
export interface Maker {
    /** Name of the Secret. */
    secret: string;
    resource: Resource;
    /** The keys that it will have, where the object tells them. */
    keys: readonly string[];
}

/**
 * The Secrets that an object makes: Kubernetes' own, those of External Secrets, Sealed Secrets, cert-manager and
 * trust-manager (their CRDs: `spec.target`, `spec.template`, `spec.secretName`, `privateKeySecretRef`, `spec.target.secret`).
 */
export function makersOf(resource: Resource): Maker[] {
    const { group, kind, name, object } = resource;
    const at = (...path: string[]) => path.reduce<Json | undefined>(child, object);
    const made = (secret: Json | undefined, keys: readonly string[]): Maker[] =>
        textOf(secret) ? [{ secret: textOf(secret), resource, keys }] : [];
    switch (`${group}/${kind}`) {
        case "/Secret":
            return made(name, [...namesIn(at("data")), ...namesIn(at("stringData"))]);
        case "bitnami.com/SealedSecret":
            return made(name, [...namesIn(at("spec", "encryptedData")), ...namesIn(at("spec", "template", "data"))]);
        case "external-secrets.io/ExternalSecret":
            return made(at("spec", "target", "name") ?? name, externalKeys(at("spec")));
        case "external-secrets.io/ClusterExternalSecret":
            return made(
                at("spec", "externalSecretSpec", "target", "name") ?? at("spec", "externalSecretName") ?? name,
                externalKeys(at("spec", "externalSecretSpec")),
            );
        case "cert-manager.io/Certificate":
            return made(at("spec", "secretName"), ["tls.crt", "tls.key", "ca.crt"]);
        case "cert-manager.io/Issuer":
        case "cert-manager.io/ClusterIssuer":
            return made(at("spec", "acme", "privateKeySecretRef", "name"), ["tls.key"]);
        case "trust.cert-manager.io/Bundle": {
            const key = textOf(at("spec", "target", "secret", "key"));
            return key ? made(name, [key]) : [];
        }
        default:
            return [];
    }
}

const namesIn = (node: Json | undefined): string[] => (isObject(node) ? Object.keys(node) : []);

function externalKeys(spec: Json | undefined): string[] {
    const data = child(spec, "data");
    const listed = Array.isArray(data) ? data.map((one) => textOf(child(one, "secretKey"))).filter(Boolean) : [];
    const template = namesIn(child(child(child(spec, "target"), "template"), "data"));
    return template.length > 0 ? template : listed;
}
