import type { KubernetesObject } from "../../kubernetes";
import { smallConfluentCrds } from "./confluent";

/** KB of each schema of CFK 3.3 as JSON without its descriptions, the greatest first: Kafka's. */
const sizes = [128, 86, 79, 79, 70, 61, 59, 46, 44, 38, 12, 9, 9, 8, 7, 6, 6, 5, 4, 3, 3, 3, 3, 2, 2, 2, 2, 2];

/** About how deep the schema of a pod template is within a component's. */
const depthOfFields = 6;

const prose =
    "How the operator runs this part. A change rolls the pods one by one; left out, the default of the image is taken.";

type Schema = Record<string, unknown>;

/**
 * Stand-ins for the CRDs of Confluent for Kubernetes at their real size, for tests and measurements: names as in
 * `smallConfluentCrds`, schemas as large and about as deep as the real ones, a description at each field. As YAML they
 * are 4 MB, as the real ones are.
 */
export function realSizeCrds(): KubernetesObject[] {
    return smallConfluentCrds().map((crd, index) => {
        const spec = crd.spec as { versions: Schema[] };
        const schema = schemaOf((sizes[index] ?? 2) * 1_000, 0);
        const openAPIV3Schema = { type: "object", properties: { spec: schema } };
        return { ...crd, spec: { ...spec, versions: [{ ...spec.versions[0], schema: { openAPIV3Schema } }] } };
    });
}

/** The same without descriptions, as the stack applies them: of no field is `description` the name. */
export function bareCrds(): KubernetesObject[] {
    const bare = JSON.stringify(realSizeCrds(), (key, value: unknown) => (key === "description" ? undefined : value));
    return JSON.parse(bare) as KubernetesObject[];
}

/** An object's schema, with as many fields below it as make so many bytes. */
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
