import { code } from "../markdown/code";
import type { Loss, ObjectChange } from "../model";
import { lossOfField } from "./fields";
import { rank } from "./resources";

/**
 * What a commit changes that `git revert` does not take back: where the way back would cost data, such as a volume that grows, or a
 * version that Kafka does not leave. What is new or gone is not here: the way back of the one is a removal, which the sweeper's and
 * Argo CD's own rules are for, and that of the other was said as a loss.
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
