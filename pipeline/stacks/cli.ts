import { runCommand } from "../../commands/frame/run";
import { stackNames } from "../files";
import { chooseStacks } from ".";

// Prints the stacks to work on, as a JSON array: of those in TOUCHED, the ones in PULUMI_STACKS; or ONLY the one.
void runCommand(() => {
    const { TOUCHED, PULUMI_STACKS, ONLY } = process.env;
    const deployed = stackNames("PULUMI_STACKS", PULUMI_STACKS);
    if (deployed.length === 0) console.error("PULUMI_STACKS is not set: no stack is deployed from here.");
    console.log(
        JSON.stringify(chooseStacks({ touched: stackNames("TOUCHED", TOUCHED), deployed, only: ONLY?.trim() })),
    );
    return Promise.resolve(0);
});
