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

/** What the layers have to know of what is there before them. */
export interface WhatIsThere {
    /** Zones by subnet, of a VPC that is taken. */
    zones: Record<string, string>;
    /** The stack's own cluster, from an earlier `up`. */
    running: RunningCluster | undefined;
    /** Who makes it, or has made it. */
    creator: string | undefined;
    /** Whether its log group is there before it. */
    logGroupIsLeft: boolean;
}

/**
 * Looks at what is there, in AWS and by the last deployment, and holds the configuration to it.
 *
 * @throws ConfigurationError for what would fail, or be lost, when all else is under way
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
