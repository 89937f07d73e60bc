import {
    type CfkVersion,
    cfkVersions,
    compareMinor,
    eksVersionNames,
    firstToMigrate,
    lastWithZooKeeper,
    platformReleases,
} from "../../../config/support";
import { conflictsOf, legacy, type Versions } from "../../../config/together";
import { compareVersions } from "../../../tools/version";

export type MoveKind = "operator" | "platform" | "kraft" | "controlCenter" | "kubernetes" | "argoCd" | "addon";

/** One step of a path: a single version that changes. */
export interface Move {
    kind: MoveKind;
    /** The chart of an addon; empty for the others. */
    chart: string;
    from: string;
    to: string;
    /** The versions once it is done. */
    after: Versions;
}

/**
 * The way from some versions to others by moves that each add no conflict, or undefined where there is none. What the platform
 * stands on goes first, where nothing forbids it. It ends: each move brings one version closer, and none goes back.
 */
export function pathOf(start: Versions, goal: Versions): Move[] | undefined {
    const failed = new Set<string>();
    const from = (versions: Versions): Move[] | undefined => {
        const key = JSON.stringify(versions);
        if (key === JSON.stringify(goal)) return [];
        if (failed.has(key)) return undefined;
        const was = new Set(conflictsOf(versions).map(({ between }) => between));
        for (const move of movesFrom(versions, goal)) {
            if (conflictsOf(move.after).some(({ between }) => !was.has(between))) continue;
            const rest = from(move.after);
            if (rest) return [move, ...rest];
        }
        failed.add(key);
        return undefined;
    };
    return conflictsOf(goal).length > 0 ? undefined : from(start);
}

/** Moves towards a goal, the preferred one first; detours last: an operator's release, or a platform's, in between. */
function movesFrom(now: Versions, goal: Versions): Move[] {
    const operators = between(cfkVersions, now.operator, goal.operator);
    const platforms = between(platformReleases, now.platform, goal.platform);
    const direct = [
        ...(now.operator === goal.operator ? [] : [operatorMove(now, goal.operator)]),
        ...directMoves("argoCd", now, goal),
        ...addonMoves(now, goal),
        ...kubernetesMoves(now, goal),
        // The migration to KRaft and the next Control Center are best on the last release before 8, which the way to 8 needs anyway.
        ...platformMoves(now, compareMinor(now.platform, lastWithZooKeeper) < 0 ? platforms.filter(isLast7) : []),
        ...directMoves("controlCenter", now, goal),
        ...kraftMoves(now, goal),
        ...platformMoves(now, [goal.platform]),
    ];
    const detours = [...operators.map((one) => operatorMove(now, one)), ...platformMoves(now, platforms)];
    return [...direct, ...detours];
}

const isLast7 = (version: string): boolean => compareMinor(version, lastWithZooKeeper) === 0;

const operatorMove = (now: Versions, to: CfkVersion): Move => ({
    kind: "operator",
    chart: "",
    from: now.operator,
    to,
    after: { ...now, operator: to },
});

/** To 8 from the last 7 alone: that is the only way that a KRaftMigrationJob leads to, and so one way for all. */
function platformMoves(now: Versions, candidates: readonly string[]): Move[] {
    const isReady = compareMinor(now.platform, lastWithZooKeeper) >= 0;
    return candidates
        .filter((to) => compareVersions(to, now.platform) > 0)
        .filter((to) => isReady || compareMinor(to, lastWithZooKeeper) <= 0)
        .map((to) => ({ kind: "platform", chart: "", from: now.platform, to, after: { ...now, platform: to } }));
}

function kraftMoves(now: Versions, goal: Versions): Move[] {
    const isFit =
        compareVersions(now.platform, firstToMigrate) >= 0 && compareMinor(now.platform, lastWithZooKeeper) <= 0;
    if (now.coordination === goal.coordination || !isFit) return [];
    return [{ kind: "kraft", chart: "", from: "ZooKeeper", to: "KRaft", after: { ...now, coordination: "KRaft" } }];
}

/** Of what is not there, or not there at the end, there is no move. */
function directMoves(kind: "argoCd" | "controlCenter", now: Versions, goal: Versions): Move[] {
    const { [kind]: from } = now;
    const { [kind]: to } = goal;
    if (from === to || from === undefined || to === undefined) return [];
    return [{ kind, chart: "", from, to, after: { ...now, [kind]: to } }];
}

/** EKS skips no minor version (https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html). */
function kubernetesMoves(now: Versions, goal: Versions): Move[] {
    const { kubernetes: from } = now;
    if (from === undefined || from === goal.kubernetes) return [];
    const to = eksVersionNames.find((version) => compareMinor(version, from) > 0);
    return to === undefined ? [] : [{ kind: "kubernetes", chart: "", from, to, after: { ...now, kubernetes: to } }];
}

function addonMoves(now: Versions, goal: Versions): Move[] {
    return Object.entries(now.addons).flatMap(([chart, from]): Move[] => {
        const to = goal.addons[chart] ?? from;
        if (to === from) return [];
        return [{ kind: "addon", chart, from, to, after: { ...now, addons: { ...now.addons, [chart]: to } } }];
    });
}

/** Those of a table after one version and before another, the last first. */
function between<Version extends string>(table: readonly Version[], from: string, to: string): Version[] {
    return table.filter((one) => compareVersions(one, from) > 0 && compareVersions(one, to) < 0).reverse();
}

/** What a stack's Control Center becomes: the next generation's of a version, where there is one at all. */
export const nextControlCenter = (now: string | undefined, to: string): string | undefined =>
    now === undefined || (now !== legacy && compareVersions(now, to) > 0) ? now : to;
