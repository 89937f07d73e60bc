/**
 * The Go modules in this folder that pin tools, in the order in which they are built: the engine first, because it is useful
 * alone; then what every rehearsal needs, and last what few do.
 */
export const moduleNames = [
    "engine",
    "control-plane",
    "checks",
    "addons",
    "external-secrets",
    "argo-rollouts",
    "monitoring",
] as const;

export type ModuleName = (typeof moduleNames)[number];
