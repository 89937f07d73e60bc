import { BadUsage } from "../../base/error";
import type { AskText } from "../frame/ask";

/** The command's flags. */
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
    from?: string;
    promotesFrom?: string;
    yes?: boolean;
    json?: boolean;
}

/** Answers from flags, from the user at the terminal, or the default, in this order. */
export class Answers {
    constructor(
        readonly flags: Flags,
        private readonly ask: AskText | undefined,
    ) {}

    /**
     * @param usual the answer if nobody can be asked, or if the answer is empty. Default: none, which makes an answer
     * required
     * @throws BadUsage that names the flag
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

    /** The same for a whole number. */
    async number(flag: "partitions" | "tasks", question: string, usual: number): Promise<number> {
        const text = await this.text(flag, question, String(usual));
        if (!/^[1-9]\d*$/.test(text))
            throw new BadUsage(`--${flag} takes a whole number above 0, such as ${usual}, not ${text}.`);
        return Number(text);
    }
}
