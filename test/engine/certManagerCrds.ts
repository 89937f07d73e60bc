import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../base/checkout";
import type { KubernetesObject } from "../../kubernetes";

const group = "cert-manager.io";

/**
 * The CRDs of what the TLS components ask cert-manager for: cert-manager's own where ../shared has them, and otherwise small ones,
 * which take any field. Names and version are cert-manager's (deploy/crds in its repository).
 */
export function certManagerCrds(): KubernetesObject[] {
    const shared = join(root, "../shared/crds/third-party.json");
    if (!existsSync(shared)) return [small("Certificate", "certificates"), small("Issuer", "issuers")];
    const { items } = JSON.parse(readFileSync(shared, "utf8")) as {
        items: (KubernetesObject & { spec: { group: string } })[];
    };
    return items.filter(({ spec }) => spec.group === group);
}

const small = (kind: string, plural: string): KubernetesObject => ({
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${group}` },
    spec: {
        group,
        names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
        scope: "Namespaced",
        versions: [
            {
                name: "v1",
                served: true,
                storage: true,
                schema: { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
            },
        ],
    },
});
