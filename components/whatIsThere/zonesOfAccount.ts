import * as aws from "@pulumi/aws";
import type { Config } from "../../config";
import { ConfigurationError } from "../../config/problems";
import { refuse } from "../../config/rules/rule";
import { zonesWithoutEks } from "../../config/aws/zones";
import type { RunningCluster } from "./runningCluster";

/**
 * Rejects zones that EKS, or EC2, would otherwise reject halfway through: zones that the account doesn't have, and
 * zones without EKS. Each account maps zone letters to zones differently, so AWS is asked; without permission to ask,
 * the check is skipped.
 *
 * @throws ConfigurationError with the available zones
 */
export async function checkZones(
    { cluster, network, region }: Pick<Config, "cluster" | "network" | "region">,
    running: RunningCluster | undefined,
): Promise<void> {
    if (cluster.source !== "eks" || network?.source !== "create" || running) return;
    const ids = await zonesOfAccount();
    if (ids.size === 0) return;
    const unknown = network.zones.filter((zone) => !ids.has(zone));
    const without = network.zones.filter((zone) => zonesWithoutEks.includes(ids.get(zone) ?? ""));
    const names = [...ids].filter(([, id]) => !zonesWithoutEks.includes(id)).map(([name]) => name);
    const fix = `use two or more of ${names.join(", ")}`;
    const problems = [
        ...(unknown.length > 0
            ? [refuse("network.zones", unknown, `not among the zones that this account has in ${region}`, fix)]
            : []),
        ...(without.length > 0
            ? [
                  refuse(
                      "network.zones",
                      without,
                      `${without.map((zone) => ids.get(zone)).join()} in this account, where EKS cannot place a control plane`,
                      fix,
                  ),
              ]
            : []),
    ];
    if (problems.length > 0) throw new ConfigurationError(problems);
}

/** IDs by name; none if the caller may not ask. Local zones are left out, because they require an opt-in. */
async function zonesOfAccount(): Promise<Map<string, string>> {
    const filters = [{ name: "opt-in-status", values: ["opt-in-not-required"] }];
    try {
        const { names = [], zoneIds = [] } = await aws.getAvailabilityZones({ state: "available", filters });
        return new Map(names.map((name, index) => [name, zoneIds[index] ?? ""]));
    } catch {
        return new Map();
    }
}
