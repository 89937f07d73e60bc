import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { PreviewedResource } from "../../rehearsal/engine/collect";
import { root } from "../harness";
import { ofOutputs } from "./componentOutputs";
import { ofSets } from "./ofSets";

/** What the real awsx and eks components registered on the real engine, by scenario; see `about` in it. */
interface Record_ {
    scenarios: Record<string, { resources: Registered[] }>;
}

export interface Registered {
    type: string;
    name: string;
    parentType: string;
    parentName: string;
    inputs?: Inputs;
    /** By input: the resources that it depends on. */
    inputDependencies?: Record<string, string[]>;
    dependencies?: string[];
    /** Paths of inputs. */
    unknownInPreview?: string[];
    /** Name of its default provider; not for components and providers. */
    provider?: string;
    sdkVersion?: string;
    options: { protect?: boolean | string; ignoreChanges?: string[] };
}

type Inputs = Record<string, unknown>;

/** A resource in the engine's state. */
export interface Stored {
    urn: string;
    type: string;
    parent?: string;
    inputs?: Inputs;
    dependencies?: string[];
    propertyDependencies?: Record<string, string[]>;
    provider?: string;
    protect?: boolean;
    ignoreChanges?: string[];
    outputs?: Inputs;
}

const file = join(root, "../shared/cases/real-components.json");

/** Undefined if the record doesn't exist: it isn't part of this repository. */
export const readRecord = (): Record_["scenarios"] | undefined =>
    existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record_).scenarios : undefined;

const nameOf = (urn: string): string => urn.split("::").slice(3).join("::");
/** The record's name for a resource; access entries have had their account in their names since then. */
const idOf = (urn: string): string =>
    `${urn.split("::")[2]?.split("$").at(-1)} ${nameOf(urn).replace(/\b\d{12}:/, "")}`;

/**
 * Where the stand-ins' registrations differ from the record: each on a line, `TYPE NAME: what`. For what the program
 * itself creates, the record only has what is passed to the components.
 */
export function differences(real: readonly Registered[], played: readonly Stored[]): string[] {
    const stored = new Map(played.map((resource) => [idOf(resource.urn), resource]));
    const recorded = new Set(real.map(({ type, name }) => `${type} ${name}`));
    // In the types of everything below a component, the component's type precedes a dollar sign.
    const ofComponents = played.filter(({ urn }) => /[:$](awsx|eks):\w+:\w+\$/.test(urn.split("::")[2] ?? ""));
    const extra = ofComponents.map(({ urn }) => idOf(urn)).filter((id) => !recorded.has(id));
    return [
        ...extra.map((id) => `${id}: only the stand-in makes it`),
        ...real.flatMap((one) => {
            const id = `${one.type} ${one.name}`;
            const other = stored.get(id);
            return other ? ofOne(one, other).map((line) => `${id}: ${line}`) : [`${id}: only the real one makes it`];
        }),
    ];
}

/** The same for what is unknown in a first preview. */
export function differencesOfUnknowns(real: readonly Registered[], previewed: readonly PreviewedResource[]): string[] {
    const inputs = new Map(previewed.map((resource) => [idOf(resource.urn), resource.inputs]));
    return real
        .filter(({ type }) => type.startsWith("aws:"))
        .flatMap(({ type, name, unknownInPreview = [] }) =>
            ofSets("a preview does not know", unknownInPreview, unknownsIn(inputs.get(`${type} ${name}`))).map(
                (line) => `${type} ${name}: ${line}`,
            ),
        );
}

function unknownsIn(value: unknown, path = ""): string[] {
    if (value === "[unknown]") return [path];
    if (Array.isArray(value)) return value.flatMap((each, index) => unknownsIn(each, `${path}[${index}]`));
    if (!isMap(value)) return [];
    return Object.entries(value).flatMap(([key, each]) => unknownsIn(each, path === "" ? key : `${path}.${key}`));
}

function ofOne(real: Registered, played: Stored): string[] {
    const isCustom = !/^(awsx|eks):/.test(real.type);
    const parent = `${real.parentType} ${real.parentName}`;
    return [
        ...(idOf(played.parent ?? "") === parent
            ? []
            : [`its parent is ${idOf(played.parent ?? "")}, and really ${parent}`]),
        ...(isCustom ? ofInputs(real.inputs ?? {}, inputsOf(played)) : []),
        ...ofProvider(real, played),
        ...ofOptions(real, played),
        ...ofOutputs(real.type, played.outputs ?? {}),
        ...ofSets("depends on", real.dependencies ?? [], (played.dependencies ?? []).map(idOf)),
        ...(isCustom
            ? Object.entries(real.inputDependencies ?? {}).flatMap(([input, from]) =>
                  ofSets(`${input} is made from`, from, (played.propertyDependencies?.[input] ?? []).map(idOf)),
              )
            : []),
    ];
}

/** As they were registered: the engine adds a provider's version. */
function inputsOf({ type, inputs = {} }: Stored): Inputs {
    const { version, ...others } = inputs;
    return type.startsWith("pulumi:providers:") || version === undefined ? others : { ...others, version };
}

/** Keys that the SDK and the engine use themselves. */
const ofTheEngine = ["__defaults", "__internal"];

function ofProvider(real: Registered, played: Stored): string[] {
    // A provider's own inputs say which SDK it belongs to.
    const version = real.type.startsWith("pulumi:providers:") ? played.inputs?.version : undefined;
    const by = played.provider && nameOf(played.provider).split("::")[0];
    return [
        ...(version === undefined || version === real.sdkVersion
            ? []
            : [`is of version ${JSON.stringify(version)}, and really ${real.sdkVersion}`]),
        ...(by === real.provider ? [] : [`is made by ${by}, and really by ${real.provider}`]),
    ];
}

function ofOptions({ options }: Registered, played: Stored): string[] {
    // A text says that it was requested, and that the program's own transform removed it again.
    const isProtected = options.protect === true;
    return [
        ...(isProtected === (played.protect ?? false)
            ? []
            : [`protect is ${played.protect}, and really ${isProtected}`]),
        ...ofSets("ignores changes of", options.ignoreChanges ?? [], played.ignoreChanges ?? []),
    ];
}

function ofInputs(real: unknown, played: unknown, path = ""): string[] {
    const [one, other] = [parsed(real), parsed(played)];
    // For values that only AWS knows, for resources and for secrets, only their existence can be compared.
    if (typeof one === "string" && /\$\{|^\[(resource|secret)/.test(one))
        return other === undefined ? [`${path} is missing`] : [];
    if (isMap(one) && isMap(other)) {
        const keys = new Set([...Object.keys(one), ...Object.keys(other)].filter((key) => !ofTheEngine.includes(key)));
        return [...keys].flatMap((key) => ofInputs(one[key], other[key], path === "" ? key : `${path}.${key}`));
    }
    if (Array.isArray(one) && Array.isArray(other) && one.length === other.length) {
        return one.flatMap((each, index) => ofInputs(each, other[index], `${path}[${index}]`));
    }
    if (isDeepStrictEqual(one, other)) return [];
    return [`${path} is ${JSON.stringify(other)}, and really ${JSON.stringify(one)}`];
}

const isMap = (value: unknown): value is Inputs => typeof value === "object" && value !== null && !Array.isArray(value);

/** JSON in a text, by its value: the order of its keys has no meaning. */
function parsed(value: unknown): unknown {
    if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
    try {
        return JSON.parse(value);
    } catch {
        return value;
    }
}
