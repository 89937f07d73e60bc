import { relative, resolve } from "node:path";
import { argoCdFiles, type Located, locateTools, toolNames, ToolsError } from "../../tools";
import { plugInsPage } from "./plugIns";
import { duration } from "../../tools/step";

const usage = `npm run tools

Makes sure that the tools of the other commands are there: ${toolNames.join(", ")}
and Argo CD's manifests. What is on PATH, or in KUBEBUILDER_ASSETS, in a good version is used; the rest is
built once, with Go, into .tools.

  --plug-ins   lists Pulumi's plug-ins instead, for a machine that reaches no internet
  --help       shows this`;

const projectRoot = resolve(__dirname, "../..");

function row(name: string, { path, version, origin }: Located): string {
    const where = origin === "built" ? `${relative(projectRoot, path)} (built here)` : path;
    return `${name.padEnd(24)} ${version.padEnd(9)} ${where}`;
}

async function main(args: string[]): Promise<number> {
    if (args.join() === "--plug-ins") {
        console.log(plugInsPage());
        return 0;
    }
    if (args.length > 0) {
        const asked = args.every((arg) => arg === "--help" || arg === "-h");
        console[asked ? "log" : "error"](asked ? usage : `npm run tools takes no ${args.join(" ")}.\n\n${usage}`);
        return asked ? 0 : 1;
    }
    const startedAt = Date.now();
    try {
        const [located, files] = await Promise.all([locateTools(toolNames), argoCdFiles()]);
        for (const name of toolNames) console.log(row(name, located[name]));
        console.log(`${"Argo CD's manifests".padEnd(24)} ${files.version.padEnd(9)} .tools`);
        console.log(`All tools are there (${duration(Date.now() - startedAt)}).`);
        return 0;
    } catch (error) {
        if (!(error instanceof ToolsError)) throw error;
        console.error(error.message);
        return 1;
    }
}

void main(process.argv.slice(2)).then((code) => process.exit(code));
