import {
    argoCdCharts,
    cfkVersions,
    compareMinor,
    controlCenterRelease,
    eksVersionNames,
    platformReleases,
} from "../../../config/support";
import { type Conflict, conflictsOf, legacy, plain, type Versions } from "../../../config/together";
import { compareVersions } from "../../../tools/version";
import { type Move, nextControlCenter, pathOf } from "./moves";

/** Where a path leads. */
export interface Goal {
    versions: Versions;
    moves: Move[];
}

/** What somebody wants, beside the newest of everything. */
export interface Wish {
    /** A version of Confluent Platform; undefined for the newest that is known. */
    platform: string | undefined;
    /** The version of each addon's chart that was tried with this program. */
    addons: Readonly<Record<string, string>>;
}

/**
 * The newest versions that go together and that a path leads to: first of the operator, then of the platform, Kubernetes, Control
 * Center and Argo CD. None is older than what there is.
 *
 * @returns what is in the way of what is wanted, where there is no path; without a wish, there is always one, if only of no moves
 */
export function goalOf(start: Versions, wish: Wish): Goal | { inTheWay: Conflict[] } {
    const candidates = candidatesFrom(start, wish);
    for (const versions of candidates) {
        const moves = pathOf(start, versions);
        if (moves) return { versions, moves };
    }
    return wish.platform === undefined
        ? { versions: start, moves: [] }
        : { inTheWay: conflictsOf(candidates[0] ?? start) };
}

function candidatesFrom(start: Versions, wish: Wish): Versions[] {
    const addons = Object.fromEntries(
        Object.entries(start.addons).map(([chart, now]) => [chart, later(now, wish.addons[chart] ?? now)]),
    );
    // The legacy one ends with 7.9, and stays until then.
    const centers = (platform: string) =>
        start.controlCenter === legacy && compareMinor(platform, "8.0") < 0
            ? [legacy]
            : unique([nextControlCenter(start.controlCenter, controlCenterRelease), start.controlCenter]);
    const charts = Object.keys(argoCdCharts);
    const { argoCd, kubernetes } = start;
    return from(cfkVersions, start.operator).flatMap((operator) =>
        (wish.platform === undefined ? from(platformReleases, start.platform) : [wish.platform]).flatMap((platform) =>
            (kubernetes === undefined ? [undefined] : from(eksVersionNames, kubernetes)).flatMap((version) =>
                centers(platform).flatMap((controlCenter) =>
                    (argoCd === undefined ? [undefined] : from(charts, argoCd)).map((chart): Versions => ({
                        operator,
                        platform,
                        coordination: compareMinor(platform, "8.0") >= 0 ? "KRaft" : start.coordination,
                        controlCenter,
                        kubernetes: version,
                        argoCd: chart,
                        addons,
                    })),
                ),
            ),
        ),
    );
}

/** Those of a table that are not older than a version, and that itself, the newest first. */
function from<Version extends string>(table: readonly Version[], start: Version): Version[] {
    const newer = table.filter((one) => compareVersions(one, start) > 0).reverse();
    return [...newer, start];
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** The later of two versions of a chart, in its own spelling. */
const later = (one: string, other: string): string => (compareVersions(plain(one), plain(other)) >= 0 ? one : other);
