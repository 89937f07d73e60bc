import { at, list, text, type Value } from "./values";

/** The statements of a policy document, which AWS takes as JSON, alone or in a list. */
function statements(document: Value): Value[] {
    const parsed = typeof document === "string" ? (JSON.parse(document) as Value) : document;
    return several(at(parsed, "Statement"));
}

/** A member of a policy document may be one text, or a list of them. */
const several = (value: Value): Value[] => (value === undefined ? [] : Array.isArray(value) ? list(value) : [value]);

const allows = (statement: Value): boolean => at(statement, "Effect") === "Allow";

/** Whether a role's trust lets a service take it on. */
export const trusts = (document: Value, service: RegExp): boolean =>
    statements(document).some(
        (statement) =>
            allows(statement) && several(at(statement, "Principal", "Service")).some((one) => service.test(text(one))),
    );

/** Actions that a document allows without naming them: `*`, `s3:*`, and everything but some by NotAction. */
export const broadActions = (document: Value): string[] =>
    statements(document)
        .filter(allows)
        .flatMap((statement) => [
            ...several(at(statement, "Action")).map(text),
            ...(at(statement, "NotAction") === undefined ? [] : ["NotAction"]),
        ])
        .filter((action) => action === "NotAction" || /(^|:)\*$/.test(action));
