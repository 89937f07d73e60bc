import { type FormName, type NeededSecret } from "../../config/workload/secrets";
import { type Directory, type Realm, realmOf } from "./realms";

/** Who makes a Secret. */
export type Origin = "overlay" | "elsewhere" | "made here" | "given";

/** What is made of nothing but chance. */
const random: readonly FormName[] = ["mds-key-pair", "mds-public-key", "password-encoder", "ca-pair"];

/** Forms with the users of a realm, by the side that lets them in. */
export const servers: readonly FormName[] = ["sasl-users", "digest-users", "basic-users", "user-store"];

/** Whether every form of a Secret can be made here: who reads it, and who has to agree with it, are in the overlay. */
export function originOf(secret: NeededSecret, all: readonly NeededSecret[], directory: Directory): Origin {
    if (secret.makers.length > 0) return "overlay";
    if (secret.madeElsewhere !== undefined) return "elsewhere";
    return secret.references.every((reference) => isMade(reference.form, realmOf(reference, directory), all, directory))
        ? "made here"
        : "given";
}

function isMade(form: FormName, realm: Realm | undefined, all: readonly NeededSecret[], directory: Directory): boolean {
    if (form === "ldap") return directory.isOwn;
    if (random.includes(form)) return true;
    if (realm === undefined) return false;
    return realm === "directory" ? directory.kind === "file" || directory.isOwn : hasServer(realm, all, directory);
}

const hasServer = (realm: Realm, all: readonly NeededSecret[], directory: Directory): boolean =>
    all.some(({ references }) =>
        references.some((one) => servers.includes(one.form) && realmOf(one, directory) === realm),
    );
