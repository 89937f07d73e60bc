import { text } from "node:stream/consumers";
import { BadUsage, UsageError } from "../../base/error";
import { KubernetesError } from "../../kubernetes/error";
import { type Connection, connectionOf } from "../../kubernetes/connection";
import { execCredential } from "../../kubernetes/execCredential";
import { printJson, sayBeside } from "../frame/json";
import { reportOf } from "./report";
import { volumesGone } from ".";

export interface Flags {
    minutes: number;
    json?: boolean;
}

export async function run({ minutes, json }: Flags): Promise<number> {
    if (process.stdin.isTTY) throw new BadUsage("Pass a kubeconfig on the standard input.");
    const kubeconfig = await text(process.stdin);
    if (kubeconfig.trim() === "") throw new BadUsage("The standard input is empty: pass a kubeconfig on it.");
    const isLost = process.env.PULUMI_K8S_DELETE_UNREACHABLE === "true";
    try {
        const isGone = await volumesGone({
            connect: () => signIn(kubeconfig),
            say: sayBeside(json),
            onEnd: json ? (left) => printJson(reportOf(left)) : undefined,
            patienceMs: minutes * 60_000,
            isLost,
        });
        return isGone ? 0 : 1;
    } catch (error) {
        if (!(error instanceof KubernetesError)) throw error;
        throw new UsageError(
            `${error.message}.` +
                (error.code === 0
                    ? "\nIf the cluster no longer exists: PULUMI_K8S_DELETE_UNREACHABLE=true pulumi destroy"
                    : ""),
        );
    }
}

function signIn(kubeconfig: string): Connection {
    try {
        return connectionOf(kubeconfig, undefined, execCredential);
    } catch (error) {
        throw new UsageError(`${error instanceof Error ? error.message : String(error)}.`);
    }
}
