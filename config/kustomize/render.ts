import { OverlayError } from "./error";
import { Checkout, parseDocuments } from "./files";
import { changeImage, imagesOf, mapImages } from "./images";
import { type ImageField, type Kustomization, readImageFields, readKustomization } from "./kustomization";
import { applyTo } from "./patches";
import { isClusterWide } from "../workloadKinds";
import { type JsonObject, type Resource, toResource } from "./resource";

export interface Rendering {
    /** The namespace that the kustomization puts its objects into; undefined where it leaves that to Argo CD. */
    namespace: string | undefined;
    resources: Resource[];
    /** Fields that hold images, from `configurations:` of the kustomization and its bases. */
    imageFields: ImageField[];
}

/**
 * The objects of a kustomization as `kustomize build` has them, common labels apart: enough to know kinds,
 * images and sizes before any tool is there. What it does not follow, it refuses.
 * @param root the checkout
 * @param path the overlay's folder, relative to it
 */
export function render(root: string, path: string): Rendering {
    const rendering: Rendering = { namespace: undefined, resources: [], imageFields: [] };
    accumulate(new Checkout(root), path, "Kustomization", rendering, []);
    return rendering;
}

/** Adds a folder to what is there: a component also changes it, a base only itself. Order is Kustomize's. */
function accumulate(
    checkout: Checkout,
    folder: string,
    kind: Kustomization["kind"],
    into: Rendering,
    within: readonly string[],
): void {
    const file = checkout.kustomizationIn(folder);
    if (within.includes(file)) {
        throw new OverlayError(file, `includes itself by way of ${within.join(", ")}`, "break the circle");
    }
    const kustomization = readKustomization(checkout, file);
    if (kustomization.kind !== kind) {
        throw new OverlayError(
            file,
            `is a ${kustomization.kind}, used as a ${kind}`,
            "list Components under components, all else under resources",
        );
    }
    const below = [...within, file];

    for (const entry of kustomization.configurations) {
        into.imageFields.push(...readImageFields(checkout, checkout.locate(entry, file).path));
    }
    for (const entry of [...kustomization.resources, ...kustomization.bases]) {
        const { path, isFolder } = checkout.locate(entry, file);
        if (isFolder) {
            const base: Rendering = { namespace: undefined, resources: [], imageFields: [] };
            accumulate(checkout, path, "Kustomization", base, below);
            into.resources.push(...base.resources);
            into.imageFields.push(...base.imageFields);
        } else {
            into.resources.push(...checkout.documents(path).map((document) => toResource(document, path)));
        }
    }
    into.resources.push(...generated(kustomization, file));
    for (const entry of kustomization.components) {
        accumulate(checkout, checkout.locate(entry, file).path, "Component", into, below);
    }
    for (const { path, patch, target } of kustomization.patches) {
        const source = path ? checkout.locate(path, file).path : file;
        const documents = path ? checkout.documents(source) : parseDocuments(patch ?? "", `${file}, inline patch`);
        changing(into, source, () => {
            for (const document of documents) into.resources = applyTo(into.resources, document, target, source);
        });
    }
    if (kustomization.namespace) {
        into.namespace = kustomization.namespace;
        into.resources.forEach(placeIn(kustomization.namespace));
    }
    changing(into, file, () => {
        const change = (image: string) => kustomization.images.reduce(changeImage, image);
        for (const resource of into.resources) mapImages(resource, into.imageFields, change);
    });
}

/** Puts an object into a namespace, whatever it said before; one that is in no namespace stays as it is. */
const placeIn =
    (namespace: string) =>
    (resource: Resource): void => {
        if (isClusterWide(resource)) return;
        resource.object.metadata = { ...(resource.object.metadata as JsonObject), namespace };
    };

function generated({ configMapGenerator, secretGenerator }: Kustomization, file: string): Resource[] {
    const make = (kind: string) => (of: { name: string }) =>
        toResource({ apiVersion: "v1", kind, metadata: { name: of.name } }, file);
    return [...configMapGenerator.map(make("ConfigMap")), ...secretGenerator.map(make("Secret"))];
}

/** Makes a change, and notes `file` on every image that is another afterwards. */
function changing(into: Rendering, file: string, change: () => void): void {
    const before = into.resources.map((resource) => ({
        resource,
        images: new Set(imagesOf(resource, into.imageFields)),
    }));
    change();
    for (const { resource, images } of before) {
        for (const image of imagesOf(resource, into.imageFields)) {
            if (!images.has(image)) resource.setBy.set(image, file);
        }
    }
}
