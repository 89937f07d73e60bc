import { Command } from "@commander-js/extra-typings";
import { commands } from "../commands";
import { framed } from "../commands/frame/command";
import { pipeline } from "../pipeline";
import { addCommands, type List } from "../commands/frame/list";

/** What the shells' scripts call, with what was typed. */
const complete = "__complete";

const ofTheProgram: List = {
    completion: { summary: "print a completion script for your shell", load: () => import("./completion/command.ts") },
};

const others: List = {
    pipeline: { summary: "the commands that workflows run", list: pipeline },
    bench: { summary: "measure how fast the program is", load: () => import("../bench/command.ts") },
    docs: { summary: "write the pages that are generated from the code", load: () => import("../docs/command.ts") },
};

/**
 * The program `confluent-gitops`, with the commands that are typed, those of workflows, and those of who works on it.
 *
 * @param words what was typed after its name: only the definition that they name is read; `all` reads every one
 */
export async function programFor(words: readonly string[] | "all") {
    const program = framed(new Command("confluent-gitops"));
    program.description("Confluent Platform on Kubernetes, by one Pulumi stack and Argo CD.");
    program.usage("NAME [flags]");
    const named = words !== "all" && words[0] === complete ? words.slice(2) : words;
    await addCommands(program, { ...commands, ...ofTheProgram }, named);
    await addCommands(program, others, named, "For workflows, and for working on this project:");
    return program.addCommand(
        new Command(complete).argument("[words...]").action(async (typed) => {
            const { proposals } = await import("./completion/proposals.ts");
            for (const { word, what } of proposals(program, typed)) console.log(`${word}\t${what}`);
        }),
        { hidden: true },
    );
}
