import type { Loss, ResourceChange } from "../model";
import { code, fromTo } from "../markdown/code";
import { shortType } from "../markdown/type";
import { gravity, heldBy } from "./facts";

const eksCluster = "aws:eks/cluster:Cluster";
const kubernetesProvider = "pulumi:providers:kubernetes";

/** What is lost when a stack's resources are replaced or removed, the most serious first. */
export function lossesOfResources(stack: string, resources: readonly ResourceChange[]): Loss[] {
    const where = `stack ${code(stack)}`;
    const goes = resources.filter(({ op, retained }) => !retained && (op === "replaced" || op === "removed"));
    const clusters = goes.filter(({ type }) => type === eksCluster);
    const moves = goes.filter(
        (change) => change.type === kubernetesProvider && change.layer === "Cluster" && isMove(change),
    );
    const isGone = clusters.length > 0 || moves.length > 0;
    const losses = [...goes].sort(byGravity).flatMap((change): Loss[] => {
        const held = heldBy(change.type, change.layer);
        if (!held || (isGone && isInCluster(change))) return [];
        return [{ severity: held.severity, where, what: whatHappens(change), lost: lostBy(change, held.lost) }];
    });
    const moved = clusters.length > 0 ? [] : moves.slice(0, 1).map((change) => movedAway(where, change));
    return [...moved, ...losses].sort((one, other) => rank(one) - rank(other));
}

/** The cluster's entry covers everything in the cluster. */
const isInCluster = ({ type }: ResourceChange): boolean =>
    type.startsWith("kubernetes:") || (type.startsWith("aws:eks/") && type !== eksCluster);

/** By type, and by name, because the engine's order differs from run to run. */
const byGravity = (one: ResourceChange, other: ResourceChange): number =>
    gravity(one.type) - gravity(other.type) || one.name.localeCompare(other.name, "en");

export const rank = ({ severity }: Loss): number => (severity === "data" ? 0 : 1);

/** A kubeconfig that is only known later doesn't mean another cluster; an identifier that changes does. */
const isMove = ({ inputs }: ResourceChange): boolean =>
    inputs.some(({ path, forces }) => forces && path === "clusterIdentifier");

function movedAway(where: string, change: ResourceChange): Loss {
    const lost =
        "What it has in the old one is deleted, including namespaces with their volumes, and starts empty in the new one.";
    return { severity: "data", where, what: `all of it moves to another cluster${because(change)}`, lost };
}

function whatHappens(change: ResourceChange): string {
    const happens = change.op === "replaced" ? `is replaced${because(change)}` : "is deleted";
    return `${shortType(change.type)} ${code(change.name)} ${happens}`;
}

/** The inputs that force it, and the engine's own reasons. */
function because({ inputs }: ResourceChange): string {
    const forced = inputs.filter(({ forces }) => forces);
    if (forced.length === 0) return "";
    const reasons = forced.map(({ path, before, after }) =>
        path === "provider" ? "its provider changes" : `${code(path)} ${fromTo(before, after)}`,
    );
    return `, because ${reasons.join(" and ")}`;
}

/** An input that is set for the first time may have the value that AWS has already chosen, which only AWS knows. */
function lostBy({ op, type, inputs }: ResourceChange, lost: string): string {
    const forced = inputs.filter(({ forces }) => forces);
    const mayBeSame =
        op === "replaced" && type.startsWith("aws:") && forced.every(({ before }) => before === undefined);
    return mayBeSame && forced.length > 0
        ? `${lost} If it is set to the value that AWS has already chosen, nothing is replaced: \`pulumi preview\` shows that.`
        : lost;
}
