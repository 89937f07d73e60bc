/** Converts between a resource's type token and properties, and a Kubernetes object. */
import type { GroupVersionKind, KubernetesObject } from "../../../kubernetes";
import { digits } from "../aws/facts";
import {
    Secret,
    UNKNOWN,
    isMap,
    known,
    mapValues,
    markSecretsLike,
    reveal,
    type Json,
    type JsonObject,
    type PropertyMap,
    type Value,
} from "../values";

/** `kubernetes:core/v1:Namespace` becomes `v1` Namespace; other groups stay as they are. */
export function kindOfToken(token: string): GroupVersionKind {
    const [, groupVersion = "", kind = ""] = token.split(":");
    return { apiVersion: groupVersion.replace(/^core\//, ""), kind };
}

/** The inverse of kindOfToken. */
export function tokenOf({ apiVersion, kind }: GroupVersionKind): string {
    return `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${kind}`;
}

/** Whether the resource changes an object that others own, such as `NamespacePatch`. */
export function isPatch(token: string, inputs: PropertyMap): boolean {
    const { kind } = kindOfToken(token);
    return kind.endsWith("Patch") && text(reveal(inputs.kind ?? null)) === kind.slice(0, -"Patch".length);
}

export function text(value: Value | undefined): string | undefined {
    return typeof value === "string" ? value : undefined;
}

export function metadata(inputs: PropertyMap): PropertyMap {
    const found = reveal(inputs.metadata ?? {});
    return isMap(found) ? found : {};
}

export function annotation(inputs: PropertyMap, name: string): string | undefined {
    const { annotations } = metadata(inputs);
    return isMap(annotations) ? text(annotations[`pulumi.com/${name}`]) : undefined;
}

/** The object to apply; every value must be known. Keys that begin with `__` belong to the SDK. */
export function objectOf(token: string, inputs: PropertyMap): KubernetesObject {
    const open = reveal(inputs) as JsonObject;
    const own = Object.fromEntries(Object.entries(open).filter(([key]) => !key.startsWith("__") && key !== "status"));
    return { ...kindOfToken(token), ...own } as unknown as KubernetesObject;
}

/** `NAMESPACE/NAME`, or only the name for a cluster-scoped kind. */
export function idOf({ metadata }: KubernetesObject): string {
    return metadata.namespace === undefined ? (metadata.name ?? "") : `${metadata.namespace}/${metadata.name ?? ""}`;
}

export function nameOfId(id: string): { readonly name: string; readonly namespace?: string } {
    const [first = "", second] = id.split("/");
    return second === undefined ? { name: first } : { name: second, namespace: first };
}

const AUTONAMED = "pulumi.com/autonamed";

export function isAutonamed(inputs: PropertyMap): boolean {
    return annotation(inputs, "autonamed") === "true";
}

/** Inputs with a name: the given one, the one that was generated before, or a new one, `LOGICAL-abcdef01`. */
export function named(urn: string, logical: string, olds: PropertyMap, news: PropertyMap): PropertyMap {
    const given = news.metadata ?? {};
    const own = metadata(news);
    if (own.name !== undefined || own.generateName !== undefined || !isMap(given)) {
        return news;
    }
    const name = isAutonamed(olds) ? metadata(olds).name : undefined;
    const annotations = isMap(own.annotations) ? own.annotations : {};
    return {
        ...news,
        metadata: {
            ...given,
            name: name ?? `${logical.toLowerCase()}-${digits(urn, 8)}`,
            annotations: { ...annotations, [AUTONAMED]: "true" },
        },
    };
}

const isSecret = (inputs: PropertyMap): boolean =>
    reveal(inputs.kind ?? null) === "Secret" && reveal(inputs.apiVersion ?? null) === "v1";

/**
 * A Secret's inputs as the API server stores them, without `stringData`, so that a refresh finds the same shape, as in
 * the real provider (pulumi-kubernetes, clients.Normalize).
 */
export function normalized(inputs: PropertyMap): PropertyMap {
    const { stringData, ...others } = inputs;
    const [plain, data] = [known(stringData), known(inputs.data ?? {})];
    if (!isSecret(inputs) || !isMap(plain) || !isMap(data)) {
        return inputs;
    }
    const encoded = mapValues(plain, (value) => Buffer.from(text(value) ?? JSON.stringify(value)).toString("base64"));
    return { ...others, data: { ...data, ...encoded } };
}

/** A Secret's data are secret, whether or not the program marks them. */
export function guarded(inputs: PropertyMap): PropertyMap {
    if (!isSecret(inputs)) {
        return inputs;
    }
    const hide = (value: Value | undefined): Value => (value instanceof Secret ? value : new Secret(value ?? null));
    const held = ["data", "stringData"].filter((key) => inputs[key] !== undefined);
    return { ...inputs, ...Object.fromEntries(held.map((key) => [key, hide(inputs[key])])) };
}

/** A live object as stored in the state. */
export function withoutManagedFields(live: KubernetesObject): PropertyMap {
    const { managedFields: _, ...kept } = live.metadata;
    return { ...(live as unknown as JsonObject), metadata: kept as unknown as JsonObject };
}

/**
 * The live object's values at the paths that the inputs set: drift is visible there, but not what the server or others
 * add elsewhere, or after a list's own entries, as in the real provider (`pruneMap`, `pruneSlice` in its
 * provider/pkg/provider/util.go).
 */
export function project(shape: Json, live: Json | undefined): Json | undefined {
    if (Array.isArray(shape) && Array.isArray(live)) {
        const own = (live as readonly Json[]).slice(0, shape.length);
        return own.map((entry, index) => project(shape[index] as Json, entry) ?? null);
    }
    if (isMap(shape) && isMap(live)) {
        const entries = Object.entries(shape).map(([key, value]) => [key, project(value, live[key] as Json)]);
        return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Json;
    }
    return live;
}

/** What the engine stores of a live object; `__` keys belong to the stand-in, as in the real provider's state. */
export function stateOf(live: KubernetesObject, inputs: PropertyMap, own: PropertyMap): PropertyMap {
    return { ...guarded(markSecretsLike(inputs, withoutManagedFields(live)) as PropertyMap), ...own };
}

/** Outputs in a preview: the inputs, with unknown values for what only the server can tell. */
export function planned(inputs: PropertyMap, before: PropertyMap = {}): PropertyMap {
    const given = isMap(inputs.metadata) ? inputs.metadata : {};
    const told = { uid: UNKNOWN, resourceVersion: UNKNOWN, ...metadata(before) };
    return { ...inputs, metadata: { ...told, ...given }, status: before.status ?? UNKNOWN };
}

/** Apply's group, version and kind: the inputs' own, otherwise the token's. */
export function kindOf(token: string, inputs: PropertyMap): GroupVersionKind {
    const { apiVersion, kind } = reveal(inputs) as PropertyMap;
    const named = kindOfToken(token);
    return { apiVersion: text(apiVersion) ?? named.apiVersion, kind: text(kind) ?? named.kind };
}
