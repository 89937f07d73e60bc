import type { Rendered } from "../../../rehearsal/overlays/objects";
import type { Loss, ObjectChange } from "../model";
import { code, fromTo } from "../markdown/code";
import { lossOfField } from "./fields";
import { type Custody, removalOf } from "./removal";
import { rank } from "./resources";

/**
 * What is lost by changes of an overlay's objects, the most serious first.
 *
 * @param where the overlay
 * @param before base's objects, by the names that the changes have
 */
export async function lossesOfObjects(
    where: string,
    changes: readonly ObjectChange[],
    before: ReadonlyMap<string, Rendered>,
    custody: Custody,
): Promise<Loss[]> {
    const losses = await Promise.all(
        changes.map(async (change): Promise<Loss[]> => {
            const was = before.get(change.object)?.object;
            if (!was || change.op === "added") return [];
            if (change.op === "removed") {
                const taken = await removalOf(was, custody);
                return taken ? [{ ...taken, where, what: `${code(change.object)} is removed from Git` }] : [];
            }
            return change.fields.flatMap((field) => {
                const taken = lossOfField(was.kind, field);
                return taken ? [{ ...taken, where, what: whatChanges(change.object, field) }] : [];
            });
        }),
    );
    return losses.flat().sort((one, other) => rank(one) - rank(other));
}

function whatChanges(object: string, { path, before, after }: ObjectChange["fields"][number]): string {
    return `${code(object)}: ${code(path)} ${fromTo(before, after)}`;
}
