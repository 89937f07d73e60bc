import { KubernetesApi } from "../../kubernetes";
import { connectionOf } from "../../kubernetes/connection";
import { execCredential } from "../../kubernetes/execCredential";
import { writeInto } from "../files";
import { pulumi } from "../pulumi";
import type { Check, Side } from ".";
import { infrastructureSide, refreshArguments } from "./infrastructure";
import { workloadSide } from "./workload";

export interface Flags {
    stack: string;
    output: string;
}

export async function run({ stack, output }: Flags): Promise<number> {
    const said = await pulumi(refreshArguments(stack), (chunk) => void process.stdout.write(chunk));
    const check: Check = { stack, infrastructure: infrastructureSide(said), workload: await workloadOf(stack) };
    writeInto(output, JSON.stringify(check));
    for (const name of ["infrastructure", "workload"] as const) {
        const { [name]: side } = check;
        console.log(`\n${stack}, ${name}: ${side.state === "clean" ? "no drift" : side.state}`);
        if (name === "workload" && side.state !== "clean") console.log(side.state === "drift" ? side.found : side.why);
    }
    return check.infrastructure.state === "failed" || check.workload.state === "failed" ? 1 : 0;
}

async function workloadOf(stack: string): Promise<Side> {
    // Not printed, because it may contain a credential.
    const said = await pulumi(["stack", "output", "kubeconfig", "--stack", stack, "--show-secrets"], () => undefined);
    if (said.exitCode !== 0)
        return { state: "failed", why: `the stack's kubeconfig could not be read: ${said.text.trim()}` };
    let api: KubernetesApi | undefined;
    try {
        api = new KubernetesApi(connectionOf(said.stdout, undefined, execCredential));
        return await workloadSide(api);
    } catch (error) {
        return { state: "failed", why: error instanceof Error ? error.message : String(error) };
    } finally {
        api?.close();
    }
}
