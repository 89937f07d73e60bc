import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "../../base/checkout";

/** The options of Pulumi.yaml's runtime that say how a program is started. */
export interface NodeOptions {
    /** Whether @pulumi/pulumi compiles TypeScript itself. */
    typescript: boolean;
    /** Arguments of node, apart by spaces. */
    nodeargs: string;
}

/** What is so where Pulumi.yaml has no options. */
export const defaultOptions: NodeOptions = { typescript: true, nodeargs: "" };

/** What this project's Pulumi.yaml has. */
export function projectOptions(): NodeOptions {
    const { runtime } = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8")) as {
        runtime: { options?: Partial<NodeOptions> };
    };
    return { ...defaultOptions, ...runtime.options };
}
