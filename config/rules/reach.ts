import { isObject, type Json } from "../kustomize/json";
import { type Rule, refuse, rule } from "./rule";

/**
 * Listeners with several kinds of external access, such as an overlay with two components for it: the operator accepts
 * only one.
 */
export const reachRules: Rule[] = [
    rule(["gitops.path"], ({ gitops, overlay }) =>
        (overlay?.resources ?? []).flatMap((resource) =>
            accessesIn(resource.object.spec, "spec").flatMap(({ field, access }) => {
                const ways = Object.keys(access).filter((key) => key !== "type" && isObject(access[key]));
                const type = typeof access.type === "string" ? access.type : "no type";
                if (ways.length <= 1 && (ways[0] === undefined || ways[0] === type)) return [];
                return [
                    refuse(
                        "gitops.path",
                        gitops.path,
                        `has ${resource.kind} ${resource.name} (${resource.file}) whose ${field} has ${ways.join(" and ")}, with the type ${type}: a listener is reached in one way`,
                        "keep one of the components load-balancer, internal-load-balancers, nodeport and host-routing; a second way takes a listener of its own (listeners.custom)",
                        { resource, field },
                    ),
                ];
            }),
        ),
    ),
];

function accessesIn(node: Json | undefined, path: string): { field: string; access: Record<string, Json> }[] {
    if (typeof node !== "object" || node === null) return [];
    return Object.entries(node).flatMap(([key, value]) =>
        key === "externalAccess" && isObject(value)
            ? [{ field: `${path}.${key}`, access: value as Record<string, Json> }]
            : accessesIn(value as Json, `${path}.${key}`),
    );
}
