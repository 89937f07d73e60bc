import { type Json, textOf } from "../../config/kustomize/json";
import type { Resource } from "../../config/kustomize/resource";
import { child } from "../../config/workload/platform";

/** A place that gives a user permissions by name. */
export interface Principal {
    /** `Kafka kafka, spec.authorization.superUsers`. */
    where: string;
    /** All users that have the same permissions there. */
    names: readonly string[];
}

/** Where an overlay's objects name a user: as a superuser, or in a role binding. */
export function principalsOf(resources: readonly Resource[], user: string): Principal[] {
    const superUsers = resources.flatMap((resource) => {
        const listed = child(child(child(resource.object, "spec"), "authorization"), "superUsers");
        const names = Array.isArray(listed) ? listed.map((one) => textOf(one).replace(/^User:/, "")) : [];
        return names.includes(user)
            ? [{ where: `${resource.kind} ${resource.name}, spec.authorization.superUsers`, names }]
            : [];
    });
    const bindings = resources.filter(({ kind }) => kind === "ConfluentRolebinding");
    const roles = bindings
        .filter((one) => principal(one) === user)
        .map((one) => ({
            where: `ConfluentRolebinding ${one.name} (another one like it)`,
            names: bindings.filter((other) => roleOf(other) === roleOf(one)).map(principal),
        }));
    return [...superUsers, ...roles];
}

const specOf = ({ object }: Resource): Json | undefined => object.spec;
const principal = (resource: Resource): string => textOf(child(child(specOf(resource), "principal"), "name"));

/** What a role binding allows, without the principal. */
function roleOf(resource: Resource): string {
    const { principal: _, ...rest } = (specOf(resource) ?? {}) as Record<string, Json>;
    return JSON.stringify(rest);
}
