import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "../../base/checkout";

/** The options in Pulumi.yaml's runtime that determine how a program is started. */
export interface NodeOptions {
    /** Whether @pulumi/pulumi compiles TypeScript itself. */
    typescript: boolean;
    /** Arguments for node, separated by spaces. */
    nodeargs: string;
}

/** The defaults if Pulumi.yaml has no options. */
export const defaultOptions: NodeOptions = { typescript: true, nodeargs: "" };

/** The options in this project's Pulumi.yaml. */
export function projectOptions(): NodeOptions {
    const { runtime } = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8")) as {
        runtime: { options?: Partial<NodeOptions> };
    };
    return { ...defaultOptions, ...runtime.options };
}
