import {
    type GroupVersionKind,
    type KubernetesApi,
    type KubernetesObject,
    type Watch,
    type WatchEvent,
} from "../../../kubernetes";

/** Objects to follow: of one built-in kind, or of a group's kinds as their CRDs are installed. */
export type Followed = (GroupVersionKind | { group: string; kinds?: readonly string[] }) & {
    /** Default: all of them. */
    namespace?: string;
    /** Default: every name. */
    names?: readonly string[];
    /** Names that are left out. Default: none. */
    except?: readonly string[];
};

const crd = { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" };
/** How long after an answer that is no watch, in milliseconds, a kind is asked for again. */
const againMs = 200;

/**
 * Follows objects from now on, also those of kinds that are installed later. An API server that is away is asked again.
 *
 * @returns once everything that is there has been told
 * @throws KubernetesError where CRDs may not be read
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

/** What a CRD stands for; undefined before its names are accepted. */
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
