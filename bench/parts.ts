/** The parts that can be measured separately. */
export const partNames = ["startup", "preview", "diff", "up", "crds", "loop", "scale", "test", "tools"] as const;
export type PartName = (typeof partNames)[number];
