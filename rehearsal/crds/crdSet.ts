import type { KubernetesObject } from "../../kubernetes";

/** CRDs, and their source, as shown to the user. */
export interface CrdSet {
    /** Such as `chart confluent-for-kubernetes 0.2038.1`. */
    source: string;
    objects: KubernetesObject[];
}
