import type { Scene } from "../scene";
import { addComponent } from "./addComponent";
import { badCommit } from "./badCommit";
import { change } from "./change";
import { customise } from "./customise";
import { deploy } from "./deploy";
import { drift } from "./drift";
import { rollback } from "./rollback";
import { secure } from "./secure";
import { teardown } from "./teardown";

/** In the order in which they are shown. */
export const scenes: readonly Scene[] = [
    deploy,
    change,
    addComponent,
    secure,
    drift,
    rollback,
    customise,
    badCommit,
    teardown,
];

/**
 * The scenes to play: all, or the requested ones preceded by those that they need.
 *
 * @param asked names of scenes; none for all
 */
export function scenesFor(asked: readonly string[]): readonly Scene[] {
    if (asked.length === 0) return scenes;
    const wanted = scenes.filter(({ name }) => asked.includes(name));
    const names = new Set(wanted.flatMap(({ name, after }) => [name, ...after]));
    return scenes.filter(({ name }) => names.has(name));
}
