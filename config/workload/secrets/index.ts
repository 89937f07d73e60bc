import type { Resource } from "../../kustomize/resource";
import { type FormName, forms } from "./forms";
import { makersOf, type Maker } from "./makers";
import { globalLicense, type Reference, referencesOf } from "./references";

export { forms, type Form, type FormName } from "./forms";
export type { Maker } from "./makers";
export { caPair, globalLicense, type Reference, referencesOf } from "./references";

/** A Secret that an overlay's objects refer to. */
export interface NeededSecret {
    name: string;
    /** What it is to its readers: mostly one form, but one Secret may serve as several. */
    forms: readonly FormName[];
    /** Every key that one of its readers looks for. Of a certificate, those of its first set. */
    keys: readonly string[];
    references: readonly Reference[];
    /** Whether every object that refers to it does without. */
    optional: boolean;
    /** The objects of the overlay that make it. */
    makers: readonly Maker[];
    /** Who else makes it, in words; undefined where nobody is known. */
    madeElsewhere: string | undefined;
}

/** The Secrets that rendered objects refer to, by name. All of an overlay are in one namespace. */
export function neededSecrets(resources: readonly Resource[]): NeededSecret[] {
    const makers = resources.flatMap(makersOf);
    const byName = new Map<string, Reference[]>();
    for (const reference of resources.flatMap(referencesOf)) {
        byName.set(reference.secret, [...(byName.get(reference.secret) ?? []), reference]);
    }
    return [...byName]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, references]) => ({
            name,
            forms: [...new Set(references.map(({ form }) => form))],
            keys: keysOf(references),
            references,
            optional: references.every(({ optional }) => optional),
            makers: makers.filter(({ secret }) => secret === name),
            madeElsewhere:
                name === globalLicense ? "the operator's chart (confluent.licenseKey of the stack)" : undefined,
        }));
}

function keysOf(references: readonly Reference[]): string[] {
    const needed = references.flatMap(({ form, keys }) => [...keys, ...(forms[form].keys[0] ?? [])]);
    return [...new Set(needed)];
}
