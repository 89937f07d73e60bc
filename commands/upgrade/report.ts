import { conflictsOf, type Versions } from "../../config/together";
import { patched } from "./guide";
import type { Situation } from "./path/situation";
import type { PathStep } from "./path/steps";
import type { PathReport, Report } from "./shape";
import { isDone, type Upgrade } from "./step";

/** An upgrade as JSON: the edits of a step as one patch. */
export async function reportOf({ text: _, ...upgrade }: Upgrade): Promise<Report> {
    return { version: 2, ...upgrade, isDone: isDone(upgrade), steps: await Promise.all(upgrade.steps.map(patched)) };
}

/** The same of a path. */
export async function pathReportOf(situation: Situation, steps: readonly PathStep[]): Promise<PathReport> {
    const { stack, start, goal, promotesFrom } = situation;
    return {
        version: 2,
        stack,
        what: "path",
        from: written(start),
        to: written(goal.versions),
        conflicts: conflictsOf(start).map(({ reason }) => reason),
        promotesFrom: promotesFrom ?? null,
        isDone: steps.length === 0,
        steps: await Promise.all(steps.map(patched)),
    };
}

const written = ({ controlCenter, kubernetes, argoCd, addons, ...versions }: Versions): PathReport["from"] => ({
    ...versions,
    controlCenter: controlCenter ?? null,
    kubernetes: kubernetes ?? null,
    argoCd: argoCd ?? null,
    addons: { ...addons },
});
