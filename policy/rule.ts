import type {
    PolicyConfigSchema,
    PolicyResource,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationPolicy,
} from "@pulumi/policy";
import { isProduction, stackOf } from "./production";
import { plain, type Value } from "./values";

export interface Provider {
    urn: string;
    name: string;
    props: Value;
}

/** A resource as a rule sees it: its inputs, or in a rule for the whole stack what is known of its outputs. */
export interface Resource {
    type: string;
    name: string;
    urn: string;
    props: Value;
    /** Pulumi's option `protect`. */
    isProtected: boolean;
    /** Undefined for components. */
    provider: Provider | undefined;
}

export interface StackResource extends Resource {
    /** URNs of the resources that a property was made from. */
    madeFrom: Readonly<Record<string, readonly string[]>>;
}

/** Why a resource is refused: three clauses, without a full stop. */
export interface Finding {
    /** The property and its value: `parameters.encrypted is "false"`. */
    wrong: string;
    allowed: string;
    /** What to do, as an order. */
    remedy: string;
}

export type Config = Readonly<Record<string, Value>>;

interface Common {
    name: string;
    /** A sentence: what the rule demands. */
    description: string;
    /** Types that it looks at. */
    types: RegExp;
    /** Whether other stacks are let be. Default: false. */
    productionOnly?: boolean;
    /** What can be configured, as a JSON schema; each property has a default. */
    config?: PolicyConfigSchema;
}

export interface ResourceRule extends Common {
    check(resource: Resource, config: Config): Finding[];
}

/** A rule across resources. It sees all of them, and answers for those of its types alone. */
export interface StackRule extends Common {
    checkStack(resources: readonly StackResource[], config: Config): (Finding & { resource: Resource })[];
}

export type Rule = ResourceRule | StackRule;

const applies = ({ types, productionOnly }: Rule, type: string, urn: string): boolean =>
    types.test(type) && (!productionOnly || isProduction(stackOf(urn)));

/** What a rule says of a resource. */
export function findings(rule: ResourceRule, resource: Resource, config: Config = {}): Finding[] {
    return applies(rule, resource.type, resource.urn) ? rule.check(resource, { ...defaults(rule), ...config }) : [];
}

/** What a rule says of a stack. */
export function stackFindings(rule: StackRule, resources: readonly StackResource[], config: Config = {}) {
    return rule
        .checkStack(resources, { ...defaults(rule), ...config })
        .filter(({ resource }) => applies(rule, resource.type, resource.urn));
}

/** The message that Pulumi prints below the rule's description. */
export const message = ({ name, type }: Resource, { wrong, allowed, remedy }: Finding): string =>
    `${name} (${type}): ${wrong}. Allowed: ${allowed}. ${remedy}.`;

/** A rule as a policy of Pulumi's. */
export function asPolicy(rule: Rule): ResourceValidationPolicy | StackValidationPolicy {
    const { name, description, config: configSchema } = rule;
    const common = { name, description, ...(configSchema && { configSchema }) };
    if ("check" in rule) {
        const validateResource: ResourceValidationPolicy["validateResource"] = (args, report) => {
            // Before anything is copied: charts bring hundreds of objects, and most rules look at none of them.
            if (!applies(rule, args.type, args.urn)) return;
            const resource = resourceOf(args);
            for (const finding of findings(rule, resource, args.getConfig<Config>()))
                report(message(resource, finding));
        };
        return { ...common, validateResource };
    }
    const validateStack: StackValidationPolicy["validateStack"] = (args, report) => {
        const seen = args.resources.map((one) => ({ ...resourceOf(one), madeFrom: madeFrom(one) }));
        for (const { resource, ...finding } of stackFindings(rule, seen, args.getConfig<Config>())) {
            report(message(resource, finding), resource.urn);
        }
    };
    return { ...common, validateStack };
}

function resourceOf({ type, name, urn, props, opts, provider }: ResourceValidationArgs | PolicyResource): Resource {
    return {
        type,
        name,
        urn,
        props: plain(props),
        isProtected: opts.protect,
        provider: provider && { urn: provider.urn, name: provider.name, props: plain(provider.props) },
    };
}

const madeFrom = ({ propertyDependencies }: PolicyResource): StackResource["madeFrom"] =>
    Object.fromEntries(Object.entries(propertyDependencies).map(([key, from]) => [key, from.map(({ urn }) => urn)]));

/** The engine fills defaults in; without it, in tests, they come from the same schema. */
const defaults = ({ config }: Rule): Config =>
    Object.fromEntries(Object.entries(config?.properties ?? {}).map(([key, schema]) => [key, schema.default as Value]));
