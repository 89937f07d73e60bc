import { parseArgs, type ParseArgsConfig } from "node:util";
import { UsageError } from "../../base/error";

/** Parses a command's flags. @throws UsageError, with the usage below it, for one that is not known. */
export function parseFlags<Options extends NonNullable<ParseArgsConfig["options"]>>(options: Options, usage: string) {
    try {
        return parseArgs({ options, strict: true }).values;
    } catch (error) {
        const message = error instanceof Error ? (error.message.split(". ")[0] ?? "") : String(error);
        throw new UsageError(`${message}.\n${usage}`);
    }
}

/** `cluster.nodes.desired=4` becomes a key and a value: JSON where it is JSON, else text. */
export function parseOverrides(settings: readonly string[]): Record<string, unknown> {
    return Object.fromEntries(
        settings.map((setting) => {
            const at = setting.indexOf("=");
            if (at < 1)
                throw new UsageError(`--config takes KEY=VALUE, such as cluster.nodes.desired=4, not what was given.`);
            return [setting.slice(0, at), jsonOrText(setting.slice(at + 1))];
        }),
    );
}

function jsonOrText(text: string): unknown {
    try {
        return JSON.parse(text) as unknown;
    } catch {
        return text;
    }
}
