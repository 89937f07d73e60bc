import { confluentGroup as group, confluentKinds, confluentVersion } from "../../config/workload/confluentKinds";
import type { KubernetesObject } from "../../kubernetes";

/**
 * Stand-ins for the CRDs of Confluent for Kubernetes, for a machine that can't get the real ones: the same names, with
 * any fields. A misspelt field is therefore accepted here, unlike in a real cluster; a replica count that isn't a
 * number is rejected.
 */
export function smallConfluentCrds(): KubernetesObject[] {
    return confluentKinds.map(({ kind, plural }) => ({
        apiVersion: "apiextensions.k8s.io/v1",
        kind: "CustomResourceDefinition",
        metadata: { name: `${plural}.${group}` },
        spec: {
            group,
            scope: "Namespaced",
            names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
            versions: [{ name: confluentVersion, served: true, storage: true, subresources: { status: {} }, schema }],
        },
    }));
}

const open = { type: "object", "x-kubernetes-preserve-unknown-fields": true };

const schema = {
    openAPIV3Schema: {
        type: "object",
        required: ["spec"],
        properties: {
            spec: { ...open, properties: { replicas: { type: "integer", format: "int32", minimum: 0 } } },
            status: open,
        },
    },
};
