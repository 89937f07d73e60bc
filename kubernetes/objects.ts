/** What names a kind: every Kubernetes object has it in itself. */
export interface GroupVersionKind {
    /** Such as `v1` or `platform.confluent.io/v1beta1`. */
    apiVersion: string;
    kind: string;
}

export interface ObjectMeta {
    name?: string;
    /** Of a namespaced kind; the kubeconfig's namespace, else `default`, where it is not given. */
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

/** An object's name as messages say it: `Kafka confluent/kafka`. */
export const describe = ({ kind }: GroupVersionKind, name: string | undefined, namespace?: string): string =>
    `${kind} ${namespace ? `${namespace}/` : ""}${name ?? "(no name)"}`;
