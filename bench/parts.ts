/** What can be measured by itself. */
export const partNames = ["startup", "preview", "diff", "up", "crds", "loop", "scale", "test", "tools"] as const;
export type PartName = (typeof partNames)[number];
