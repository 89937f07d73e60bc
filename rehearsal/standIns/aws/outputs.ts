/** From a resource's inputs to its id and outputs. */
import {
    UNKNOWN,
    hasSecret,
    hasUnknown,
    isMap,
    markSecretsLike,
    reveal,
    type PropertyMap,
    type Value,
} from "../values";
import { partitionOf } from "../../../config/aws/partition";
import { EKS } from "./eksFacts";
import { NETWORK_AND_IDENTITY, digits, type Context, type Facts } from "./facts";

const FACTS: Readonly<Record<string, Facts>> = { ...NETWORK_AND_IDENTITY, ...EKS };

/** A type that isn't in the table works too, with an id in no particular format. */
const UNLISTED: Facts = { id: "" };

export function factsOf(type: string): Facts {
    return FACTS[type] ?? UNLISTED;
}

function idOf({ id }: Facts, context: Context): string {
    if (typeof id === "function") {
        return id(context);
    }
    const hash = digits(context.seed, 32);
    return id === "" ? hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5") : id + hash.slice(0, 17);
}

/** What AWS adds to the inputs, without the inputs themselves. */
function computed(type: string, context: Context, defaultTags: PropertyMap): { id: string; outputs: PropertyMap } {
    const facts = factsOf(type);
    const id = idOf(facts, context);
    const { tags } = context.inputs;
    return {
        id,
        outputs: {
            ...(facts.arn === undefined ? {} : { arn: `arn:${partitionOf(context.region)}:${facts.arn(context, id)}` }),
            ...(type.startsWith("aws:iam/") ? {} : { region: context.region }),
            ...(facts.outputs?.(context, id) ?? {}),
            tagsAll: { ...defaultTags, ...(isMap(tags) ? tags : {}) },
        },
    };
}

/** Every leaf that doesn't come from an input becomes unknown: only AWS would know it. */
function hide(made: Value, given: Value | undefined): Value {
    if (isMap(made) && isMap(given)) {
        return Object.fromEntries(Object.entries(made).map(([key, value]) => [key, hide(value, given[key])]));
    }
    return given ?? UNKNOWN;
}

export interface Made {
    readonly id: string;
    readonly state: PropertyMap;
}

/** Id and outputs after a create. In a preview, the id is empty, and outputs that aren't inputs are unknown. */
export function made(
    type: string,
    inputs: PropertyMap,
    context: Omit<Context, "inputs">,
    options: { readonly preview: boolean; readonly defaultTags: PropertyMap },
): Made {
    const open = reveal(inputs) as PropertyMap;
    const { id, outputs } = computed(type, { ...context, inputs: open }, options.defaultTags);
    const { tagsAll, region, ...rest } = outputs;
    // Tags and the region follow from the configuration, so AWS's provider knows them in a preview too.
    const planned = { ...(region === undefined ? {} : { region }), tagsAll: tagsAll ?? {} };
    const told = options.preview ? (hide(rest, open) as PropertyMap) : rest;
    return { id: options.preview ? "" : id, state: secretly(inputs, { ...planned, ...open, ...told }) };
}

/** Outputs after an update: what AWS computed at creation stays, the inputs and their tags are new. */
export function updated(
    type: string,
    old: PropertyMap,
    oldInputs: PropertyMap,
    news: PropertyMap,
    options: { readonly preview: boolean; readonly defaultTags: PropertyMap },
): PropertyMap {
    const before = reveal(old) as PropertyMap;
    const open = reveal(news) as PropertyMap;
    const kept = Object.fromEntries(Object.entries(before).filter(([key]) => !(key in oldInputs) || key in open));
    const merged = Object.entries(open).map(([key, value]) => {
        const then = before[key];
        return [key, isMap(then) && isMap(value) && factsMerge(type, key) ? { ...then, ...value } : value];
    });
    // Every change to a launch template creates a new version, which its node groups then use.
    const version: PropertyMap =
        type === "aws:ec2/launchTemplate:LaunchTemplate"
            ? { latestVersion: options.preview ? UNKNOWN : Number(before.latestVersion ?? 1) + 1 }
            : {};
    const tagsAll = { ...options.defaultTags, ...(isMap(open.tags) ? open.tags : {}) };
    return secretly(news, { ...kept, ...(Object.fromEntries(merged) as PropertyMap), ...version, tagsAll });
}

/** Whether AWS adds outputs inside this input's map. */
function factsMerge(type: string, key: string): boolean {
    return type === "aws:eks/cluster:Cluster" && key === "vpcConfig";
}

function secretly(inputs: PropertyMap, state: PropertyMap): PropertyMap {
    const marked = markSecretsLike(inputs, state) as PropertyMap;
    return inputs.tags === undefined || marked.tagsAll === undefined
        ? marked
        : { ...marked, tagsAll: markSecretsLike(inputs.tags, marked.tagsAll) };
}

/** Inputs with a name if AWS's provider would generate one: `LOGICAL-abcdef0`, kept from the old inputs. */
export function withAutoName(type: string, name: string, urn: string, olds: PropertyMap, news: PropertyMap) {
    const { autoName } = factsOf(type);
    if (autoName === undefined || news[autoName] !== undefined || news[`${autoName}Prefix`] !== undefined) {
        return news;
    }
    return { ...news, [autoName]: olds[autoName] ?? generatedName(name, urn) };
}

const generatedName = (name: string, urn: string): string => `${name}-${digits(urn, 7)}`;

/**
 * Whether a replacement would have the same name as what it replaces, because the program sets it: the provider then
 * requires that the old one is deleted first (nameRequiresDeleteBeforeReplace in pulumi-terraform-bridge,
 * pkg/tfbridge/schema.go).
 */
export function isNamedByProgram(
    type: string,
    name: string,
    urn: string,
    olds: PropertyMap,
    news: PropertyMap,
): boolean {
    const { autoName } = factsOf(type);
    if (autoName === undefined || news[autoName] === undefined) return false;
    return news[autoName] === olds[autoName] && news[autoName] !== generatedName(name, urn);
}

/** The seed of an id: the same for the same resource and the same inputs, without secrets. */
export function seedOf(urn: string, inputs: PropertyMap): string {
    const open = Object.entries(inputs).filter(
        ([key, value]) => key !== "tags" && !hasUnknown(value) && !hasSecret(value),
    );
    return `${urn} ${JSON.stringify(open.map(([key, value]) => [key, reveal(value)]))}`;
}
