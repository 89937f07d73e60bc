import { type FormName, forms, type NeededSecret, type Reference } from "../../../config/workload/secrets";
import { child } from "../../../config/workload/platform";
import { type Json, textOf } from "../../../config/kustomize/json";
import { canBeMade } from "../origin";
import { type Directory, realmOf } from "../realms";
import { Book, type Values } from "./book";
import { caPair, mdsKeyPair, password } from "./keys";
import { formats } from "./text";

export type { Values } from "./book";

/** A Secret in its intended state. */
export interface MadeSecret {
    name: string;
    type: string;
    values: Values;
    /** Keys that are new or have changed; none if it is unchanged. */
    changed: readonly string[];
}

/** What only somebody else knows. */
export interface Missing {
    secret: string;
    keys: readonly string[];
    what: string;
}

export interface Made {
    secrets: readonly MadeSecret[];
    missing: readonly Missing[];
}

/** What is already known, by the Secret's name. */
export interface Known {
    /** From where they are kept. */
    existing: ReadonlyMap<string, Values>;
    /** From the user; these take precedence over existing ones. */
    given: ReadonlyMap<string, Values>;
}

/** Generates the Secrets that can be generated, so that each matches the others, and lists what is missing. */
export function make(needed: readonly NeededSecret[], directory: Directory, { existing, given }: Known): Made {
    const known = (name: string): Values => ({ ...existing.get(name), ...given.get(name) });
    const book = new Book(needed, directory, known, (name) => given.has(name));
    const made = new Map(
        needed.map((secret) => {
            const values: Record<string, Buffer> = { ...known(secret.name) };
            for (const reference of secret.references) {
                if (!canBeMade(reference, needed, directory)) continue;
                for (const [key, text] of Object.entries(textsOf(reference, secret, values, book, directory))) {
                    values[key] = Buffer.from(text);
                }
            }
            return [secret, values] as const;
        }),
    );
    copyPublicKeys(made);
    const missing = [...made].flatMap(([secret, values]) => missingOf(secret, values));
    const whole = [...made].filter(([{ name }, values]) => {
        return Object.keys(values).length > 0 && !missing.some(({ secret }) => secret === name);
    });
    return {
        missing,
        secrets: whole.map(([{ name, forms }, values]) => ({
            name,
            type: typeOf(forms, values),
            values,
            changed: Object.keys(values).filter(
                (key) => !existing.get(name)?.[key]?.equals(values[key] ?? Buffer.alloc(0)),
            ),
        })),
    };
}

/** What a field's readers require and the Secret does not contain yet. */
function textsOf(
    reference: Reference,
    { references }: NeededSecret,
    values: Values,
    book: Book,
    directory: Directory,
): Record<string, string> {
    switch (reference.form) {
        case "mds-key-pair":
            return values["mdsTokenKeyPair.pem"] ? {} : mdsKeyPair();
        case "ca-pair":
            return values["tls.key"] ? {} : (caPair() ?? {});
        case "password-encoder":
            return values["password-encoder.txt"] ? {} : { "password-encoder.txt": `password=${password()}\n` };
        case "ldap": {
            const name = `cn=mds${directory.searchBase ? `,${directory.searchBase}` : ""}`;
            return values["ldap.txt"] ? {} : { "ldap.txt": `username=${name}\npassword=${password()}\n` };
        }
    }
    const realm = realmOf(reference, directory);
    if (!realm) return {};
    const found = (formats[reference.form] ?? []).flatMap(({ keys, isList, read, write }) => {
        if (!isList) {
            const text = write(book.clientOf(references, realm), new Map());
            return keys.filter((key) => !values[key]).map((key) => [key, text]);
        }
        const users = book.usersOf(realm);
        return keys.flatMap((key) => {
            const text = values[key]?.toString("utf8") ?? "";
            const there = read(text);
            const absent = new Map([...users].filter(([name, value]) => there.get(name) !== value));
            if (absent.size === 0) return [];
            const roles = new Map(
                [...absent.keys()].flatMap((name) => {
                    const role = roleOf(reference);
                    return role ? [[name, role]] : [];
                }),
            );
            // Existing lines stay as they are, with their roles; a JSON document counts as one line.
            const whole = key.endsWith(".json")
                ? write(new Map([...there, ...absent]), roles)
                : joined(text, write(absent, roles), absent);
            return [[key, whole]];
        });
    });
    return Object.fromEntries(found) as Record<string, string>;
}

/** Lines, with those of some users replaced. */
function joined(text: string, more: string, users: ReadonlyMap<string, string>): string {
    const kept = text.split("\n").filter((line) => line !== "" && !users.has(line.split(":")[0]?.trim() ?? ""));
    return [...kept.map((line) => `${line}\n`), more].join("");
}

/** The first role that the component admits; Control Center has its own, Prometheus has none. */
function roleOf({ resource, path }: Reference): string | undefined {
    if (/services\.(prometheus|alertmanager)/.test(path)) return undefined;
    const at = path.replace(/\.secretRef$/, ".roles").split(".");
    const roles = at.reduce<Json | undefined>(child, resource.object);
    const first = Array.isArray(roles) ? textOf(roles[0]) : "";
    return first || (resource.kind === "ControlCenter" ? "Administrators" : "admin");
}

/** Components that verify MDS's tokens with a separate Secret get the public half of its pair. */
function copyPublicKeys(made: ReadonlyMap<NeededSecret, Record<string, Buffer>>): void {
    const key = "mdsPublicKey.pem";
    const pair = [...made].find(([{ forms }]) => forms.includes("mds-key-pair"))?.[1][key];
    for (const [{ forms }, values] of made) if (pair && forms.includes("mds-public-key")) values[key] = pair;
}

function missingOf({ name, references, optional }: NeededSecret, values: Values): Missing[] {
    if (optional && Object.keys(values).length === 0) return [];
    const found = references.flatMap(({ form, keys }) => {
        const sets: readonly (readonly string[])[] = forms[form].keys;
        const absent = (set: readonly string[]) => set.filter((key) => !values[key]);
        const own = absent(keys);
        const isWhole = sets.length === 0 || sets.some((set) => absent(set).length === 0);
        const wanted = [...own, ...(isWhole ? [] : absent(sets[0] ?? []))];
        // If nobody lists the keys, at least one has to be passed.
        const isUnknown = keys.length === 0 && sets.length === 0 && Object.keys(values).length === 0;
        return wanted.length > 0 || isUnknown ? [{ wanted, what: forms[form].what }] : [];
    });
    if (found.length === 0) return [];
    const keys = [...new Set(found.flatMap(({ wanted }) => wanted))];
    return [{ secret: name, keys, what: found[0]?.what ?? "" }];
}

function typeOf(names: readonly FormName[], values: Values): string {
    if (values[".dockerconfigjson"]) return "kubernetes.io/dockerconfigjson";
    const isTls = values["tls.crt"] && values["tls.key"] && names.some((name) => name === "tls" || name === "ca-pair");
    return isTls ? "kubernetes.io/tls" : "Opaque";
}
