/** Property values as the stand-ins use them, and functions for them. */
/** A value that is only known once something else was created; only in a preview. */
export class Unknown {
    private readonly kind = "unknown";
}
export const UNKNOWN = new Unknown();

/** A value that must be encrypted in the state and masked in every output. */
export class Secret {
    constructor(readonly value: Value) {}
}

/** A value with the resources that it depends on; an undefined `value` means unknown. */
export class OutputValue {
    constructor(
        readonly value: Value | undefined,
        readonly secret: boolean,
        readonly dependencies: readonly string[],
    ) {}
}

/** Another resource in the stack, passed as a value; without `id` for a component. */
export class ResourceReference {
    constructor(
        readonly urn: string,
        readonly id?: Value,
        readonly packageVersion?: string,
    ) {}
}

export type Value =
    | null
    | boolean
    | number
    | string
    | Unknown
    | Secret
    | OutputValue
    | ResourceReference
    | readonly Value[]
    | PropertyMap;

export interface PropertyMap {
    readonly [key: string]: Value;
}

/** JSON as plain objects. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
    readonly [key: string]: Json;
}

export function isMap(value: Value | undefined): value is PropertyMap {
    return (
        typeof value === "object" &&
        value !== null &&
        !Array.isArray(value) &&
        !(value instanceof Unknown) &&
        !(value instanceof Secret) &&
        !(value instanceof OutputValue) &&
        !(value instanceof ResourceReference)
    );
}

export function mapValues<A, B>(source: { readonly [key: string]: A }, change: (value: A) => B): { [key: string]: B } {
    // fromEntries defines own properties, so that a key such as __proto__ stays a key.
    return Object.fromEntries(Object.entries(source).map(([key, value]) => [key, change(value)]));
}

/** The value without its wrappers: plain values for secrets and outputs, ids for references; unknown values are kept. */
export function reveal(value: Value): Value {
    if (value instanceof Secret) {
        return reveal(value.value);
    }
    if (value instanceof OutputValue) {
        return value.value === undefined ? UNKNOWN : reveal(value.value);
    }
    if (value instanceof ResourceReference) {
        return value.id === undefined ? value.urn : reveal(value.id);
    }
    if (Array.isArray(value)) {
        return value.map(reveal);
    }
    return isMap(value) ? mapValues(value, reveal) : value;
}

export function hasUnknown(value: Value): boolean {
    const open = reveal(value);
    if (Array.isArray(open)) {
        return open.some(hasUnknown);
    }
    return open instanceof Unknown || (isMap(open) && Object.values(open).some(hasUnknown));
}

/** The revealed value as JSON, or undefined if anything in it is unknown. */
export function known(value: Value | undefined): Json | undefined {
    return value === undefined || hasUnknown(value) ? undefined : (reveal(value) as Json);
}

/**
 * `value`, with every part made secret that is secret in `template` at the same path. A list becomes secret as a whole
 * if the template's list contains a secret, because its entries may have moved.
 */
export function markSecretsLike(template: Value | undefined, value: Value): Value {
    if (template instanceof Secret || (template instanceof OutputValue && template.secret)) {
        return value instanceof Secret ? value : new Secret(value);
    }
    if (template instanceof OutputValue) {
        return markSecretsLike(template.value, value);
    }
    if (Array.isArray(template)) {
        return hasSecret(template) && !(value instanceof Secret) ? new Secret(value) : value;
    }
    if (isMap(template) && isMap(value)) {
        return Object.fromEntries(
            Object.entries(value).map(([key, entry]) => [key, markSecretsLike(template[key], entry)]),
        );
    }
    return value;
}

export function hasSecret(value: Value): boolean {
    if (value instanceof Secret || (value instanceof OutputValue && value.secret)) {
        return true;
    }
    if (value instanceof OutputValue) {
        return value.value !== undefined && hasSecret(value.value);
    }
    return Array.isArray(value) ? value.some(hasSecret) : isMap(value) && Object.values(value).some(hasSecret);
}
