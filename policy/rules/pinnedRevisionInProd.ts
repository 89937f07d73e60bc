import type { Finding, ResourceRule } from "../rule";
import { at, list, shown, text, unknown, type Value } from "../values";

/** A tag such as v1.2.3, or a whole commit. Branches move, and a short commit is one name among others to Git. */
const fixed = /^(v?\d+\.\d+\.\d+([-+][0-9A-Za-z.+-]+)?|[0-9a-f]{40})$/;

export const pinnedRevisionInProd: ResourceRule = {
    name: "pinned-revision-in-prod",
    description: "In production Argo CD follows a release, and not a branch.",
    types: /^kubernetes:argoproj\.io\/v1alpha1:Application$/,
    productionOnly: true,
    check({ props }) {
        const source = at(props, "spec", "source");
        const sources: [string, Value][] = [
            ...(source === undefined ? [] : [["spec.source", source] as [string, Value]]),
            ...list(at(props, "spec", "sources")).map((one, index): [string, Value] => [`spec.sources[${index}]`, one]),
        ];
        return sources.flatMap(([path, one]): Finding[] => {
            const revision = at(one, "targetRevision");
            if (revision === unknown || fixed.test(text(revision))) return [];
            return [
                {
                    wrong: `${path}.targetRevision is ${shown(revision)}`,
                    allowed: "a tag such as v1.2.3, or a commit of 40 digits",
                    remedy: "Set gitops.revision to the release that was tried before",
                },
            ];
        });
    },
};
