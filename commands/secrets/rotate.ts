import { BadUsage, UsageError } from "../../base/error";
import { type NeededSecret, type Reference } from "../../config/workload/secrets";
import { canBeMade } from "./origin";
import type { Values } from "./make";
import { caPair, mdsKeyPair, password } from "./make/keys";
import { formats } from "./make/text";
import { without, withSuccessor } from "./make/lists";
import { principalsOf } from "./principals";
import { type Directory, type Realm, realmOf } from "./realms";
import type { Resource } from "../../config/kustomize/resource";

/** One step of a rotation. */
export interface Rotation {
    /** Values that replace the existing ones, by the Secret's name. */
    given: ReadonlyMap<string, Values>;
    /** What this step does. */
    step: string;
    /** What comes after it; undefined if nothing does. */
    next: string | undefined;
}

interface Where {
    needed: readonly NeededSecret[];
    directory: Directory;
    existing: ReadonlyMap<string, Values>;
    resources: readonly Resource[];
}

/**
 * The next step of rotating a Secret, determined from its current contents. A user gets a successor, because a list has
 * only one password for each user: the successor is admitted beside the old user, then used to sign in, then the old
 * user is removed (https://docs.confluent.io/operator/current/co-manage-authentication.html).
 *
 * @throws UsageError if somebody else has to change it first
 */
export function rotate(name: string, where: Where): Rotation {
    const secret = where.needed.find((one) => one.name === name);
    if (!secret)
        throw new BadUsage(
            `--rotate names the Secret ${name}, which nothing in the overlay refers to, or which an object of it makes.`,
        );
    const values = where.existing.get(name);
    if (!values)
        throw new UsageError(`${name} is not there yet, so there is nothing to rotate: without --rotate, it is made.`);
    const whole = (keys: Record<string, string>): ReadonlyMap<string, Values> => new Map([[name, bytes(keys)]]);
    if (secret.forms.includes("mds-key-pair")) {
        const step = "MDS gets another key pair. Until all its readers have restarted, they refuse each other's tokens";
        return { given: whole(mdsKeyPair()), step, next: undefined };
    }
    if (secret.forms.includes("ca-pair")) {
        const step =
            "another certificate authority. Who trusts the old one has to trust the new one before the components roll";
        return { given: whole(caPair() ?? {}), step, next: undefined };
    }
    if (secret.forms.includes("password-encoder")) return encoder(whole, values);
    return user(secret, where);
}

const bytes = (texts: Record<string, string>): Values =>
    Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, Buffer.from(text)]));

/**
 * `oldPassword` decrypts what was encrypted before
 * (https://docs.confluent.io/operator/current/co-password-encoder-secret.html).
 */
function encoder(whole: (keys: Record<string, string>) => ReadonlyMap<string, Values>, values: Values): Rotation {
    const key = "password-encoder.txt";
    const text = values[key]?.toString("utf8") ?? "";
    const [, current = ""] = /^password=(.*)$/m.exec(text) ?? [];
    if (/^oldPassword=/m.test(text)) {
        return { given: whole({ [key]: `password=${current}\n` }), step: "the old password goes", next: undefined };
    }
    return {
        given: whole({ [key]: `password=${password()}\noldPassword=${current}\n` }),
        step: "another password, with the old one beside it, which still reads what it encrypted",
        next: "once its readers have restarted, the same command removes the old one",
    };
}

interface Client {
    realm: Realm;
    name: string;
    password: string;
}

