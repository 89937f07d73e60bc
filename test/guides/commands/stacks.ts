import { basename } from "node:path";
import { committedStacks, exampleStacks } from "../../../base/checkout";
import type { Setting } from "./program";

/** Stacks that have a file beside Pulumi.yaml: committed, or made by an earlier command. */
export const ownStacks = ({ checkout, made }: Setting): string[] => [
    ...committedStacks(checkout),
    ...[...made].flatMap((path) => /^Pulumi\.(.+)\.yaml$/.exec(basename(path))?.[1] ?? []),
];

/** Those, and the examples', which the commands of this project find by name. */
export const stacksOf = (setting: Setting): string[] => [...ownStacks(setting), ...exampleStacks(setting.checkout)];
