import type { Finding, ResourceRule } from "../rule";
import { at, groups, isGroup, list, text, type Value } from "../values";

/** Whether a reference names a tag or a digest: after the last slash, for a registry may have a port. */
const hasTag = (image: string): boolean => /[:@]/.test(image.slice(image.lastIndexOf("/") + 1));
const isLatest = (image: string): boolean => /:latest(@|$)/.test(image);

/** Images of containers must have a tag; in a chart's values a missing one is the chart's own, and as pinned as that. */
const isUnpinned = (image: Value, ofContainer: boolean): boolean =>
    typeof image === "string" && image !== "" && (isLatest(image) || (ofContainer && !hasTag(image)));

function unpinned(props: Value): [key: string, image: Value][] {
    return groups(props).flatMap(({ path, group }): [string, Value][] => {
        const prefix = path && `${path}.`;
        const found: [string, Value][] = [];
        const ofContainer = /(^|\.)(initContainers|containers|ephemeralContainers)\[\d+\]$/.test(path);
        if (isUnpinned(group.image, ofContainer)) found.push([`${prefix}image`, group.image]);
        if (group.tag === "latest") found.push([`${prefix}tag`, group.tag]);
        // What an Application tells Kustomize: NAME=REGISTRY/NAME:TAG.
        if (isGroup(group.kustomize)) {
            const latest = list(at(group.kustomize, "images")).filter((image) => isLatest(text(image)));
            found.push(...latest.map((image): [string, Value] => [`${prefix}kustomize.images`, image]));
        }
        return found;
    });
}

export const pinnedImages: ResourceRule = {
    name: "pinned-images",
    description: "Container images are named by a tag or a digest, and never by latest.",
    types: /^kubernetes:(?!apiextensions\.k8s\.io\/)/,
    check: ({ props }) =>
        unpinned(props).map(([key, image]): Finding => ({
            wrong: `${key} is ${JSON.stringify(image)}`,
            allowed: "a tag other than latest, or a digest",
            remedy: `Set ${key} to the release that was tried`,
        })),
};
