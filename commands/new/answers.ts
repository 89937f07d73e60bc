import { BadUsage } from "../../base/error";
import type { AskText } from "../frame/ask";

/** What a user can say to the command. */
export interface Flags {
    team?: string;
    name?: string;
    owner?: string;
    contact?: string;
    partitions?: number;
    copies?: number;
    retention?: string;
    type?: "avro" | "json" | "protobuf";
    schema?: string;
    compatibility?: string;
    class?: string;
    tasks?: number;
    setting?: string[];
    yes?: boolean;
    json?: boolean;
}

/** Answers of flags, else of whoever sits at the terminal, else what is usual. */
export class Answers {
    constructor(
        readonly flags: Flags,
        private readonly ask: AskText | undefined,
    ) {}

    /**
     * @param usual taken where nobody is there to ask, or says nothing. Default: none, and then it is bad usage to say nothing
     * @throws BadUsage which flag says it
     */
    async text(
        flag: Exclude<keyof Flags, "setting" | "yes" | "json">,
        question: string,
        usual?: string,
    ): Promise<string> {
        const said = this.flags[flag];
        if (said !== undefined) return String(said);
        const answer = this.ask ? (await this.ask(question, usual)).trim() : "";
        const text = answer || usual;
        if (!text) throw new BadUsage(`${question}? Say it by --${flag}.`);
        return text;
    }

    /** The same of a whole number. */
    async number(flag: "partitions" | "tasks", question: string, usual: number): Promise<number> {
        const text = await this.text(flag, question, String(usual));
        if (!/^[1-9]\d*$/.test(text))
            throw new BadUsage(`--${flag} takes a whole number above 0, such as ${usual}, not ${text}.`);
        return Number(text);
    }
}
