import { applicationKind } from "../../config/workload/addons";
import type { Rendered } from "../../rehearsal/overlays/objects";
import { lossesOfAddons } from "./losses/addons";
import { chartFacts } from "./losses/charts";
import { code } from "./markdown/code";
import type { AddonChange, AddonsComparison, ObjectChange } from "./model";
import { objectChanges, type OverlayPair, stateOf } from "./overlay";
import { type Build, type Objects, renderSides, stateOfRefused } from "./rendered";
import type { Sides } from "./stack";

/** A folder of addons to compare, and the platform's overlays that use it. */
export interface AddonsPair extends OverlayPair {
    /** Paths of head's overlays that run in a cluster with these addons. */
    platform: readonly string[];
}

/** What a change does to the charts that the folders of addons deploy. */
export const compareAddons = (pairs: readonly AddonsPair[], sides: Sides, build: Build): Promise<AddonsComparison[]> =>
    Promise.all(pairs.map((pair) => compareFolder(pair, sides, build)));

async function compareFolder(pair: AddonsPair, sides: Sides, build: Build): Promise<AddonsComparison> {
    const { path, basePath, followers } = pair;
    const { base, head, refusals } = await renderSides(pair, sides, build);
    const about = { path, stacks: followers.map(({ stack }) => stack), refusals, ...(basePath && { basePath }) };
    const nothing = { ...about, addons: [], losses: [] };
    const refused = stateOfRefused(refusals);
    if (refused) return { ...nothing, state: refused };

    const [before, after] = [base ?? new Map<string, Rendered>(), head ?? new Map<string, Rendered>()];
    const objects = objectChanges(before, after);
    const addons = objects.flatMap((change) => addonChange(change, before, after) ?? []);
    const prune = followers.length === 0 || followers.some((follower) => follower.prune);
    const platform = addons.some(({ op }) => op === "removed") ? await platformOf(pair, sides, build) : new Map();
    const losses = lossesOfAddons(code(path), addons, { prune, platform });
    return { ...about, addons, losses, state: stateOf(base, head, objects) };
}

/** What the overlays render, without those that Kustomize refuses, which are reported as refused. */
async function platformOf({ platform }: AddonsPair, sides: Sides, build: Build): Promise<Map<string, Objects>> {
    const rendered = await Promise.all(
        platform.map(async (path) => [path, (await renderSides({ path }, sides, build)).head] as const),
    );
    return new Map(rendered.flatMap(([path, objects]) => (objects ? [[path, objects]] : [])));
}

const versionField = "spec.source.targetRevision";

/** An addon, from its Application. Undefined for any other object, which every preview refuses. */
function addonChange({ op, object, fields }: ObjectChange, before: Objects, after: Objects): AddonChange | undefined {
    const [old, now] = [before.get(object), after.get(object)];
    const one = now ?? old;
    if (!one || one.object.kind !== applicationKind.kind) return undefined;
    const [from, to] = [old, now].map((side) => side?.fields.get(versionField)?.toString());
    const chart = one.fields.get("spec.source.chart")?.toString() ?? "";
    const releases = chartFacts(chart)?.releases;
    return {
        op,
        name: one.object.metadata.name ?? "",
        chart,
        version: { ...(from !== undefined && { before: from }), ...(to !== undefined && { after: to }) },
        ...(releases !== undefined && { releases }),
        fields: fields.filter(({ path }) => path !== versionField),
    };
}
