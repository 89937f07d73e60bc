import type { Rendered } from "../../../rehearsal/overlays/objects";
import { code, fromTo } from "../markdown/code";
import type { AddonChange, Loss, ValueChange } from "../model";
import { type ChartFacts, chartFacts } from "./charts";
import { rank } from "./resources";

type Taken = Pick<Loss, "severity" | "what" | "lost">;

/** The facts that decide what an addon's change destroys. */
export interface Surroundings {
    /** Whether Argo CD deletes the Application of an addon that is removed from Git. */
    prune: boolean;
    /** Head's overlays of the platform that use the addons, by their paths. */
    platform: ReadonlyMap<string, ReadonlyMap<string, Rendered>>;
}

/** What is lost by changes of addons, the most serious first. @param where the folder */
export const lossesOfAddons = (where: string, changes: readonly AddonChange[], around: Surroundings): Loss[] =>
    changes
        .flatMap((change) => (change.op === "removed" ? removed(change, around) : changed(change)))
        .map((taken) => ({ ...taken, where }))
        .sort((one, other) => rank(one) - rank(other));

/** Argo CD deletes what the chart created, except its CRDs (`shouldBeDeleted` in its controller/appcontroller.go). */
function removed({ name, chart }: AddonChange, { prune, platform }: Surroundings): Taken[] {
    const what = `the addon ${code(name)} is removed from Git`;
    if (!prune) {
        const lost = "Kept: the Application of the addons does not prune. From then on, Git no longer describes it.";
        return [{ severity: "service", what, lost }];
    }
    const facts = chartFacts(chart);
    if (!facts)
        return [{ severity: "service", what, lost: "Argo CD deletes what its chart created, except its CRDs." }];
    const used = [...platform].flatMap(([path, objects]) => usersIn(path, objects, facts));
    const lost = [facts.without, ...used, ...(facts.keys === undefined ? [] : [facts.keys])].join(" ");
    return [{ severity: facts.keys === undefined ? "service" : "data", what, lost }];
}

/** The objects of an overlay that no controller would act on any more, in a sentence. */
function usersIn(path: string, objects: ReadonlyMap<string, Rendered>, { groups }: ChartFacts): string[] {
    const used = [...objects].filter(([, { object }]) => groups.includes(object.apiVersion.split("/")[0] ?? ""));
    if (used.length === 0) return [];
    const [shown, left] = [used.slice(0, 3).map(([name]) => code(name)), used.length - 3];
    return [`${code(path)} uses it: ${shown.join(", ")}${left > 0 ? ` and ${left} more` : ""}.`];
}

function changed(change: AddonChange): Taken[] {
    const { name, chart, version, fields, op } = change;
    if (op === "added") return [];
    const of = (path: string, before: ValueChange["before"], after: ValueChange["after"]) =>
        `the addon ${code(name)}: ${code(path)} ${fromTo(before, after)}`;
    const ofVersion = lossOfVersion(change);
    return [
        ...(ofVersion ? [{ ...ofVersion, what: of("version", version.before, version.after) }] : []),
        ...fields.flatMap((field) => {
            const taken = lossOfValue(chart, field);
            return taken ? [{ ...taken, what: of(shortPath(field.path), field.before, field.after) }] : [];
        }),
    ];
}

/** Without the prefix that all values share. */
export const shortPath = (path: string): string => path.replace(/^spec\.source\.helm\./, "");

/**
 * Deleting a CRD deletes all objects of its kind. Argo CD deletes a CRD that a chart no longer renders, regardless of
 * Helm's annotation helm.sh/resource-policy: only its own sync option Prune=false keeps it (`isPruningDisabled` in
 * gitops-engine's pkg/sync/sync_context.go).
 */
const ofCrds =
    "Argo CD deletes each CRD that the chart doesn't contain any more, and with it every object of that kind, even with " +
    "helm.sh/resource-policy: keep.";

/** According to https://semver.org, breaking changes come with a new major version, or below 1 with a new minor version. */
function lossOfVersion({ chart, version: { before, after } }: AddonChange): Omit<Taken, "what"> | undefined {
    const [old, now] = [before, after].map(numbers);
    if (!old || !now) return undefined;
    const at = old.findIndex((number, place) => number !== now[place]);
    if (at < 0) return undefined;
    if ((now[at] ?? 0) < (old[at] ?? 0)) {
        const lost =
            "An older chart may not understand what the newer one has written, and may lack CRDs that it added.";
        return { severity: "service", lost: `${lost} ${ofCrds}` };
    }
    const breaking = old[0] === 0 && now[0] === 0 ? 1 : 0;
    if (at > breaking) return undefined;
    const releases = chartFacts(chart)?.releases;
    const where = releases === undefined ? "its release notes" : `[its release notes](${releases})`;
    const lost = `This version may rename values, and may drop fields, API versions and CRDs: read ${where}.`;
    return { severity: "service", lost: `${lost} ${ofCrds}` };
}

function numbers(version: string | undefined): [number, number, number] | undefined {
    const [, major, minor, patch] = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version ?? "") ?? [];
    return major === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

function lossOfValue(chart: string, { path, before, after }: ValueChange): Omit<Taken, "what"> | undefined {
    const short = shortPath(path);
    const facts = chartFacts(chart);
    const isOff = (value: string) => facts?.crds.includes(value) && short === `valuesObject.${value}`;
    const byDefault = facts?.crdsByDefault ? "true" : "false";
    const wasOn = (before ?? byDefault) === "true" && (after ?? byDefault) === "false";
    if (facts?.crds.some(isOff) && wasOn) return { severity: "data", lost: `${ofCrds} ${facts.owned}` };
    if (short === "skipCrds" && after === "true")
        return { severity: "data", lost: `${ofCrds} ${facts?.owned ?? ""}`.trim() };
    if (path === "spec.source.chart" && before !== undefined)
        return { severity: "data", lost: `What the previous one created is deleted. ${ofCrds}` };
    if (path === "spec.destination.namespace" && before !== undefined) {
        const lost = `It is created again there, and \`pulumi up\` deletes everything in the old namespace.`;
        return facts?.keys === undefined
            ? { severity: "service", lost }
            : { severity: "data", lost: `${lost} ${facts.keys}` };
    }
    return undefined;
}
