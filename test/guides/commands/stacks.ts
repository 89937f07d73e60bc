import { basename } from "node:path";
import { committedStacks, exampleStacks } from "../../../base/checkout";
import type { Setting } from "./program";

/** Stacks with a file beside Pulumi.yaml: committed, or created by an earlier command. */
export const ownStacks = ({ checkout, made }: Setting): string[] => [
    ...committedStacks(checkout),
    ...[...made].flatMap((path) => /^Pulumi\.(.+)\.yaml$/.exec(basename(path))?.[1] ?? []),
];

/** The same, and the examples', which this project's commands find by name. */
export const stacksOf = (setting: Setting): string[] => [...ownStacks(setting), ...exampleStacks(setting.checkout)];
