import { code } from "../markdown/code";
import type { Loss, ObjectChange } from "../model";
import { lossOfField } from "./fields";
import { rank } from "./resources";

/**
 * Changes of a commit that `git revert` can't undo, because the way back would lose data: for example a volume that grows,
 * or a version that Kafka can't leave. Objects that are added or removed are not listed: reverting an addition is a
 * removal, to which the sweeper's and Argo CD's rules apply, and a removal was already reported as a loss.
 *
 * @param where the overlay
 */
export const lossesOfRevert = (where: string, changes: readonly ObjectChange[]): Loss[] =>
    changes
        .filter(({ op }) => op === "changed")
        .flatMap(({ object, fields }) =>
            fields.flatMap(({ path, before, after, forces }): Loss[] => {
                const taken = lossOfField(object.split("/")[0] ?? "", { path, before: after, after: before, forces });
                return taken?.severity === "data"
                    ? [
                          {
                              ...taken,
                              where,
                              what: `${code(object)}: ${code(path)} back from ${shown(after)} to ${shown(before)}`,
                          },
                      ]
                    : [];
            }),
        )
        .sort((one, other) => rank(one) - rank(other));

const shown = (value: ObjectChange["fields"][number]["before"]): string =>
    value === undefined ? "nothing" : code(typeof value === "object" ? value.join(", ") : value);
