/** The scenes, in the order in which they are shown. */
export const sceneNames = [
    "deploy",
    "change",
    "add-component",
    "secure",
    "drift",
    "rollback",
    "customise",
    "bad-commit",
    "teardown",
] as const;
export type SceneName = (typeof sceneNames)[number];

/** Where a demo can play. */
export const places = ["rehearsal", "k3d"] as const;
export type Place = (typeof places)[number];
