import { isNotFound, KubernetesError } from "./error";
import type { GroupVersionKind } from "./objects";
import type { Transport } from "./transport";

/** A kind, as an API server serves it. */
export interface Resource extends GroupVersionKind {
    /** The name in its URL, such as `kafkas`. */
    plural: string;
    namespaced: boolean;
}

interface ResourceList {
    resources: { name: string; kind: string; namespaced: boolean }[];
}

/** The kinds that an API server serves. Each group version is requested once, and again for a kind that isn't in it. */
export class Discovery {
    private readonly lists = new Map<string, Promise<Resource[]>>();

    constructor(private readonly transport: Transport) {}

    /** @throws KubernetesError with code 404 for a kind that is not served */
    async resourceFor({ apiVersion, kind }: GroupVersionKind): Promise<Resource> {
        const cached = this.lists.get(apiVersion);
        const known = cached && find(await cached, kind);
        if (known) return known;

        const asked = this.fetch(apiVersion);
        this.lists.set(apiVersion, asked);
        asked.catch(() => this.lists.delete(apiVersion));
        const found = find(await asked, kind);
        if (found) return found;
        throw new KubernetesError(
            `the API server does not know kind ${kind} of ${apiVersion}: is its CRD installed?`,
            404,
        );
    }

    private async fetch(apiVersion: string): Promise<Resource[]> {
        const path = groupPath(apiVersion);
        try {
            const list = await this.transport.json<ResourceList>({
                method: "GET",
                path,
                what: `look up ${apiVersion}`,
            });
            return list.resources
                .filter(({ name }) => !name.includes("/"))
                .map(({ name, kind, namespaced }) => ({ apiVersion, kind, plural: name, namespaced }));
        } catch (error) {
            if (isNotFound(error)) return [];
            throw error;
        }
    }
}

const find = (resources: Resource[], kind: string) => resources.find((resource) => resource.kind === kind);

/** The URL path of a group version. */
export const groupPath = (apiVersion: string): string =>
    apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;

/** The URL path of a kind's objects, or of one of them. */
export function pathOf(resource: Resource, namespace: string | undefined, name?: string): string {
    const scope = resource.namespaced && namespace ? `/namespaces/${encodeURIComponent(namespace)}` : "";
    const one = name === undefined ? "" : `/${encodeURIComponent(name)}`;
    return `${groupPath(resource.apiVersion)}${scope}/${resource.plural}${one}`;
}
