import { stackNames } from "../files";
import { chooseStacks } from ".";

export function run(): number {
    const { TOUCHED, PULUMI_STACKS, ONLY } = process.env;
    const deployed = stackNames("PULUMI_STACKS", PULUMI_STACKS);
    if (deployed.length === 0) console.error("PULUMI_STACKS is not set, so no stack is deployed from this repository.");
    console.log(
        JSON.stringify(chooseStacks({ touched: stackNames("TOUCHED", TOUCHED), deployed, only: ONLY?.trim() })),
    );
    return 0;
}
