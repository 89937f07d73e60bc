import { readdirSync } from "node:fs";
import { join } from "node:path";
import { backupsOf } from "./pulumi";

/** A state that the engine refuses. */
export interface BrokenState {
    /** What the engine says. */
    message: string;
    stack: string;
    project: string;
    /** File that has the state as it is; undefined where it cannot even be exported. */
    kept: string | undefined;
    /** Where recover keeps states. */
    backupFolder: string;
}

/**
 * Whether an engine's message is on the state itself: one that does not hang together, lacks something, or is no JSON any
 * more. A passphrase that is missing, or a key that may not be used, is not (pkg/v3/resource/stack/deployment.go).
 */
export const isOnState = (message: string): boolean =>
    [
        /snapshot integrity|failed to load checkpoint|failed to deserialize|could not deserialize/i,
        /missing required '\w+' field|'custom' false but non-empty ID/,
        /no secrets manager could be found|no known secrets provider|bad value: |message authentication failed/,
    ].some((pattern) => pattern.test(message));

/** What `pulumi state repair` mends, by sorting, and by dropping references to what is missing. */
const repairable = /comes after it|missing (parent|resource)|which is missing/;
const twice = /duplicate resource (\S+)/;

/** A state that the engine does not know how to read, as a later one wrote it. */
const later =
    /unsupported checkpoint version|support for the following features|version is too new|update your version/;

/** What the engine says of a broken state, and the commands that repair it. Nothing is changed by recover itself. */
export function describeBroken(broken: BrokenState): string {
    const { message, stack, kept } = broken;
    const [, urn] = twice.exec(message) ?? [];
    const byHand = urn
        ? `once you have set "delete": true in it on each resource of ${urn} but the one that is to stay`
        : "once you have put right in it by hand what is said above";
    const ways = [
        ...(repairable.test(message) ? [`  $ pulumi state repair --stack ${stack}`, `    ${sorting}`] : []),
        ...(later.test(message) ? ["  - a later pulumi wrote it: install that, and leave the state as it is."] : []),
        ...(kept ? [`  $ ${importing(stack, kept)}`, `    ${byHand}.`] : []),
    ];
    return [
        `pulumi cannot use the state of stack ${stack}:`,
        message,
        "Nothing was changed.",
        ...(kept ? [`The state as it is is kept in ${kept}.`] : []),
        "",
        ...(ways.length > 0 ? ["To repair it:", ...ways] : []),
        `${ways.length > 0 ? "Or go" : "Go"} back to an earlier state, then pulumi refresh:`,
        ...earlierStates(broken),
        "Then this command again.",
    ].join("\n");
}

const sorting =
    "sorts the resources, and drops references to what is missing; it takes no resource away. Where more is wrong:";

/** Where a stack has earlier states, and the commands that take one, as lines of a list. */
export function earlierStates({ stack, project, kept, backupFolder }: Omit<BrokenState, "message">): string[] {
    const others = backupsOf(stack, readdirSync(backupFolder))
        .map((name) => join(backupFolder, name))
        .filter((file) => file !== kept);
    return [
        ...others.slice(-1).map((file) => `  $ ${importing(stack, file)}`),
        `  - a folder or a bucket: the newest of .pulumi/backups/${project}/${stack}/ in it takes the place of`,
        `    .pulumi/stacks/${project}/${stack}.json; .json.bak beside that is the one before the last write`,
        `  - Pulumi Cloud: \`pulumi stack history --stack ${stack}\` has the versions;`,
        `    \`pulumi stack export --stack ${stack} --version N --file FILE\`, then ${importing(stack, "FILE")}`,
    ];
}

const importing = (stack: string, file: string): string => `pulumi stack import --stack ${stack} --file ${file}`;
