import { parseOverrides } from "../frame/flags";
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
    const { preview, served } = await previewStack(stack, parseOverrides(config), policies);
    console.log(json ? JSON.stringify(preview.resources, null, 2) : renderTree(stack, preview, served));
    if (json) for (const warning of preview.warnings) console.error(`warning: ${warning}`);
    return 0;
}
