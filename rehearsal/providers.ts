import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { startStandIns, type StandInKind } from "./standIns";
import { servedProviders } from "./standIns/official";

export interface ProvidersRequest {
    /** Providers that the stack uses. */
    kinds: readonly StandInKind[];
    /** Path of the pulumi binary, which downloads official plug-ins. */
    pulumi: string;
    /** Path of the helm binary; without it, no chart is installed. */
    helm: string | undefined;
    /** Whether AWS must not be reached, whatever plug-ins are installed. */
    offline: boolean;
    /** Seconds to wait for each second that AWS typically takes. */
    timeScale: number;
    /** Kubeconfig of the API server that stands in for the EKS cluster. */
    eksKubeconfig: string | undefined;
    /** The existing VPC that the stack uses. */
    vpcId: string | undefined;
}

export interface Providers {
    /** Value of PULUMI_DEBUG_PROVIDERS; empty if official plug-ins serve all providers. */
    debugProviders: string;
    /** A sentence for each provider about what serves it. */
    served: string[];
    stop(): Promise<void>;
}

const ofAws: readonly StandInKind[] = ["aws", "awsx", "eks"];

/** Official plug-ins if they are available and allowed, and stand-ins for the rest. */
export async function startProviders(request: ProvidersRequest): Promise<Providers> {
    const { kinds, pulumi, helm, timeScale, eksKubeconfig, vpcId } = request;
    // AWS's official plug-in also calls AWS in a preview: without credentials, it can only fail.
    const withoutAws = request.offline || !hasAwsCredentials();
    const providers = await servedProviders({ kinds, require: withoutAws ? ofAws : [], pulumi });
    const standIns = providers.filter(({ isStandIn }) => isStandIn).map(({ name }) => name);
    const served = providers.map(({ sentence }) => sentence);
    if (standIns.length === 0) return { debugProviders: "", served, stop: () => Promise.resolve() };

    const process = await startStandIns({
        kinds: standIns,
        tools: { helm },
        timeScale,
        kubeconfig: eksKubeconfig,
        vpcId,
    });
    return { debugProviders: process.debugProviders, served, stop: () => process.stop() };
}

/** Whether there seem to be credentials for AWS, in the places where its SDKs look first. */
function hasAwsCredentials(): boolean {
    const variables = ["AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_WEB_IDENTITY_TOKEN_FILE"];
    return variables.some((name) => process.env[name]) || existsSync(join(homedir(), ".aws", "credentials"));
}
