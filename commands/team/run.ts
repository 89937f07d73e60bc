import { BadUsage, UsageError } from "../../base/error";
import { KubernetesError } from "../../kubernetes";
import { exitCodes } from "../frame/exitCodes";
import { printJson } from "../frame/json";
import { kubectlConnection } from "../frame/kubeconfig";
import { didYouMean } from "../frame/nearest";
import { pricesOf } from "../leftovers/prices";
import { isWell, look, withCluster } from "./cluster";
import { inGit } from "./git";
import { type Place, placeOf } from "./place";
import { renderList, renderTeam } from "./render";
import type { Report } from "./shape";

export interface Flags {
    stack?: string;
    fromCluster?: boolean;
    kubeconfig?: string;
    context?: string;
    json?: boolean;
}

export async function run(name: string | undefined, flags: Flags): Promise<number> {
    const { fromCluster = false, kubeconfig, context } = flags;
    if (!fromCluster && (kubeconfig !== undefined || context !== undefined))
        throw new BadUsage("--kubeconfig and --context select the cluster for --from-cluster: add that flag.");
    const place = placeOf(flags.stack);
    const report = await reportOf(place, name, fromCluster ? flags : undefined);
    if (flags.json) printJson(report);
    else console.log(name === undefined ? renderList(report) : renderTeam(report));
    return !fromCluster || report.teams.every(isWell) ? exitCodes.done : exitCodes.finding;
}

/**
 * The report of one team, or of all of them.
 *
 * @param cluster the kubeconfig's; undefined for Git alone
 * @throws BadUsage for a team that doesn't exist; UsageError if the cluster can't be read
 */
export async function reportOf(place: Place, name: string | undefined, cluster: Flags | undefined): Promise<Report> {
    const { stack, folder, teams, namespaces, defaults } = place;
    const chosen = teams.teams.filter((team) => name === undefined || team.name === name);
    if (name !== undefined && chosen.length === 0) {
        const names = teams.teams.map((team) => team.name);
        const there = names.length > 0 ? `there are ${names.join(", ")}` : "there are none";
        throw new BadUsage(`There is no team ${name} in ${folder}; ${there}. ${didYouMean(name, names)}`.trim());
    }
    const live = cluster && (await look(kubectlConnection(cluster), namespaces).catch(asUsage));
    return {
        version: 1,
        stack,
        folder,
        fromCluster: live !== undefined,
        pricesOf: `us-east-1, ${pricesOf}`,
        noMetrics: !live ? "add --from-cluster" : typeof live.metrics === "string" ? live.metrics : null,
        teams: chosen
            .map((team) => inGit(team, teams.rules, defaults))
            .map((team) => (live ? withCluster(team, live) : team)),
    };
}

function asUsage(error: unknown): never {
    throw error instanceof KubernetesError ? new UsageError(error.message) : error;
}
