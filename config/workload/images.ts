import { type ImageParts, parseImage } from "../kustomize/images";
import type { ImageChange, ImageField } from "../kustomize/kustomization";
import { isObject, type Json } from "../kustomize/json";
import { type Resource } from "../kustomize/resource";

/** An image that an object uses. */
export interface ImagePlace {
    resource: Resource;
    /**
     * The field that contains it, in the form of Kustomize's field specifications:
     * `spec/template/spec/containers[]/image`.
     */
    path: string;
    image: string;
}

/** Parts with names that users choose: a key `image` there isn't an image. */
const free = ["configs", "configOverrides", "data", "metadata", "rbd", "stringData"];

/**
 * Fields of an object `image` that contain images: in Confluent's kinds, in a volume, and in other operators' kinds.
 */
const parts = ["application", "init", "reference", "repository"];

/**
 * Other operators' names for a field with an image, such as `imageName` or `initImage`: it counts if it looks like an
 * image.
 */
const isNamedImage = (key: string, value: Json | undefined): boolean =>
    /^imageName$|[a-z]Image$/.test(key) && typeof value === "string" && /^[\w.-]+(:\d+)?([/:@][\w.-]+)+$/.test(value);

/**
 * All images of an object, wherever its kind keeps them: a field `image`, or below it `application` and `init`
 * (Confluent's kinds), `reference` (volumes, https://kubernetes.io/docs/concepts/storage/volumes/#image) or
 * `repository`.
 */
export function imagesOf(resource: Resource): ImagePlace[] {
    const found: ImagePlace[] = [];
    const take = (path: string, image: Json | undefined) => {
        if (typeof image === "string") found.push({ resource, path, image });
    };
    const walk = (node: Json | undefined, path: string) => {
        if (Array.isArray(node)) for (const item of node) walk(item, `${path}[]`);
        if (!isObject(node)) return;
        for (const [key, value] of Object.entries(node)) {
            const below = path ? `${path}/${key}` : key;
            if (free.includes(key)) continue;
            if (isNamedImage(key, value)) take(below, value);
            else if (key !== "image") walk(value, below);
            else if (!isObject(value)) take(below, value);
            else for (const part of parts) take(`${below}/${part}`, value[part]);
        }
    };
    walk(resource.object, "");
    return found;
}

/** What Kustomize's `images:` reaches in every kind: its default field specifications, and all lists of containers. */
const alwaysReached =
    /(^|\/)(containers|initContainers)\[\]\/image$|^spec\/(template\/spec\/)?volumes\[\]\/image\/reference$/;

/** Whether Kustomize's `images:` reaches an image in a tree whose `configurations:` contain these fields. */
export function isReached({ resource, path }: ImagePlace, fields: readonly ImageField[]): boolean {
    const plain = (text: string) => text.replaceAll("[]", "");
    return (
        alwaysReached.test(path) ||
        fields.some(
            (field) =>
                plain(field.path) === plain(path) &&
                (!field.group || field.group === resource.group) &&
                (!field.version || field.version === resource.version) &&
                (!field.kind || field.kind === resource.kind),
        )
    );
}

/** An image's registry and path, with defaults: `node` is `library/node` in `docker.io`. */
function source(name: string): { registry: string; path: string } {
    const [first = "", ...rest] = name.split("/");
    // Docker's own rule for recognizing a registry (https://github.com/distribution/reference).
    const isRegistry = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
    const registry = isRegistry ? first : "docker.io";
    const path = isRegistry ? rest.join("/") : name;
    return { registry, path: registry === "docker.io" && !path.includes("/") ? `library/${path}` : path };
}

/** The name of an image in a mirror: its path without its original registry, below the mirror's. */
export function mirrored(name: string, mirror: string): string {
    return name.startsWith(`${mirror}/`) ? name : `${mirror}/${source(name).path}`;
}

/** Images from several registries that would have the same name in the mirror, by that name. */
export function collisions(names: readonly string[], mirror: string): [name: string, sources: string[]][] {
    const sources = new Map<string, Set<string>>();
    for (const name of names.filter((name) => !name.startsWith(`${mirror}/`))) {
        const { registry, path } = source(name);
        const target = mirrored(name, mirror);
        sources.set(target, (sources.get(target) ?? new Set()).add(`${registry}/${path}`));
    }
    return [...sources].filter(([, { size }]) => size > 1).map(([target, found]) => [target, [...found]]);
}

/**
 * The Application's `kustomize.images`, which redirect all images that Kustomize reaches to the mirror. The asterisks
 * keep tag and digest as they are in the overlay at each commit, even if its own kustomization sets them
 * (https://github.com/kubernetes-sigs/kustomize, `edit set image`).
 *
 * @param names of the images that the overlay renders, without tags
 * @param own the `images:` of the overlay's own kustomization, at the top
 */
export function mirroredImages(names: readonly string[], own: readonly ImageChange[], mirror: string): string[] {
    // If the overlay itself renames an image, the old name has to lead to the mirror: entries are applied by name.
    const renamed = own.flatMap(({ name, newName }) => (newName && names.includes(newName) ? [[name, newName]] : []));
    const entries = new Map([...names.map((name) => [name, name]), ...renamed] as [string, string][]);
    return [...entries]
        .filter(([name, target]) => name !== target || mirrored(target, mirror) !== target)
        .map(([name, target]) => `${name}=${mirrored(target, mirror)}:*@*`);
}

/** Names without tags, each once, sorted. */
export function imageNames(places: readonly ImagePlace[]): string[] {
    return [...new Set(places.map(({ image }): ImageParts["name"] => parseImage(image).name))].sort();
}
