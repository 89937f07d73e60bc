import { resolve } from "node:path";
import { CommandError, LocalWorkspace, PulumiCommand, type Stack } from "@pulumi/pulumi/automation";
import { UsageError } from "../../base/error";
import { type Ask, askOnTerminal } from "../frame/ask";
import { engineMessage, selectedStack } from "./pulumi";
import { recover } from ".";

export interface Flags {
    stack?: string;
    cwd: string;
    then?: "up" | "destroy";
    yes?: boolean;
}

export async function run(flags: Flags): Promise<number> {
    const next = flags.then;
    const ask = flags.yes ? () => Promise.resolve(true) : askOnTerminal();
    const stack = await open(resolve(flags.cwd), flags.stack);
    const outcome = await recover({
        stack,
        ask,
        unattended: flags.yes,
        say: (line) => console.log(line),
        onOutput,
        backupFolder: resolve(flags.cwd),
    });
    if (outcome === "unchanged") return 1;
    if (next) await goOn(stack, next, ask);
    else if (outcome === "recovered") {
        console.log("Next: pulumi up, or pulumi destroy where that was interrupted.");
    }
    return 0;
}

const onOutput = (text: string) => void process.stdout.write(text);

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

async function goOn(stack: Stack, next: "up" | "destroy", ask: Ask | undefined): Promise<void> {
    if (!(await ask?.(`\nGo on with pulumi ${next}?`))) return console.log(`Next: pulumi ${next}`);
    try {
        await stack[next]({ onOutput });
    } catch (error) {
        if (error instanceof CommandError) throw new UsageError(`pulumi ${next} failed:\n${engineMessage(error)}`);
        throw error;
    }
}
