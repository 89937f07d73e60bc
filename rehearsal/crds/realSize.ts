import type { KubernetesObject } from "../../kubernetes";
import { smallConfluentCrds } from "./confluent";

/** Size in KB of each schema in CFK 3.3 as JSON without descriptions, in descending order, starting with Kafka's. */
const sizes = [128, 86, 79, 79, 70, 61, 59, 46, 44, 38, 12, 9, 9, 8, 7, 6, 6, 5, 4, 3, 3, 3, 3, 2, 2, 2, 2, 2];

/** The approximate depth of a pod template's schema within a component's. */
const depthOfFields = 6;

const prose =
    "How the operator runs this part. A change rolls the pods one by one; left out, the default of the image is taken.";

type Schema = Record<string, unknown>;

/**
 * Stand-ins for the CRDs of Confluent for Kubernetes in their real size, for tests and measurements: names as in
 * `smallConfluentCrds`, schemas as large and about as deep as the real ones, and a description for each field. As YAML,
 * they have 4 MB, like the real ones.
 */
export function realSizeCrds(): KubernetesObject[] {
    return smallConfluentCrds().map((crd, index) => {
        const spec = crd.spec as { versions: Schema[] };
        const schema = schemaOf((sizes[index] ?? 2) * 1_000, 0);
        const openAPIV3Schema = { type: "object", properties: { spec: schema } };
        return { ...crd, spec: { ...spec, versions: [{ ...spec.versions[0], schema: { openAPIV3Schema } }] } };
    });
}

/** The same without descriptions, as the stack applies them: no field has the name `description`. */
export function bareCrds(): KubernetesObject[] {
    const bare = JSON.stringify(realSizeCrds(), (key, value: unknown) => (key === "description" ? undefined : value));
    return JSON.parse(bare) as KubernetesObject[];
}

/** The schema of an object with enough fields for the given number of bytes. */
function schemaOf(bytes: number, depth: number): Schema {
    const isLast = depth === depthOfFields || bytes < 600;
    const count = isLast ? Math.max(1, Math.round(bytes / 90)) : 4;
    const field = (index: number): [string, Schema] =>
        isLast
            ? [`setting${index}`, { description: prose, type: "string", minLength: 1, pattern: "^[a-z]" }]
            : [`part${index}`, schemaOf(bytes / count, depth + 1)];
    return {
        description: prose,
        type: "object",
        properties: Object.fromEntries(Array.from({ length: count }, (_, index) => field(index))),
    };
}
