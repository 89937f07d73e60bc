/** The fields that identify a kind, which every Kubernetes object contains. */
export interface GroupVersionKind {
    /** For example `v1` or `platform.confluent.io/v1beta1`. */
    apiVersion: string;
    kind: string;
}

export interface ObjectMeta {
    name?: string;
    /** For namespaced kinds. Default: the kubeconfig's namespace, or `default`. */
    namespace?: string;
    uid?: string;
    resourceVersion?: string;
    generation?: number;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    finalizers?: string[];
    deletionTimestamp?: string;
    [field: string]: unknown;
}

/** Any Kubernetes object, as JSON. */
export interface KubernetesObject extends GroupVersionKind {
    metadata: ObjectMeta;
    [field: string]: unknown;
}

/** An object's name in messages: `Kafka confluent/kafka`. */
export const describe = ({ kind }: GroupVersionKind, name: string | undefined, namespace?: string): string =>
    `${kind} ${namespace ? `${namespace}/` : ""}${name ?? "(no name)"}`;
