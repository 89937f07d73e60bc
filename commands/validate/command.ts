import { Option } from "@commander-js/extra-typings";
import { defineCommand, exitsWith } from "../frame/command";
import { jsonFlag, overlayFlag } from "../frame/flags";

export const command = defineCommand({
    description:
        "Checks every overlay in gitops/, or one, without a stack's backend, an account or a cluster: renders it, sends " +
        "every object to an API server in a strict dry run (if npm run tools has built one), checks it against the rules, and looks " +
        "for secrets in plain text. Each finding has its file and line, the reason, and what to do. Skipped checks are listed.",
    examples: [
        ["", "all overlays of the platform and of the addons"],
        ["--overlay dev", "gitops/platform/overlays/dev"],
        ["--format github", "as annotations of a pull request"],
        ["--schemas-since main", "and whether changed schemas of teams are compatible"],
        ["--rules", "what each rule requires"],
    ],
    exitCodes: { 1: "a finding that is an error" },
})
    .addOption(overlayFlag().default(undefined, "all, and the addons' too"))
    .addOption(
        new Option("--format <name>", "how findings are printed")
            .choices(["text", "github", "gitlab", "sarif", "json"] as const)
            .default("text" as const),
    )
    .addOption(
        new Option(
            "--schemas-since <revision>",
            "also check that each schema in gitops/teams is compatible with its version at this revision",
        ),
    )
    .addOption(jsonFlag().conflicts("format"))
    .addOption(
        new Option("--rules", "list the rules and what each requires").conflicts([
            "overlay",
            "format",
            "json",
            "schemasSince",
        ]),
    )
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
