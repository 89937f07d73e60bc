import { isObject, type Json } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import type { Problem } from "../problems";
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
                if (ways.length === 0 && type !== "no type") return [withoutPlace(gitops.path, resource, field, type)];
                if (ways.length <= 1 && (ways[0] === undefined || ways[0] === type)) return [];
                return [
                    refuse(
                        "gitops.path",
                        gitops.path,
                        `has ${resource.kind} ${resource.name} (${resource.file}) whose ${field} has ${ways.join(" and ")}, with the type ${type}: a listener has only one kind of external access`,
                        "keep one of the components load-balancer, internal-load-balancers, nodeport and host-routing; a second kind needs a listener of its own (listeners.custom)",
                        { resource, field },
                    ),
                ];
            }),
        ),
    ),
];

/** What each way cannot do without (CFK's CRDs). */
const places: Readonly<Record<string, string>> = {
    loadBalancer: "domain",
    route: "domain",
    nodePort: "host and nodePortOffset",
    staticForHostBasedRouting: "domain and port",
    staticForPortBasedRouting: "host and portOffset",
};

const withoutPlace = (path: string, resource: Resource, field: string, type: string): Problem =>
    refuse(
        "gitops.path",
        path,
        `has ${resource.kind} ${resource.name} (${resource.file}) whose ${field} has the type ${type}, but no ${type} that says where clients connect`,
        `set ${field}.${type} with ${places[type] ?? "what it needs"}`,
        { resource, field: `${field}.type` },
    );

function accessesIn(node: Json | undefined, path: string): { field: string; access: Record<string, Json> }[] {
    if (typeof node !== "object" || node === null) return [];
    return Object.entries(node).flatMap(([key, value]) =>
        key === "externalAccess" && isObject(value)
            ? [{ field: `${path}.${key}`, access: value as Record<string, Json> }]
            : accessesIn(value as Json, `${path}.${key}`),
    );
}
