/**
 * When an object counts as ready: Namespaces when Active, CRDs when Established, others when their annotation
 * `pulumi.com/waitFor` holds. Pods and what waits for them are not waited for: nothing runs them here.
 */
import type { KubernetesObject } from "../../kubernetesApi";
import type { Json } from "../values";
import { parseJsonPath, valueAt } from "./jsonPath";

export interface Condition {
    /** As the user reads it, such as `jsonpath={.status.phase}=RUNNING`. */
    readonly text: string;
    readonly holds: (live: KubernetesObject) => boolean;
}

const say = (value: Json | undefined): string =>
    value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);

function conditionNamed(type: string, is: string): (live: KubernetesObject) => boolean {
    const steps = parseJsonPath("{.status.conditions}");
    return (live) => {
        const conditions = valueAt(steps, live as unknown as Json);
        return (
            Array.isArray(conditions) &&
            conditions.some((entry: { type?: string; status?: string }) => entry.type === type && entry.status === is)
        );
    };
}

/** @throws Error for anything but `condition=TYPE[=STATUS]` and `jsonpath={PATH}[=VALUE]`. */
export function parseCondition(text: string): Condition {
    const condition = /^condition=([^=]+)(?:=(.*))?$/.exec(text);
    if (condition !== null) {
        return { text, holds: conditionNamed(condition[1] ?? "", condition[2] ?? "True") };
    }
    const path = /^jsonpath=(\{.*?\})(?:=(.*))?$/.exec(text);
    if (path === null) {
        throw new Error(`pulumi.com/waitFor: cannot read ${text}; write condition=TYPE or jsonpath={.a.b}=VALUE`);
    }
    const steps = parseJsonPath(path[1] ?? "");
    const wanted = path[2];
    return {
        text,
        holds: (live) => {
            const value = valueAt(steps, live as unknown as Json);
            return wanted === undefined ? value !== undefined : say(value) === wanted;
        },
    };
}

/** @param waitFor one condition, or a JSON list of conditions that must all hold. */
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
