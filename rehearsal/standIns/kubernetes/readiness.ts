/**
 * When an object counts as ready: Namespaces when Active, CRDs when Established, others when the condition in their
 * annotation `pulumi.com/waitFor` holds. It doesn't wait for pods, or for what waits for them, because nothing runs
 * them here.
 */
import type { KubernetesObject } from "../../../kubernetes";
import type { Json } from "../values";
import { parseJsonPath } from "./jsonPath";

export interface Condition {
    /** In the form that the user sees, such as `jsonpath={.status.phase}=RUNNING`. */
    readonly text: string;
    readonly holds: (live: KubernetesObject) => boolean;
}

const say = (value: Json | undefined): string =>
    value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);

function conditionNamed(type: string, is: string): (live: KubernetesObject) => boolean {
    return ({ status }) => {
        const { conditions } = (status ?? {}) as { conditions?: { type?: string; status?: string }[] };
        return (conditions ?? []).some((entry) => entry.type === type && entry.status === is);
    };
}

/** @throws Error for anything but `condition=TYPE[=STATUS]` and `jsonpath={PATH}[=VALUE]` */
export function parseCondition(text: string): Condition {
    const condition = /^condition=([^=]+)(?:=(.*))?$/.exec(text);
    if (condition !== null) {
        return { text, holds: conditionNamed(condition[1] ?? "", condition[2] ?? "True") };
    }
    if (!text.startsWith("jsonpath=")) {
        throw new Error(`pulumi.com/waitFor: cannot read ${text}; write condition=TYPE or jsonpath={.a.b}=VALUE`);
    }
    const { find, value: wanted } = parseJsonPath(text.slice("jsonpath=".length));
    return {
        text,
        holds: (live) => {
            const value = find(live as unknown as Json);
            return isObserved(live) && (wanted === undefined ? value !== undefined : say(value) === wanted);
        },
    };
}

/** Whether a status belongs to the current spec, if it has its generation. */
function isObserved({ metadata, status }: KubernetesObject): boolean {
    const { observedGeneration } = (status ?? {}) as { observedGeneration?: number };
    return observedGeneration === undefined || observedGeneration >= (metadata.generation ?? 0);
}

/** @param waitFor a condition, or a JSON list of conditions that must all hold */
export function parseConditions(waitFor: string): Condition[] {
    const list = waitFor.trimStart().startsWith("[") ? (JSON.parse(waitFor) as string[]) : [waitFor];
    return list.map(parseCondition);
}

const BUILT_IN: Readonly<Record<string, string>> = {
    "v1 Namespace": "jsonpath={.status.phase}=Active",
    "apiextensions.k8s.io/v1 CustomResourceDefinition": "condition=Established",
};

/** What to wait for after an object was applied; nothing for most kinds. */
export function conditionsFor({ apiVersion, kind, metadata }: KubernetesObject): Condition[] {
    const { annotations } = metadata;
    if (annotations?.["pulumi.com/skipAwait"] === "true") {
        return [];
    }
    const waitFor = annotations?.["pulumi.com/waitFor"] ?? BUILT_IN[`${apiVersion} ${kind}`];
    return waitFor === undefined ? [] : parseConditions(waitFor);
}
