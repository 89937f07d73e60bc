import { type Rule, refuse, rule } from "./rule";

const lastPart = (image: string): string => image.slice(image.lastIndexOf("/") + 1);

/**
 * What an overlay lists for no object, and Kustomize leaves out without a word
 * (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/): a patch that selects none, and an image
 * with another registry or organization than the objects'. A version's list may have other images that no object has.
 */
export const idleRules: Rule[] = [
    rule(["gitops.path"], ({ gitops, overlay }) =>
        (overlay?.idle ?? []).flatMap(({ file, of, what }) => {
            if (of === "patches") {
                return [
                    refuse(
                        "gitops.path",
                        gitops.path,
                        `has a patch for ${what}, which selects no object: it changes nothing`,
                        "correct its target, or remove it",
                        { file },
                    ),
                ];
            }
            const meant = overlay?.images.find((image) => lastPart(image) === lastPart(what));
            if (meant === undefined) return [];
            return [
                refuse(
                    "gitops.path",
                    gitops.path,
                    `lists the image ${what}, but its objects have ${meant}: the entry changes nothing`,
                    `set its name to ${meant}, or remove the entry`,
                    { file },
                ),
            ];
        }),
    ),
];
