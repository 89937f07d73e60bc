import { OverlayError, UnfollowedError } from "./error";
import { nameOf } from "./identity";
import { isObject } from "./json";
import type { Target } from "./kustomization";
import type { Draft } from "./resource";

/**
 * Kustomize treats each field of a target as a regular expression for the whole value; a name may also be an original
 * one.
 */
export function selected(resources: readonly Draft[], target: Target, file: string): Draft[] {
    const { group, version, kind, name, namespace, annotationSelector } = target;
    const isAnnotated = annotated(annotationSelector, file);
    const matches = (pattern: string | undefined, ...values: string[]) => {
        if (!pattern) return true;
        if (!/^[\w./^$*+|()-]*$/.test(pattern)) throw new UnfollowedError(file, `selects by ${pattern}`);
        try {
            const whole = new RegExp(`^(?:${pattern})$`);
            return values.some((value) => whole.test(value));
        } catch {
            throw new OverlayError(
                file,
                `selects by ${pattern}, which is not a regular expression`,
                "correct the target",
            );
        }
    };
    return resources.filter((resource) => {
        const now = nameOf(resource);
        const first = resource.previous[0] ?? now;
        return (
            matches(group, resource.group) &&
            matches(version, resource.version) &&
            matches(kind, resource.kind) &&
            matches(name, first.name, now.name) &&
            matches(namespace, first.namespace, now.namespace) &&
            isAnnotated(resource)
        );
    });
}

/** A selector in the syntax for labels, applied to annotations. Only `key=value`, once or several times, is handled. */
function annotated(selector: string | undefined, file: string): (resource: Draft) => boolean {
    if (!selector) return () => true;
    const wanted = selector.split(",").map((one) => /^([\w.-]+\/)?[\w.-]+=[\w.-]*$/.test(one) && one.split("="));
    return ({ metadata }) =>
        wanted.every((pair) => {
            if (!pair) throw new UnfollowedError(file, `selects by the annotations ${selector}`);
            const [key = "", value] = pair;
            return isObject(metadata.annotations) && metadata.annotations[key] === value;
        });
}
