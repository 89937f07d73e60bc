import { compare } from "../../rehearsal/overlays/differences";
import type { Rendered } from "../../rehearsal/overlays/objects";
import type { Follower } from "./followers";
import { pairHashed } from "./hashed";
import { lossesOfObjects } from "./losses/objects";
import { lossesOfRevert } from "./losses/revert";
import { code } from "./markdown/code";
import type { Custody } from "./losses/removal";
import type { ObjectChange, OverlayComparison, State } from "./model";
import { type Build, type Objects, renderSides, stateOfRefused } from "./rendered";
import type { Sides } from "./stack";
import { masked, valueChange } from "./values";

/** An overlay to compare. It is the same folder on both sides, unless a stack has moved to another one. */
export interface OverlayPair {
    path: string;
    basePath?: string;
    /** The stacks of head that follow it. */
    followers: readonly Follower[];
}

/** What a change does to the output of overlays. */
export const compareOverlays = (
    pairs: readonly OverlayPair[],
    sides: Sides,
    build: Build,
): Promise<OverlayComparison[]> => Promise.all(pairs.map((pair) => compareOverlay(pair, sides, build)));

async function compareOverlay(pair: OverlayPair, sides: Sides, build: Build): Promise<OverlayComparison> {
    const { path, basePath, followers } = pair;
    const { base, head, refusals } = await renderSides(pair, sides, build);
    const about = { path, stacks: followers.map(({ stack }) => stack), refusals, ...(basePath && { basePath }) };
    const nothing = { ...about, objects: [], losses: [] };
    const refused = stateOfRefused(refusals);
    if (refused) return { ...nothing, state: refused };

    const [before, after] = pairHashed(base ?? new Map<string, Rendered>(), head ?? new Map<string, Rendered>());
    const objects = objectChanges(before, after);
    const losses = await lossesOfObjects(code(path), objects, before, custodyOf(followers, after));
    const final = lossesOfRevert(code(path), objects);
    return { ...about, objects, losses, state: stateOf(base, head, objects), ...(final.length > 0 && { final }) };
}

export const stateOf = (
    base: Objects | undefined,
    head: Objects | undefined,
    objects: readonly ObjectChange[],
): Extract<State, "added" | "removed" | "changed" | "same"> =>
    !base ? "added" : !head ? "removed" : objects.length > 0 ? "changed" : "same";

/** Objects that differ, removed ones first, then by name. */
export function objectChanges(before: Objects, after: Objects): ObjectChange[] {
    const changes = new Map<string, ObjectChange & { fields: ObjectChange["fields"][number][] }>();
    for (const { object, field, one, other } of compare(before, after)) {
        const op =
            one === undefined && field === "" ? "added" : other === undefined && field === "" ? "removed" : "changed";
        const change = changes.get(object) ?? { op, object, fields: [] };
        changes.set(object, change);
        if (op !== "changed") continue;
        const isSecret = /^Secret\//.test(object) && /^(data|stringData)\./.test(field);
        const shown = (value: typeof one) => (isSecret && value !== undefined ? masked : value);
        change.fields.push(
            isSecret
                ? { path: field, before: shown(one), after: shown(other), forces: false }
                : valueChange(field, one, other),
        );
    }
    const order = ["removed", "changed", "added"];
    return [...changes.values()].sort((one, other) => order.indexOf(one.op) - order.indexOf(other.op));
}

/** The facts that decide about removed objects: the Applications that follow the overlay, and head's sweeper. */
function custodyOf(followers: readonly Follower[], after: Objects): Custody {
    const field = "spec.template.spec.containers[sweeper].env[KEEP_KINDS].value";
    const keepKinds = after.get("Deployment/confluent-sweeper")?.fields.get(field) ?? "";
    return {
        prune: followers.length === 0 || followers.some(({ prune }) => prune),
        keepKinds: String(keepKinds)
            .split(",")
            .map((kind) => kind.trim()),
    };
}
