import { forms, type NeededSecret, neededSecrets } from "../../config/workload/secrets";
import { originOf } from "./origin";
import type { Overlay } from "../frame/overlay";
import { directoryOf } from "./realms";
import type { Report } from "./shape";

/** The Secrets that an overlay's objects refer to, their form, and who creates each. */
export function list({ path, namespace, resources }: Overlay): Report {
    const needed = neededSecrets(resources);
    const directory = directoryOf(resources);
    const secrets = needed.map((secret) => ({
        name: secret.name,
        keys: [...secret.keys],
        forms: secret.forms.map((name) => ({ name, what: forms[name].what, source: forms[name].source })),
        origin: originOf(secret, needed, directory),
        madeBy: madeBy(secret),
        lacks: lacking(secret),
        optional: secret.optional,
        usedBy: secret.references.map(({ resource, path: field }) => ({
            object: `${resource.kind} ${resource.name}`,
            field,
            file: resource.file,
        })),
    }));
    return { version: 1, overlay: path, namespace, secrets, rotation: null, changes: [], missing: [], inTheClear: [] };
}

const madeBy = ({ makers, madeElsewhere }: NeededSecret): string[] => [
    ...makers.map(({ resource }) => `${resource.kind} ${resource.name}`),
    ...(madeElsewhere === undefined ? [] : [madeElsewhere]),
];

/**
 * If a form has several sets of keys, one has to be complete. If the creator doesn't list its keys, nothing is known.
 */
function lacking({ makers, references }: NeededSecret): string[] {
    const made = new Set(makers.flatMap(({ keys }) => keys));
    if (made.size === 0) return [];
    const lacks = references.flatMap(({ form, keys }) => {
        const sets: readonly (readonly string[])[] = forms[form].keys;
        const missing = sets.map((set) => set.filter((key) => !made.has(key)));
        return [...keys.filter((key) => !made.has(key)), ...(missing.sort((a, b) => a.length - b.length)[0] ?? [])];
    });
    return [...new Set(lacks)];
}
