/**
 * `aws.iam.getPolicyDocument`: an IAM policy as JSON, from the arguments. The real provider doesn't need an account for
 * it either.
 */
import type { Json, JsonObject } from "../values";

function list(value: Json | undefined): readonly Json[] {
    return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** AWS writes a list with a single item as the item itself. */
function compact(values: readonly Json[]): Json {
    const [only] = values;
    return values.length === 1 && only !== undefined ? only : values;
}

function entry(name: string, value: Json | undefined): JsonObject {
    return Array.isArray(value) && value.length > 0 ? { [name]: compact(value) } : {};
}

function principals(name: string, value: Json | undefined): JsonObject {
    const given = list(value) as readonly { type: string; identifiers: readonly Json[] }[];
    if (given.length === 0) {
        return {};
    }
    if (given.length === 1 && given[0]?.type === "*") {
        return { [name]: "*" };
    }
    return { [name]: Object.fromEntries(given.map(({ type, identifiers }) => [type, compact(identifiers)])) };
}

function conditions(value: Json | undefined): JsonObject {
    const tests: Record<string, Record<string, Json>> = {};
    for (const { test, variable, values } of list(value) as { test: string; variable: string; values: Json[] }[]) {
        tests[test] = { ...tests[test], [variable]: compact(values) };
    }
    return Object.keys(tests).length === 0 ? {} : { Condition: tests };
}

function statement(given: JsonObject): JsonObject {
    return {
        ...(given.sid === undefined ? {} : { Sid: given.sid }),
        Effect: given.effect ?? "Allow",
        ...principals("Principal", given.principals),
        ...principals("NotPrincipal", given.notPrincipals),
        ...entry("Action", given.actions),
        ...entry("NotAction", given.notActions),
        ...entry("Resource", given.resources),
        ...entry("NotResource", given.notResources),
        ...conditions(given.conditions),
    };
}

/** Arguments as in `GetPolicyDocumentArgs` of @pulumi/aws; merging source documents is not implemented. */
export function policyDocument(args: JsonObject): string {
    const document = {
        Version: args.version ?? "2012-10-17",
        ...(args.policyId === undefined ? {} : { Id: args.policyId }),
        Statement: list(args.statements).map((given) => statement(given as JsonObject)),
    };
    return JSON.stringify(document, undefined, 2);
}
