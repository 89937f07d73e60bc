import {
    type GroupVersionKind,
    type KubernetesApi,
    type KubernetesObject,
    type Watch,
    type WatchEvent,
} from "../../../kubernetes";

/** The objects to follow: one built-in kind, or all kinds of a group whose CRDs are installed. */
export type Followed = (GroupVersionKind | { group: string; kinds?: readonly string[] }) & {
    /** Default: all namespaces. */
    namespace?: string;
    /** Default: all names. */
    names?: readonly string[];
    /** Names to leave out. Default: none. */
    except?: readonly string[];
};

const crd = { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" };
/** How long to wait, in milliseconds, before asking for a kind again after an answer that isn't a watch. */
const againMs = 200;

/**
 * Follows objects from now on, including those of kinds that are installed later. If the API server is away, it is asked
 * again.
 *
 * @returns as soon as all existing objects have been reported
 * @throws KubernetesError if CRDs may not be read
 */
export async function follow(
    api: KubernetesApi,
    followed: readonly Followed[],
    onEvent: (event: WatchEvent) => void,
): Promise<Pick<Watch, "stop">> {
    const watches = new Map<string, Promise<Watch | undefined>>();
    const ending = new AbortController();

    const begin = (kind: GroupVersionKind, { namespace, names, except = [] }: Followed) => {
        const key = `${kind.apiVersion} ${kind.kind} ${namespace ?? ""}`;
        if (watches.has(key)) return;
        const tell = (event: WatchEvent) => {
            const { name = "" } = event.object.metadata;
            if ((names?.includes(name) ?? true) && !except.includes(name)) onEvent(event);
        };
        watches.set(key, watchOnceServed(api, kind, namespace, tell, ending.signal));
    };
    const beginInstalled = ({ type, object }: WatchEvent) => {
        const kind = kindOf(object);
        if (type === "DELETED" || !kind) return;
        for (const each of followed) {
            if (!("group" in each) || each.group !== kind.group) continue;
            if (each.kinds?.includes(kind.kind) ?? true) begin(kind, each);
        }
    };

    const installed = await api.watch(crd, undefined, beginInstalled);
    for (const each of followed) if ("kind" in each) begin(each, each);
    await installed.listed;
    await Promise.all([...watches.values()].map(async (begun) => (await begun)?.listed));
    return {
        stop: async () => {
            ending.abort();
            const begun = [installed, ...(await Promise.all(watches.values()))];
            await Promise.all(begun.map((watch) => watch?.stop() ?? Promise.resolve()));
        },
    };
}

interface Crd {
    spec?: { group: string; names: { kind: string }; versions: { name: string; storage?: boolean }[] };
    status?: { conditions?: { type: string; status: string }[] };
}

/** The kind that a CRD defines. Undefined until its names are accepted. */
function kindOf({ spec, status }: KubernetesObject & Crd): (GroupVersionKind & { group: string }) | undefined {
    const version = spec?.versions.find(({ storage }) => storage)?.name;
    const isAccepted = status?.conditions?.some(({ type, status }) => type === "Established" && status === "True");
    if (!spec || !version || !isAccepted) return undefined;
    return { apiVersion: `${spec.group}/${version}`, kind: spec.names.kind, group: spec.group };
}

/** A CRD is established a moment before its kind is served. */
async function watchOnceServed(
    api: KubernetesApi,
    kind: GroupVersionKind,
    namespace: string | undefined,
    onEvent: (event: WatchEvent) => void,
    signal: AbortSignal,
): Promise<Watch | undefined> {
    while (!signal.aborted) {
        try {
            return await api.watch(kind, namespace, onEvent);
        } catch {
            await new Promise((wake) => setTimeout(wake, againMs));
        }
    }
    return undefined;
}
