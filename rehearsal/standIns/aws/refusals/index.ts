/** What AWS rejects among the requests that a program here can make. */
import * as cluster from "./cluster";
import * as nodeGroup from "./nodeGroup";
import * as others from "./others";
import { CLUSTER, SUBNET, type Asked, type Refusal } from "./refusal";

const onCreate: Readonly<Record<string, readonly Refusal[]>> = {
    [CLUSTER]: cluster.onCreate,
    [SUBNET]: [others.unknownZone],
    [nodeGroup.NODE_GROUP]: nodeGroup.onCreate,
    [others.ACCESS_ENTRY]: [others.strangePrincipal, others.secondEntry],
    [others.ADDON]: [others.secondAddon, others.newerThanCluster],
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": [others.strangePolicy],
};

const onUpdate: Readonly<Record<string, readonly Refusal[]>> = {
    [CLUSTER]: cluster.onUpdate,
    [nodeGroup.NODE_GROUP]: nodeGroup.onUpdate,
    [others.ADDON]: [others.newerThanCluster],
};

/** @throws Error with AWS's message */
export function refuse(type: string, asked: Asked): void {
    for (const refusal of (asked.olds === undefined ? onCreate : onUpdate)[type] ?? []) {
        const words = refusal(asked);
        if (words !== undefined) throw new Error(words);
    }
}
