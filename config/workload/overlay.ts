import { confluentGroup } from "./confluentKinds";
import { OverlayError } from "../kustomize/error";
import { type ImagePlace, imageNames, imagesOf } from "./images";
import { Checkout } from "../kustomize/files";
import { parseImage } from "../kustomize/images";
import { type ImageChange, type ImageField, readOwnImages } from "../kustomize/kustomization";
import type { Idle } from "../kustomize/read";
import { render } from "../kustomize/render";
import type { Resource } from "../kustomize/resource";
import { child, observerImage, platformKinds, specImage } from "./platform";
import { refuseTwice } from "./twice";

export { OverlayError } from "../kustomize/error";

/** What the program needs to know about an overlay before it creates anything. */
export interface Overlay {
    /** Tag of the Confluent Platform images, such as `7.9.0`: all have the same one. */
    platformVersion: string;
    /** Still `ZooKeeper` during a migration (KRaftMigrationJob), which allows less. */
    coordination: "ZooKeeper" | "KRaft";
    /** Tag of the init image of Confluent for Kubernetes, such as `3.4.0`. */
    initVersion: string;
    /** Image names without tags, each once, sorted. */
    images: string[];
    /** Every image of every object, and its location. */
    imagePlaces: readonly ImagePlace[];
    /** Fields that contain images, from `configurations:` of the overlay and what it includes. */
    imageFields: readonly ImageField[];
    /** The `images:` of the overlay's own kustomization, without those of its bases and components. */
    ownImages: readonly ImageChange[];
    /** Kinds of all objects, each once, sorted by kind; `group` is empty for the core group. */
    kinds: { group: string; kind: string }[];
    /** The namespace that it sets on its objects; undefined if it leaves that to Argo CD. */
    namespace: string | undefined;
    /** Replicas of Kafka; 0 without one. */
    brokers: number;
    /** What its kustomization lists for no object; empty if the program's own reader can't handle the overlay. */
    idle: readonly Idle[];
    /** Files that were read for it, relative to the top of the checkout. */
    files: readonly string[];
    /** All its objects after rendering, each with the file that defines it. */
    resources: readonly Resource[];
}

/**
 * What the program needs to know about an overlay, from what `kustomize build` renders.
 * @param root the checkout
 * @param path the overlay's folder, relative to it
 * @param rendered how to render it; tests pass something else
 * @throws OverlayError with file, what is wrong and what to do
 */
export function readOverlay(root: string, path: string, rendered = render): Overlay {
    const checkout = new Checkout(root);
    refuseTwice(checkout, path);
    const { namespace, resources, imageFields, idle, files = [] } = rendered(root, path);
    const imagePlaces = resources.flatMap(imagesOf);
    return {
        platformVersion: commonTag(resources, path, platformImages, "Confluent Platform"),
        coordination: coordinationOf(resources, path),
        initVersion: commonTag(
            resources,
            path,
            (resource) => [specImage(resource, "init"), observerImage(resource)],
            "Confluent for Kubernetes's init container",
        ),
        images: imageNames(imagePlaces),
        imagePlaces,
        imageFields,
        ownImages: readOwnImages(checkout, checkout.kustomizationIn(path)),
        kinds: kindsOf(resources),
        namespace,
        brokers: resources.filter(isKind("Kafka")).reduce((sum, kafka) => sum + replicasOf(kafka), 0),
        idle,
        files,
        resources,
    };
}

function isKind(kind: string): (resource: Resource) => boolean {
    return (resource) => resource.group === confluentGroup && resource.kind === kind;
}

function coordinationOf(resources: Resource[], path: string): Overlay["coordination"] {
    const [zookeeper] = resources.filter(isKind("Zookeeper"));
    const [kraft] = resources.filter(isKind("KRaftController"));
    if (zookeeper && kraft && !resources.some(isKind("KRaftMigrationJob"))) {
        throw new OverlayError(
            path,
            `has both a Zookeeper (${zookeeper.file}) and a KRaftController (${kraft.file}) and no KRaftMigrationJob`,
            "keep one of the two, or add the KRaftMigrationJob that migrates from one to the other",
        );
    }
    if (!zookeeper && !kraft) {
        throw new OverlayError(
            path,
            "has neither a Zookeeper nor a KRaftController, and Kafka needs one",
            "include ../../base, or define one",
        );
    }
    return zookeeper ? "ZooKeeper" : "KRaft";
}

/** The tag that images share. */
function commonTag(
    resources: Resource[],
    path: string,
    imagesIn: (resource: Resource) => (string | undefined)[],
    of: string,
): string {
    const tagged = resources.flatMap((resource) =>
        imagesIn(resource).flatMap((image) => {
            if (image === undefined) return [];
            return [{ image, tag: parseImage(image).tag, file: resource.setBy.get(image) ?? resource.file }];
        }),
    );
    const [first] = tagged;
    if (!first) {
        throw new OverlayError(path, `has no image of ${of}`, "include ../../base, or a component of this platform");
    }
    const untagged = tagged.find(({ tag }) => !tag);
    if (untagged) {
        throw new OverlayError(
            untagged.file,
            `leaves ${untagged.image} without a tag`,
            `give it one in ${path}/version/kustomization.yaml`,
        );
    }
    // For an image with another kind of tag, such as latest, no rule about versions can report anything.
    const named = tagged.find(({ tag = "" }) => !/^\d+\.\d+/.test(tag));
    if (named) {
        throw new OverlayError(
            named.file,
            `has ${named.image}, whose tag is not a release's version`,
            `set it to one in ${path}/version/kustomization.yaml`,
        );
    }
    const other = tagged.find(({ tag }) => tag !== first.tag);
    if (other) {
        throw new OverlayError(
            path,
            `mixes versions of ${of}: ${first.image} (${first.file}) and ${other.image} (${other.file})`,
            "give them the same tag",
        );
    }
    return first.tag ?? "";
}

/**
 * The image whose tag is the platform's version. A custom Connect image with plug-ins has a tag of its own, and
 * next-generation Control Center has a version of its own.
 */
function platformImages(resource: Resource): string[] {
    const image = platformKinds.includes(resource.kind) ? specImage(resource, "application") : undefined;
    const base =
        parseImage(image ?? "")
            .name.split("/")
            .at(-1) ?? "";
    return image && base.startsWith("cp-") && !base.endsWith("-next-gen") ? [image] : [];
}

function replicasOf(kafka: Resource): number {
    const replicas = child(child(kafka.object, "spec"), "replicas");
    if (typeof replicas === "number" && Number.isInteger(replicas) && replicas > 0) return replicas;
    throw new OverlayError(
        kafka.file,
        `Kafka ${kafka.name} does not set its number of brokers`,
        "set spec.replicas to 1 or more",
    );
}

function kindsOf(resources: Resource[]): Overlay["kinds"] {
    const byName = new Map(resources.map(({ group, kind }) => [`${kind}.${group}`, { group, kind }]));
    return [...byName.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind);
}
