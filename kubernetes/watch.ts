import type { Resource } from "./discovery";
import { pathOf } from "./discovery";
import type { KubernetesObject } from "./objects";
import type { Transport } from "./transport";

/** What happened to an object. What is there when a watch begins, or begins anew, comes as `ADDED`. */
export interface WatchEvent {
    type: "ADDED" | "MODIFIED" | "DELETED";
    object: KubernetesObject;
}

/** Under way until `stop` is called. */
export interface Watch {
    /** Resolves when what was there has been told; also where it ends before that. */
    readonly listed: Promise<void>;
    stop(): Promise<void>;
}

/** How long after an answer that broke off, in milliseconds, the server is asked again. */
const againMs = 200;

interface List {
    metadata: { resourceVersion: string };
    items: KubernetesObject[];
}

/**
 * Follows the objects of a kind: those that are there, then every change. Where the connection breaks, or the server is
 * away, it asks again, and what went meanwhile comes as `DELETED`.
 *
 * @param namespace undefined for all of them.
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
        // A list's items do not say their own kind.
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
            // Such as 410: what was asked for is too old. The list is made anew.
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
