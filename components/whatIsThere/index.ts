import type { Config } from "../../config";
import { isLogGroupLeft } from "../cluster/controlPlaneLogs";
import { checkCoordinationStays } from "./coordinationStays";
import { clusterCreator } from "./creator";
import { warnOfNoWayIn } from "./endpointReach";
import { existingZones } from "../network/existingVpc";
import { checkOperatorsStay } from "./installedOperators";
import { lastOutputs } from "./lastDeployment";
import { checkLoadBalancersStay } from "./loadBalancersStay";
import {
    checkAutoModeStays,
    checkRoleStays,
    checkVersionStep,
    checkZonesStay,
    type RunningCluster,
    runningCluster,
} from "./runningCluster";
import { checkSameCluster } from "./sameCluster";
import { checkZones } from "./zonesOfAccount";

/** What the layers need to know about existing resources. */
export interface WhatIsThere {
    /** Zones by subnet, for an existing VPC. */
    zones: Record<string, string>;
    /** The stack's own cluster, from an earlier `up`. */
    running: RunningCluster | undefined;
    /** The principal that creates it, or has created it. */
    creator: string | undefined;
    /** Whether its log group exists before it does. */
    logGroupIsLeft: boolean;
}

/**
 * Looks at existing resources, in AWS and from the last deployment, and checks the configuration against them.
 *
 * @throws ConfigurationError for whatever would otherwise fail, or be lost, halfway through the deployment
 */
export async function whatIsThere(config: Config): Promise<WhatIsThere> {
    const zones = await existingZones(config);
    const last = await lastOutputs();
    checkOperatorsStay(config, last);
    checkLoadBalancersStay(config, last);
    checkCoordinationStays(config, last);
    await checkSameCluster(config, last);
    const running = await runningCluster(config);
    checkVersionStep(config, running);
    checkRoleStays(config, running);
    checkAutoModeStays(config, running);
    await checkZonesStay(config, running);
    await checkZones(config, running);
    await warnOfNoWayIn(config, running);
    const creator = await clusterCreator(config, running);
    return { zones, running, creator, logGroupIsLeft: await isLogGroupLeft(config, running) };
}
