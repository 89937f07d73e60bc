import { readdirSync } from "node:fs";
import { join } from "node:path";
import { backupsOf } from "./pulumi";

/** A state that the engine refuses. */
export interface BrokenState {
    /** The engine's message. */
    message: string;
    stack: string;
    project: string;
    /** File with the unchanged state. Undefined if it can't even be exported. */
    kept: string | undefined;
    /** The folder in which recover keeps states. */
    backupFolder: string;
}

/**
 * Whether an engine's message is about the state itself: it is inconsistent, incomplete, or not valid JSON. A missing
 * passphrase, or a key without permission, is something else (pkg/v3/resource/stack/deployment.go).
 */
export const isOnState = (message: string): boolean =>
    [
        /snapshot integrity|failed to load checkpoint|failed to deserialize|could not deserialize/i,
        /missing required '\w+' field|'custom' false but non-empty ID/,
        /no secrets manager could be found|no known secrets provider|bad value: |message authentication failed/,
    ].some((pattern) => pattern.test(message));

/** What `pulumi state repair` fixes, by sorting, and by dropping references to missing resources. */
const repairable = /comes after it|missing (parent|resource)|which is missing/;
const twice = /duplicate resource (\S+)/;

/** A state that the engine can't read, because a later version wrote it. */
const later =
    /unsupported checkpoint version|support for the following features|version is too new|update your version/;

/** The engine's message about a broken state, with the commands that repair it. Recover itself changes nothing. */
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

/** Where a stack has earlier states, with the commands that restore one, as lines of a list. */
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
