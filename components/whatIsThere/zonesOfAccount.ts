import * as aws from "@pulumi/aws";
import type { Config } from "../../config";
import { ConfigurationError } from "../../config/problems";
import { refuse } from "../../config/rules/rule";
import { zonesWithoutEks } from "../../config/aws/zones";
import type { RunningCluster } from "./runningCluster";

/**
 * Refuses zones that EKS, or EC2, would refuse when all else is under way: one that the account has not, and one that EKS
 * is not in. Which zone a letter stands for is the account's own matter, so AWS is asked; who may not ask passes.
 *
 * @throws ConfigurationError that says which zones there are
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

/** Ids by name; none where the caller may not ask. Local zones are left out, which have to be asked for. */
async function zonesOfAccount(): Promise<Map<string, string>> {
    const filters = [{ name: "opt-in-status", values: ["opt-in-not-required"] }];
    try {
        const { names = [], zoneIds = [] } = await aws.getAvailabilityZones({ state: "available", filters });
        return new Map(names.map((name, index) => [name, zoneIds[index] ?? ""]));
    } catch {
        return new Map();
    }
}
