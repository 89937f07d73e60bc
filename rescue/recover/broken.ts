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

/** Whether an engine's message is on the state itself: one that does not hang together, or is no JSON any more. */
export const isOnState = (message: string): boolean =>
    /snapshot integrity|failed to load checkpoint|failed to deserialize|could not deserialize/i.test(message);

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
    const mends = repairable.test(message)
        ? [
              `pulumi state repair --stack ${stack}`,
              "sorts the resources, and drops references to what is missing; it takes no resource away",
          ]
        : urn && kept
          ? [
                importing(stack, kept),
                `once you have set "delete": true in it on each resource of ${urn} but the one that is to stay; pulumi state repair cannot mend this`,
            ]
          : undefined;
    return [
        `pulumi cannot use the state of stack ${stack}:`,
        message,
        "Nothing was changed.",
        ...(kept ? [`The state as it is is kept in ${kept}.`] : []),
        "",
        "To repair it:",
        ...(mends ? [`  $ ${mends[0]}`, `    ${mends[1]}.`] : []),
        ...(later.test(message)
            ? ["  - a later pulumi wrote it: install that (https://www.pulumi.com/docs/install/), and leave the state."]
            : []),
        `${mends ? "Or go back to an earlier state" : "Go back to an earlier state"}, then pulumi refresh:`,
        ...earlierStates(broken),
        "Then this command again.",
    ].join("\n");
}

/** Where a stack has earlier states, and the commands that take one, as lines of a list. */
export function earlierStates({ stack, project, kept, backupFolder }: Omit<BrokenState, "message">): string[] {
    const others = backupsOf(stack, readdirSync(backupFolder))
        .map((name) => join(backupFolder, name))
        .filter((file) => file !== kept);
    return [
        ...others.slice(-1).map((file) => `  $ ${importing(stack, file)}`),
        `  - a folder or a bucket: the newest of .pulumi/backups/${project}/${stack}/ in it takes the place of`,
        `    .pulumi/stacks/${project}/${stack}.json`,
        `  - Pulumi Cloud: \`pulumi stack history --stack ${stack}\` has the versions;`,
        `    \`pulumi stack export --stack ${stack} --version N --file FILE\`, then ${importing(stack, "FILE")}`,
    ];
}

const importing = (stack: string, file: string): string => `pulumi stack import --stack ${stack} --file ${file}`;
