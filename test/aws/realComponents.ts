import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { PreviewedResource } from "../../rehearsal/engine/collect";
import { root } from "../harness";
import { ofOutputs } from "./componentOutputs";
import { ofSets } from "./ofSets";

/** What the real awsx and eks registered, on the real engine, by scenario; see `about` in it. */
interface Record_ {
    scenarios: Record<string, { resources: Registered[] }>;
}

export interface Registered {
    type: string;
    name: string;
    parentType: string;
    parentName: string;
    inputs?: Inputs;
    /** By input: the resources that it was made from. */
    inputDependencies?: Record<string, string[]>;
    dependencies?: string[];
    /** Paths of inputs. */
    unknownInPreview?: string[];
    /** Name of the default provider that it is made by; not of components and providers. */
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

/** Undefined where the record is not there: it is no part of this repository. */
export const readRecord = (): Record_["scenarios"] | undefined =>
    existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record_).scenarios : undefined;

const nameOf = (urn: string): string => urn.split("::").slice(3).join("::");
/** As the record names a resource; access entries have their account in their names since. */
const idOf = (urn: string): string =>
    `${urn.split("::")[2]?.split("$").at(-1)} ${nameOf(urn).replace(/\b\d{12}:/, "")}`;

/**
 * Where what the stand-ins have registered is otherwise than the record: a line each, `TYPE NAME: what`. Of what the
 * program makes itself, the record has only what the components are given.
 */
export function differences(real: readonly Registered[], played: readonly Stored[]): string[] {
    const stored = new Map(played.map((resource) => [idOf(resource.urn), resource]));
    const recorded = new Set(real.map(({ type, name }) => `${type} ${name}`));
    // A component's type stands before a dollar in the types of all that is below it.
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

/** The same of what a first preview does not know. */
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

/** As they were registered: the engine writes a provider's version among them. */
function inputsOf({ type, inputs = {} }: Stored): Inputs {
    const { version, ...others } = inputs;
    return type.startsWith("pulumi:providers:") || version === undefined ? others : { ...others, version };
}

/** Keys that the SDK and the engine keep for themselves. */
const ofTheEngine = ["__defaults", "__internal"];

function ofProvider(real: Registered, played: Stored): string[] {
    // Which SDK a provider itself is of, its inputs tell.
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
    // A text says that it was asked for, and that the program's own transform took it away again.
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
    // What only AWS tells, a resource, a secret: that it is there is all that can be compared.
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

/** JSON in a text by its value: the order of its keys means nothing. */
function parsed(value: unknown): unknown {
    if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
    try {
        return JSON.parse(value);
    } catch {
        return value;
    }
}
