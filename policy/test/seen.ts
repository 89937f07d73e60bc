import type { Provider, Resource, ResourceRule, StackResource, StackRule, Config } from "../rule";
import { findings, message, stackFindings } from "../rule";
import type { Value } from "../values";

interface Circumstances {
    name?: string;
    stack?: string;
    /** Type of the component that it is a child of. */
    parent?: string;
    isProtected?: boolean;
    provider?: Partial<Provider>;
    madeFrom?: Record<string, string[]>;
}

/** A resource as the engine shows it to a rule. */
export function seen(type: string, props: Value, given: Circumstances = {}): StackResource {
    const { name = "one", stack = "eks", isProtected = false, provider, madeFrom = {}, parent } = given;
    return {
        type,
        name,
        urn: urnOf(type, name, stack, parent),
        props,
        isProtected,
        provider: provider && { urn: "urn:provider", name: "default_7_48_0", props: {}, ...provider },
        madeFrom,
    };
}

export const urnOf = (type: string, name: string, stack = "eks", parent = "platform:network:Network"): string =>
    `urn:pulumi:${stack}::confluent-gitops::${parent}$${type}::${name}`;

/** What a rule says of a resource. */
export const said = (rule: ResourceRule, resource: Resource, config?: Config): string[] =>
    findings(rule, resource, config).map((finding) => message(resource, finding));

/** What a rule says of a stack, by the names of resources. */
export const saidOfStack = (rule: StackRule, resources: readonly StackResource[], config?: Config): string[] =>
    stackFindings(rule, resources, config).map(({ resource, wrong }) => `${resource.name}: ${wrong}`);
