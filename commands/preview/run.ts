import { parseOverrides } from "../frame/flags";
import { printJson } from "../frame/json";
import { previewStack } from ".";
import { renderTree } from "./tree";

export interface Flags {
    stack: string;
    config?: string[];
    policyPack?: string[];
    policyPackConfig?: string[];
    json?: boolean;
}

export async function run({
    stack,
    config = [],
    policyPack = [],
    policyPackConfig = [],
    json,
}: Flags): Promise<number> {
    const policies = { packs: policyPack, configs: policyPackConfig };
    const { preview, addons, served } = await previewStack(stack, parseOverrides(config), policies);
    if (!json) console.log(renderTree(stack, preview, served, addons));
    else printJson({ resources: preview.resources, addons });
    if (json) for (const warning of preview.warnings) console.error(`warning: ${warning}`);
    return 0;
}
