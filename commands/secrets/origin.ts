import type { FormName, NeededSecret, Reference } from "../../config/workload/secrets";
import { type Directory, type Realm, realmOf } from "./realms";

/** Who creates a Secret. */
export type Origin = "overlay" | "elsewhere" | "made here" | "given";

/** Forms that are generated from nothing but random values. */
const random: readonly FormName[] = ["mds-key-pair", "mds-public-key", "password-encoder", "ca-pair"];

/** Forms with the users of a realm, on the side that admits them. */
const servers: readonly FormName[] = ["sasl-users", "digest-users", "basic-users", "user-store"];

export function originOf(secret: NeededSecret, all: readonly NeededSecret[], directory: Directory): Origin {
    if (secret.makers.length > 0) return "overlay";
    if (secret.madeElsewhere !== undefined) return "elsewhere";
    return secret.references.every((one) => canBeMade(one, all, directory)) ? "made here" : "given";
}

/** Whether what a field refers to can be generated here: everything else that has to know it is also in the overlay. */
export function canBeMade(reference: Reference, all: readonly NeededSecret[], directory: Directory): boolean {
    const { form } = reference;
    if (form === "ldap") return directory.isOwn;
    if (random.includes(form)) return true;
    const realm = realmOf(reference, directory);
    if (realm === undefined) return false;
    return realm === "directory" ? directory.kind === "file" || directory.isOwn : hasServer(realm, all, directory);
}

const hasServer = (realm: Realm, all: readonly NeededSecret[], directory: Directory): boolean =>
    all.some(({ references }) =>
        references.some((one) => servers.includes(one.form) && realmOf(one, directory) === realm),
    );
