/**
 * A `jsonpath=` condition as pulumi-kubernetes reads it (provider/pkg/jsonpath): RFC 9535 in braces, and optionally a
 * value.
 */
import { compile, type JSONValue } from "json-p3";
import type { Json } from "../values";

export interface JsonPathCondition {
    /** The first value that the path finds; undefined if it finds none. */
    readonly find: (root: Json) => Json | undefined;
    /** Undefined if any value suffices. */
    readonly value: string | undefined;
}

/** @throws Error for a text that doesn't have this form */
export function parseJsonPath(text: string): JsonPathCondition {
    // Split at each equals sign, except in a comparison.
    const [path = "", value, ...more] = text.replaceAll("==", "\0").split("=");
    const braces = /^\{\s*(.*?)\s*\}/.exec(path.replaceAll("\0", "=="));
    if (braces === null || value === "" || more.length > 0) {
        throw new Error(`jsonpath=${text}: write {.path}=value or {.path}`);
    }
    const inside = braces[1] ?? "";
    const query = compile(inside.startsWith("$") ? inside : `$${inside}`);
    return {
        find: (root) => query.query(root as JSONValue).values()[0] as Json | undefined,
        value: value?.replaceAll("\0", "=="),
    };
}
