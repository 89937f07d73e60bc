import type { Scene } from "../scene";
import { badCommit } from "./badCommit";
import { change } from "./change";
import { customise } from "./customise";
import { deploy } from "./deploy";
import { drift } from "./drift";
import { rollback } from "./rollback";
import { teardown } from "./teardown";

/** In the order in which they are shown. */
export const scenes: readonly Scene[] = [deploy, change, drift, rollback, customise, badCommit, teardown];

/**
 * The scenes to play: all, or those that were asked for and what they begin with.
 *
 * @param asked names of scenes; none for all
 * @returns undefined where one is not known
 */
export function scenesFor(asked: readonly string[]): readonly Scene[] | undefined {
    if (asked.length === 0) return scenes;
    const wanted = asked.map((name) => scenes.find((scene) => scene.name === name));
    if (wanted.includes(undefined)) return undefined;
    const names = new Set(wanted.flatMap((scene) => [scene?.name, ...(scene?.after ?? [])]));
    return scenes.filter(({ name }) => names.has(name));
}
