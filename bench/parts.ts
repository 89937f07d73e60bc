/** What can be measured by itself. */
export const partNames = ["startup", "up", "crds", "loop", "diff", "tools"] as const;
export type PartName = (typeof partNames)[number];
