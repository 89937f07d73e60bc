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
    /** How its readers use it: usually one form, but one Secret may serve several purposes. */
    forms: readonly FormName[];
    /** Every key that one of its readers needs. For a certificate, the keys of its first set. */
    keys: readonly string[];
    references: readonly Reference[];
    /** Whether every object that refers to it can do without it. */
    optional: boolean;
    /** The objects in the overlay that create it. */
    makers: readonly Maker[];
    /** What else creates it, in words; undefined if nothing is known to. */
    madeElsewhere: string | undefined;
}

/** The Secrets that rendered objects refer to, by name. All of an overlay's Secrets are in one namespace. */
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
