/** The part of a stack's exported state that tests look at. */
export interface DeploymentState {
    resources?: { urn: string; type: string; id?: string }[];
    pending_operations?: { type: string; resource: { urn: string } }[];
}

/** Paths of the values that contain a text and are not secret. An exported secret is an object with `plaintext`. */
export function inClear(value: unknown, text: string, path = ""): string[] {
    if (typeof value === "string") return value.includes(text) ? [path] : [];
    if (typeof value !== "object" || value === null || "plaintext" in value) return [];
    return Object.entries(value).flatMap(([key, child]) => inClear(child, text, `${path}/${key}`));
}
