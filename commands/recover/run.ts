import { resolve } from "node:path";
import { CommandError, LocalWorkspace, PulumiCommand, type Stack } from "@pulumi/pulumi/automation";
import { UsageError } from "../../base/error";
import { type Ask, askBy } from "../frame/ask";
import { printJson, sayBeside } from "../frame/json";
import type { Report } from "./shape";
import { engineMessage, selectedStack } from "./pulumi";
import { recover } from ".";

export interface Flags {
    stack?: string;
    cwd: string;
    then?: "up" | "destroy";
    yes?: boolean;
    json?: boolean;
}

export async function run(flags: Flags): Promise<number> {
    const next = flags.then;
    const ask = askBy(flags);
    const stack = await open(resolve(flags.cwd), flags.stack);
    const say = sayBeside(flags.json);
    const onOutput = (text: string) => void (flags.json ? process.stderr : process.stdout).write(text);
    const report: Report = {
        version: 1,
        stack: stack.name,
        outcome: "nothing",
        isLocked: false,
        holders: [],
        pending: [],
        left: [],
        backup: null,
        next: null,
    };
    report.outcome = await recover({
        stack,
        ask,
        unattended: flags.yes,
        say,
        onOutput,
        backupFolder: resolve(flags.cwd),
        onReport: (part) => void Object.assign(report, part),
    });
    const isDone = report.outcome !== "unchanged";
    if (isDone && next) report.next = (await goOn(stack, next, { ask, say, onOutput })) ? next : null;
    else if (report.outcome === "recovered") {
        say("Next: pulumi up, or pulumi destroy where that was interrupted.");
    }
    if (flags.json) printJson(report);
    return isDone ? 0 : 1;
}

async function open(workDir: string, name: string | undefined): Promise<Stack> {
    const pulumiCommand = await PulumiCommand.get().catch((error: Error) => {
        throw new UsageError(
            `pulumi is needed on PATH, and logged in: https://www.pulumi.com/docs/install/ (${error.message})`,
        );
    });
    try {
        const stackName = name ?? (await selectedStack(pulumiCommand, workDir));
        return await LocalWorkspace.selectStack({ stackName, workDir }, { pulumiCommand });
    } catch (error) {
        throw new UsageError(`${engineMessage(error)}\nName a stack of \`pulumi stack ls\` by --stack NAME.`);
    }
}

interface Speaking {
    ask: Ask | undefined;
    say: (line: string) => void;
    onOutput: (text: string) => void;
}

/** @returns whether the interrupted operation was continued */
async function goOn(stack: Stack, next: "up" | "destroy", { ask, say, onOutput }: Speaking): Promise<boolean> {
    if (!(await ask?.(`\nGo on with pulumi ${next}?`))) {
        say(`Next: pulumi ${next}`);
        return false;
    }
    try {
        await stack[next]({ onOutput });
        return true;
    } catch (error) {
        if (error instanceof CommandError) throw new UsageError(`pulumi ${next} failed:\n${engineMessage(error)}`);
        throw error;
    }
}
