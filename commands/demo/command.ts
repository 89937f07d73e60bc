import { Option } from "@commander-js/extra-typings";
import { defineCommand, exitsWith } from "../frame/command";
import { jsonFlag } from "../frame/flags";
import { places, sceneNames } from "./names";

export const command = defineCommand({
    description:
        "Deploys the platform to an embedded control plane with the real Pulumi engine and Argo CD, and plays nine scenes: " +
        "deploy, change, add a component, secure, drift, rollback, customise, a bad commit, teardown.",
    examples: [
        ["", "all scenes, on this machine alone"],
        ["--scene drift --keep", "one scene, and look around afterwards"],
        ["--report demo.html", "with a page of what happened"],
        ["--json > demo.json", "for a program to read"],
    ],
    exitCodes: { 1: "a scene failed" },
})
    .addOption(new Option("--scene <name...>", "only this scene, preceded by those that it needs").choices(sceneNames))
    .addOption(
        new Option(
            "--on <place>",
            "k3d: on a k3d cluster created for the demo, with the real operator; needs Docker and more time",
        )
            .choices(places)
            .default("rehearsal" as const, "rehearsal, on this machine alone"),
    )
    .option("--pause", "wait for Enter before each scene")
    .option("--keep", "leave everything running until Ctrl-C, to look around; leaves out the last scene, teardown")
    .option("--report <file>", "write an HTML page with a timeline of every resource")
    .addOption(jsonFlag())
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
