import type { KubernetesObject } from "../kubernetesApi";
import { smallConfluentCrds } from "./confluent";

/**
 * Bytes of each schema as JSON without its descriptions, as of CFK 3.3 (from clusterlinks to zookeepers, in the order of
 * `smallConfluentCrds` the greatest last). Its chart's CRDs are 3.6 MB of YAML.
 */
const sizes = [2, 3, 4, 6, 8, 9, 12, 44, 59, 61, 70, 78, 86, 128].map((kilobytes) => kilobytes * 1_000);

/** Of an API server's limits, depth matters: a pod template's schema is about as deep as this. */
const DEPTH = 6;

const prose =
    "How the operator runs this part. A change rolls the pods one by one; left out, the default of the image is taken.";

type Schema = Record<string, unknown>;

/**
 * Stand-ins for the CRDs of Confluent for Kubernetes at their real size, for tests and measurements: names as in
 * `smallConfluentCrds`, schemas as large and about as deep as the real ones, a description at each field.
 */
export function realSizeCrds(): KubernetesObject[] {
    return smallConfluentCrds().map((crd, index) => {
        const spec = crd.spec as { versions: Schema[] };
        const openAPIV3Schema = { type: "object", properties: { spec: schemaOf(sizes[index % sizes.length] ?? 0, 0) } };
        return { ...crd, spec: { ...spec, versions: [{ ...spec.versions[0], schema: { openAPIV3Schema } }] } };
    });
}

/** An object's schema, with as many fields below it as make so many bytes. */
function schemaOf(bytes: number, depth: number): Schema {
    const fields = Math.max(1, depth === DEPTH ? Math.round(bytes / 90) : 4);
    const field = (index: number): [string, Schema] =>
        depth === DEPTH || bytes < 600
            ? [`setting${index}`, { description: prose, type: "string", minLength: 1, pattern: "^[a-z]" }]
            : [`part${index}`, schemaOf(bytes / fields, depth + 1)];
    return {
        description: prose,
        type: "object",
        properties: Object.fromEntries(Array.from({ length: fields }, (_, i) => field(i))),
    };
}
