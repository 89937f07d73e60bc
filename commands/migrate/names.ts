export const annotation = (name: string) => `platform.confluent.io/${name}`;
export const ibp = annotation("kraft-migration-ibp-version");
export const hold = annotation("kraft-migration-hold-krc-creation");
export const crLock = annotation("kraft-migration-cr-lock");
export const finalize = annotation("kraft-migration-trigger-finalize-to-kraft");
export const rollback = annotation("kraft-migration-trigger-rollback-to-zk");
export const goOn = annotation("continue-kraft-migration-post-zk-node-removal");
export const release = annotation("kraft-migration-release-cr-lock");

/** The steps of the way to KRaft, and of the way back, in order. */
export const forward = [
    "pause",
    "commit",
    "create",
    "migrate",
    "decide",
    "finish",
    "swap",
    "release",
    "resume",
    "clean",
] as const;
export const backward = [
    "pause",
    "trigger",
    "roll",
    "remove",
    "return",
    "release",
    "revert",
    "delete",
    "resume",
] as const;
export type StepName = (typeof forward)[number] | (typeof backward)[number];
