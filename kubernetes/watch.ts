import type { Resource } from "./discovery";
import { pathOf } from "./discovery";
import type { KubernetesObject } from "./objects";
import type { Transport } from "./transport";

/** What happened to an object. Objects that exist when a watch starts or restarts are reported as `ADDED`. */
export interface WatchEvent {
    type: "ADDED" | "MODIFIED" | "DELETED";
    object: KubernetesObject;
}

/** Runs until `stop` is called. */
export interface Watch {
    /** Resolves when all existing objects have been reported, or when the watch ends before that. */
    readonly listed: Promise<void>;
    stop(): Promise<void>;
}

/** How long to wait after an interrupted response before asking again, in milliseconds. */
const againMs = 200;

interface List {
    metadata: { resourceVersion: string };
    items: KubernetesObject[];
}

/**
 * Watches the objects of a kind: first the existing ones, then every change. If the connection breaks, or the server is
 * away, it asks again, and reports what was deleted in the meantime as `DELETED`.
 *
 * @param namespace undefined for all namespaces
 */
export function watch(
    transport: Transport,
    resource: Resource,
    namespace: string | undefined,
    onEvent: (event: WatchEvent) => void,
): Watch {
    const ending = new AbortController();
    const known = new Map<string, KubernetesObject>();
    const { apiVersion, kind } = resource;
    let isListed = () => {};
    const listed = new Promise<void>((resolve) => (isListed = resolve));

    const tell = (type: WatchEvent["type"], item: KubernetesObject) => {
        // The items of a list don't contain their kind.
        const object = { ...item, apiVersion, kind };
        const key = `${object.metadata.namespace}/${object.metadata.name}`;
        if (type === "DELETED") known.delete(key);
        else known.set(key, object);
        if (!ending.signal.aborted) onEvent({ type, object });
    };
    const once = async () => {
        const asked = { method: "GET", path: pathOf(resource, namespace), what: `watch ${resource.plural}` } as const;
        const { metadata, items } = await transport.json<List>(asked);
        const names = new Set(items.map((item) => `${item.metadata.namespace}/${item.metadata.name}`));
        for (const [key, object] of known) if (!names.has(key)) tell("DELETED", object);
        for (const item of items) {
            const before = known.get(`${item.metadata.namespace}/${item.metadata.name}`);
            if (before?.metadata.resourceVersion !== item.metadata.resourceVersion) tell("ADDED", item);
        }
        isListed();
        const query = { watch: "true", resourceVersion: metadata.resourceVersion };
        for await (const line of transport.lines({ ...asked, query }, ending.signal)) {
            const event = JSON.parse(line) as { type: WatchEvent["type"] | "ERROR"; object: KubernetesObject };
            // For example 410: the requested version is too old. The list is read again.
            if (event.type === "ERROR") return;
            tell(event.type, event.object);
        }
    };
    const turns = (async () => {
        while (!ending.signal.aborted) {
            await once().catch(() => undefined);
            if (!ending.signal.aborted) await new Promise((wake) => setTimeout(wake, againMs));
        }
    })();
    return {
        listed,
        stop: () => {
            ending.abort();
            isListed();
            return turns;
        },
    };
}