function user(secret: NeededSecret, where: Where): Rotation {
    const { needed, directory, existing, resources } = where;
    const client = clientOf(secret, where);
    if (!client || !secret.references.every((one) => canBeMade(one, needed, directory))) {
        throw new UsageError(
            `${secret.name} is also stored elsewhere: change it there, then pass it with --from ${secret.name}/KEY=FILE.`,
        );
    }
    const lists = listsOf(client.realm, where);
    if (lists.length === 0) {
        throw new UsageError(
            `The users of ${secret.name} are in LDAP: change the password there, then pass it with --from ${secret.name}/KEY=FILE.`,
        );
    }
    const isListed = (name: string) => lists.every(({ users }) => users.has(name));
    const [, base = client.name, count] = /^(.*?)(?:-r(\d+))?$/.exec(client.name) ?? [];
    const successor = `${base}-r${Number(count ?? 1) + 1}`;
    const before = count === undefined ? undefined : Number(count) > 2 ? `${base}-r${Number(count) - 1}` : base;

    if (before !== undefined && lists.some(({ users }) => users.has(before))) {
        const others = needed.filter((one) => {
            const other = clientOf(one, where);
            return other?.name === before && other.realm === client.realm;
        });
        if (others.length > 0) {
            throw new UsageError(
                `${others.map(({ name }) => name).join(", ")} still signs in as ${before}: --rotate that first.`,
            );
        }
        return {
            given: new Map(
                lists.map((list) => [list.secret, { ...given(lists, list.secret, (text) => without(text, before)) }]),
            ),
            step: `${before} can no longer sign in`,
            next: undefined,
        };
    }
    if (!isListed(successor)) {
        const secretWord = password();
        return {
            given: new Map(
                lists.map(({ secret: name }) => [
                    name,
                    given(lists, name, (text) => withSuccessor(text, client, successor, secretWord)),
                ]),
            ),
            step: `${successor} can sign in, beside ${client.name}`,
            next: `give ${successor} what ${client.name} may (superUsers, role bindings, ACLs), wait until it can sign in, and run the same command again`,
        };
    }
    const unnamed = principalsOf(resources, client.name).filter(({ names }) => !names.includes(successor));
    if (unnamed.length > 0) {
        throw new UsageError(
            `${successor} may not do what ${client.name} may: name it in ${unnamed.map(({ where: at }) => at).join(", ")} first. Nothing was changed.`,
        );
    }
    const users = lists[0]?.users ?? new Map<string, string>();
    const texts = secret.references.flatMap(({ form }) =>
        (formats[form] ?? [])
            .filter(({ isList }) => !isList)
            .flatMap(({ keys, write }) =>
                keys.map((key) => [key, write(new Map([[successor, users.get(successor) ?? ""]]), new Map())] as const),
            ),
    );
    const there = existing.get(secret.name) ?? {};
    return {
        given: new Map([[secret.name, bytes(Object.fromEntries(texts.filter(([key]) => there[key])))]]),
        step: `its readers sign in as ${successor}`,
        next: `once they have restarted, the same command removes ${client.name}`,
    };
}

/** The user with which a Secret's readers sign in now. */
function clientOf({ references }: NeededSecret, { directory, existing }: Where): Client | undefined {
    for (const reference of references) {
        const realm = realmOf(reference, directory);
        const values = existing.get(reference.secret) ?? {};
        for (const { keys, isList, read } of formats[reference.form] ?? []) {
            const [found] = isList ? [] : keys.flatMap((key) => [...read(values[key]?.toString("utf8") ?? "")]);
            if (realm && found) return { realm, name: found[0], password: found[1] };
        }
    }
    return undefined;
}

interface UserList {
    secret: string;
    key: string;
    text: string;
    users: ReadonlyMap<string, string>;
}

/** The Secrets with the users that a realm admits. */
function listsOf(realm: Realm, { needed, directory, existing }: Where): UserList[] {
    const inSecret = (reference: Reference) =>
        (formats[reference.form] ?? [])
            .filter(({ isList }) => isList && realmOf(reference, directory) === realm)
            .flatMap(({ keys, read }) =>
                keys.map((key) => {
                    const text = existing.get(reference.secret)?.[key]?.toString("utf8") ?? "";
                    return { secret: reference.secret, key, text, users: read(text) };
                }),
            );
    const found = needed.flatMap(({ references }) => references.flatMap(inSecret));
    return [...new Map(found.map((list) => [`${list.secret}/${list.key}`, list])).values()];
}

const given = (lists: readonly UserList[], secret: string, change: (text: string) => string): Values =>
    bytes(Object.fromEntries(lists.filter((one) => one.secret === secret).map(({ key, text }) => [key, change(text)])));
