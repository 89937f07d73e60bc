import type { KubernetesObject } from "../../kubernetes";

/** CRDs, and where they are from, as a user is told. */
export interface CrdSet {
    /** Such as `chart confluent-for-kubernetes 0.2038.1`. */
    source: string;
    objects: KubernetesObject[];
}
