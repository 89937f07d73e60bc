import { parseImage } from "../kustomize/images";
import { type ImagePlace, imagesOf } from "../workload/images";
import { podOverlayImages } from "../workload/podOverlay";
import { listed, type Rule, refuse, rule } from "./rule";
import { nameOf } from "./workload";

/**
 * Images that can change: a node that pulls later runs something else, and no commit records the change
 * (https://kubernetes.io/docs/concepts/containers/images/#image-names: without a tag, it is latest).
 */
export const imageRules: Rule[] = [
    rule(["gitops.path"], ({ gitops, overlay }) => {
        const { resources = [] } = overlay ?? {};
        const loose = [...resources.flatMap(imagesOf), ...podOverlayImages(resources)].filter(isLoose);
        const [first] = loose;
        if (first === undefined) return [];
        return [
            refuse(
                "gitops.path",
                gitops.path,
                `has images that are not pinned, so Git does not determine what runs: ${listed(loose.map(placeOf))}`,
                `give each the tag of a version, where it is set or under images: in ${gitops.path}/kustomization.yaml, or a digest (NAME@sha256:...)`,
                { resource: first.resource, field: first.path.replaceAll("[]", "").replaceAll("/", ".") },
            ),
        ];
    }),
];

function isLoose({ image }: ImagePlace): boolean {
    const { tag = "", digest } = parseImage(image);
    // Confluent has tags such as latest-ubi9.
    return digest === undefined && /^(latest\b.*)?$/.test(tag);
}

const placeOf = ({ resource, image }: ImagePlace): string => `${image} of ${nameOf(resource)}`;
