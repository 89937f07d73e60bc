import type { MadeSecret, Values } from "../make";

/** Where Secrets are kept, and how they get to the cluster. */
export interface Way {
    /** The kind of object that represents a Secret in the overlay, if there is one. */
    maker: string | undefined;
    /** The existing Secrets, by name. */
    read(names: readonly string[]): Promise<ReadonlyMap<string, Values>>;
    /** What is about to be done, for confirmation; undefined if it only changes files in this working copy. */
    question: string | undefined;
    /** Rejects what could not be stored, before anything is. */
    check(secrets: readonly MadeSecret[]): Promise<void>;
    /** @returns what was done, one line each, without values */
    put(secrets: readonly MadeSecret[]): Promise<string[]>;
    /**
     * When the cluster has the new values, as a phrase: a restart before that has no effect. Undefined if it has them
     * at once.
     */
    arrives(names: readonly string[]): string | undefined;
}

/** Set on what this command has created, so that it recognizes its own objects. */
export const ownLabels = { "app.kubernetes.io/managed-by": "confluent-gitops" };

/** A Secret as a Kubernetes object. */
export const secretObject = ({ name, type, values }: MadeSecret, namespace: string) => ({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name, namespace, labels: ownLabels },
    type,
    data: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value.toString("base64")])),
});
