import type { MadeSecret, Values } from "../make";

/** Where Secrets are kept, and how they get to the cluster. */
export interface Way {
    /** The kind of object by which the overlay has a Secret, where it has one. */
    maker: string | undefined;
    /** What is there already, by the Secret's name. */
    read(names: readonly string[]): Promise<ReadonlyMap<string, Values>>;
    /** What is about to be done, to be asked; undefined where it changes nothing but files of this working copy. */
    question: string | undefined;
    /** Refuses what could not be put, before anything is. */
    check(secrets: readonly MadeSecret[]): Promise<void>;
    /** @returns what was done, a line each, without a value */
    put(secrets: readonly MadeSecret[]): Promise<string[]>;
    /** When the cluster has what was put, as a phrase: before that, a restart brings nothing. Undefined where it has it at once. */
    arrives(names: readonly string[]): string | undefined;
}

/** On what this command has made: what it finds again is its own. */
export const ownLabels = { "app.kubernetes.io/managed-by": "confluent-gitops" };

/** A Secret as Kubernetes has it. */
export const secretObject = ({ name, type, values }: MadeSecret, namespace: string) => ({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name, namespace, labels: ownLabels },
    type,
    data: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value.toString("base64")])),
});
