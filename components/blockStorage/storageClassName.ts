import { createHash } from "node:crypto";

/**
 * The name of the stack's StorageClass. The API server lets no class change its policy or its key, and a preview would
 * fail at a new one of the old one's name: both are in the name.
 *
 * @param isRetained whether a volume, and the data on it, outlives its claim
 * @param key ARN of the key that encrypts the volumes; undefined for the account's own
 */
export const storageClassName = (isRetained: boolean, key: string | undefined): string =>
    ["gp3", ...(isRetained ? ["retain"] : []), ...(key ? [shortOf(key)] : [])].join("-");

/** Whether a stack names its class so, or has named it so before its policy or its key was another. */
export const isStorageClassName = (name: string): boolean => /^gp3(-retain)?(-[0-9a-f]{8})?$/.test(name);

/** Eight digits that stand for a key. */
const shortOf = (key: string): string => createHash("sha256").update(key).digest("hex").slice(0, 8);
