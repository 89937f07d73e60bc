import { UsageError } from "../../../base/error";
import type { NeededSecret, Reference } from "../../../config/workload/secrets";
import { type Directory, type Realm, realmOf, userOf } from "../realms";
import { password } from "./keys";
import { formats, type Users } from "./text";

/** The contents of a Secret, by key. */
export type Values = Readonly<Record<string, Buffer>>;

/**
 * Records who signs in where, with which password: all Secrets have to agree on a user. Known passwords are kept; users
 * without one get one.
 */
export class Book {
    private readonly passwords = new Map<string, { password: string; from: string }>();
    private readonly members = new Map<Realm, Set<string>>();
    private readonly domains = new Map<Realm, Realm>();

    /**
     * @param valuesOf the known contents of a Secret
     * @param isGiven whether the user passed some of it, which takes precedence over what others contain
     */
    constructor(
        needed: readonly NeededSecret[],
        private readonly directory: Directory,
        private readonly valuesOf: (secret: string) => Values,
        private readonly isGiven: (secret: string) => boolean,
    ) {
        for (const secret of needed) this.joinRealms(secret);
        const first = needed.filter(({ name }) => isGiven(name));
        for (const secret of [...first, ...needed]) this.learn(secret);
        for (const { references } of needed) {
            for (const reference of references) {
                const realm = realmOf(reference, directory);
                if (realm && isClient(reference)) this.join(realm, this.userOfSecret(references));
            }
        }
    }

    /** The users that may sign in to a realm, with their passwords. */
    usersOf(realm: Realm): Users {
        const names = [...(this.members.get(realm) ?? [])].sort();
        // A component rejects a list without users: people need a user to sign in with.
        return new Map((names.length > 0 ? names : ["admin"]).map((name) => [name, this.passwordOf(realm, name)]));
    }

    /** The user with which a Secret's readers sign in to a realm. */
    clientOf(references: readonly Reference[], realm: Realm): Users {
        const name = this.userOfSecret(references);
        return new Map([[name, this.passwordOf(realm, name)]]);
    }

    private passwordOf(realm: Realm, name: string): string {
        const key = this.keyOf(realm, name);
        const known = this.passwords.get(key) ?? { password: password(), from: "" };
        this.passwords.set(key, known);
        return known.password;
    }

    /** The user in a Secret, or the default user of its first reader. */
    private userOfSecret(references: readonly Reference[]): string {
        const known = references.flatMap((reference) => [...this.read(reference, false).keys()])[0];
        const users = references.map((reference) => userOf(reference, this.directory));
        return known ?? users.find((user) => user === this.directory.superUser) ?? users[0] ?? "";
    }

    private read({ form, secret }: Reference, isList: boolean): Users {
        const values = this.valuesOf(secret);
        const found = (formats[form] ?? [])
            .filter((format) => format.isList === isList)
            .flatMap(({ keys, read }) => keys.flatMap((key) => [...read(values[key]?.toString("utf8") ?? "")]));
        return new Map(found);
    }

    /** If one key of a Secret is used to sign in to several realms, they share one password. */
    private joinRealms({ references }: NeededSecret): void {
        const byKey = new Map<string, Realm>();
        for (const reference of references) {
            const realm = realmOf(reference, this.directory);
            if (!realm) continue;
            for (const { keys, isList } of formats[reference.form] ?? []) {
                for (const key of isList ? [] : keys) {
                    const other = byKey.get(key) ?? realm;
                    byKey.set(key, other);
                    const [from, to] = [this.domainOf(realm), this.domainOf(other)];
                    if (from !== to) this.domains.set(from, to);
                }
            }
        }
    }

    private domainOf(realm: Realm): Realm {
        const above = this.domains.get(realm);
        return above === undefined ? realm : this.domainOf(above);
    }

    private learn({ references }: NeededSecret): void {
        for (const reference of references) {
            const realm = realmOf(reference, this.directory);
            if (!realm) continue;
            for (const isList of [false, true]) {
                for (const [name, value] of this.read(reference, isList)) {
                    const key = this.keyOf(realm, name);
                    const known = this.passwords.get(key);
                    const isReplaced = known && this.isGiven(known.from) && !this.isGiven(reference.secret);
                    if (known && known.password !== value && known.from !== reference.secret && !isReplaced) {
                        throw new UsageError(
                            `The Secrets ${known.from} and ${reference.secret} have different passwords of the user ${name} (${realm}), so it can't sign in. ` +
                                `Pass one of them: --from ${reference.secret}/KEY=FILE.`,
                        );
                    }
                    if (!known) this.passwords.set(key, { password: value, from: reference.secret });
                    // Users that are already admitted stay admitted.
                    if (isList) this.join(realm, name);
                }
            }
        }
    }

    private join(realm: Realm, name: string): void {
        this.members.set(realm, (this.members.get(realm) ?? new Set()).add(name));
    }

    private keyOf(realm: Realm, name: string): string {
        return `${this.domainOf(realm)}\0${name}`;
    }
}

const isClient = ({ form }: Reference): boolean => (formats[form] ?? []).some(({ isList }) => !isList);
