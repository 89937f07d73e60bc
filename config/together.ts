import { compareVersions, minorOf } from "../tools/version";
import {
    addonKubernetes,
    argoCdCharts,
    argoCdKubernetes,
    cfkReleases,
    type CfkVersion,
    compareMinor,
    controlCenterBefore8,
    controlCenterFirst,
    controlCenterPlatforms,
    lastWithZooKeeper,
    within,
} from "./support";

/** Legacy Control Center, which has the platform's version. */
export const legacy = "legacy";

/** The versions in a stack that have to be compatible. */
export interface Versions {
    /** Confluent for Kubernetes, such as `3.4.0`. */
    operator: CfkVersion;
    /** Confluent Platform, such as `8.3.2`. */
    platform: string;
    coordination: "ZooKeeper" | "KRaft";
    /** `legacy`, or the version of next-generation Control Center; undefined without one. */
    controlCenter: string | undefined;
    /** The minor version; undefined if the stack doesn't create the cluster. */
    kubernetes: string | undefined;
    /** The version of the chart argo-cd; undefined if the stack doesn't install it. */
    argoCd: string | undefined;
    /** The version of each addon's chart. */
    addons: Readonly<Record<string, string>>;
}

/** Two incompatible versions. */
export interface Conflict {
    /** Which two, such as `operator kubernetes`: it stays the same while one of them changes. */
    between: string;
    reason: string;
}

/**
 * Which versions of a stack are incompatible, according to config/support.ts. What isn't in its tables conflicts with
 * nothing.
 */
export function conflictsOf(versions: Versions): Conflict[] {
    return [...ofPlatform(versions), ...ofControlCenter(versions), ...ofKubernetes(versions)];
}

function ofPlatform({ operator, platform, coordination }: Versions): Conflict[] {
    const range = cfkReleases[operator].platform;
    const operates = within(platform, range)
        ? []
        : [
              said(
                  "operator platform",
                  `Confluent for Kubernetes ${operator} runs Confluent Platform ${to(range)}`,
                  platform,
              ),
          ];
    const keeps = coordination === "KRaft" || compareMinor(platform, lastWithZooKeeper) <= 0;
    return keeps
        ? operates
        : [
              ...operates,
              said("platform zookeeper", `Confluent Platform has ZooKeeper up to ${lastWithZooKeeper}`, platform),
          ];
}

function ofControlCenter({ platform, controlCenter }: Versions): Conflict[] {
    if (controlCenter === undefined) return [];
    const between = "platform controlCenter";
    if (controlCenter === legacy) {
        if (compareMinor(platform, lastWithZooKeeper) <= 0) return [];
        return [said(between, `the legacy Control Center ends with Confluent Platform ${lastWithZooKeeper}`, platform)];
    }
    const minor = minorOf(controlCenter);
    const last = controlCenterPlatforms[minor];
    const what = `Control Center ${controlCenter} monitors Confluent Platform`;
    if (last !== undefined && compareMinor(platform, last) > 0)
        return [said(between, `${what} up to ${last}`, platform)];
    if (controlCenterBefore8.includes(minor) && compareVersions(platform, "8") >= 0)
        return [said(between, `${what} up to ${lastWithZooKeeper}`, platform)];
    const [earliest, ...later] = controlCenterFirst[minor] ?? [];
    const first = later.find((one) => minorOf(one) === minorOf(platform)) ?? earliest;
    if (first === undefined || compareVersions(platform, first) >= 0) return [];
    return [said(between, `${what} from ${first} on`, platform)];
}

function ofKubernetes({ operator, kubernetes, argoCd, addons }: Versions): Conflict[] {
    if (kubernetes === undefined) return [];
    const argoCdVersion = argoCdCharts[argoCd ?? ""];
    const ranges = [
        {
            between: "operator",
            what: `Confluent for Kubernetes ${operator} runs`,
            range: cfkReleases[operator].kubernetes,
        },
        {
            between: "argoCd",
            what: `Argo CD ${argoCdVersion} is tested`,
            range: argoCdVersion && argoCdKubernetes[minorOf(argoCdVersion)],
        },
        ...Object.entries(addons).map(([chart, version]) => ({
            between: chart,
            what: `${chart} ${version} runs`,
            range: addonKubernetes[chart]?.[minorOf(plain(version))],
        })),
    ];
    return ranges.flatMap(({ between, what, range }) =>
        !range || within(kubernetes, range)
            ? []
            : [said(`${between} kubernetes`, `${what} on Kubernetes ${to(range)}`, kubernetes)],
    );
}

/** `v1.21.2` becomes `1.21.2`. */
export const plain = (version: string): string => version.replace(/^v/, "");

const to = ([first, last]: readonly [string, string]): string => `${first} to ${last}`;

const said = (between: string, reason: string, found: string): Conflict => ({
    between,
    reason: `${reason}, not ${found}`,
});
