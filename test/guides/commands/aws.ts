import { dirname, join } from "node:path";
import { pythonTools } from "../../../tools/python";
import { helpOf, outputOf } from "./help";
import type { Program } from "./program";

/**
 * Commands that only exist in version 2 of the AWS CLI, which isn't on PyPI
 * (https://docs.aws.amazon.com/cli/latest/reference/).
 */
const version2: Record<string, string> = {
    "configure sso": "Flags:\n      --use-device-code   .\n      --profile value   .",
    "sso login": "Flags:\n      --profile value   .\n      --sso-session value   .\n      --use-device-code   .",
};

export const aws: Program = {
    help: helpOf(async (path) => {
        const newer = version2[path.join(" ")];
        if (newer !== undefined) return newer;
        const { aws: binary } = await pythonTools();
        const script = join(__dirname, "awsHelp.py");
        const text = await outputOf(join(dirname(binary), "python"), [script, ...path]);
        const more = Object.keys(version2).filter((name) => name.startsWith(path.join(" ")));
        const commands = more.map((name) => `  ${name.split(" ")[path.length]}  .`).join("\n");
        return path.length < 2 && commands ? text.replace("Commands:\n", `Commands:\n${commands}\n`) : text;
    }),
};
