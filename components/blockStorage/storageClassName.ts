import { createHash } from "node:crypto";

/**
 * The name of the stack's StorageClass. The API server doesn't allow a class to change its policy or its key, and a
 * preview would fail for a new class with the same name as the old one. The name therefore contains both.
 *
 * @param isRetained whether a volume, and the data on it, outlives its claim
 * @param key ARN of the key that encrypts the volumes; undefined for the account's default key
 */
export const storageClassName = (isRetained: boolean, key: string | undefined): string =>
    ["gp3", ...(isRetained ? ["retain"] : []), ...(key ? [shortOf(key)] : [])].join("-");

/** Whether a stack uses this name for its class, or has used it earlier with a different policy or key. */
export const isStorageClassName = (name: string): boolean => /^gp3(-retain)?(-[0-9a-f]{8})?$/.test(name);

/** Eight digits that identify a key. */
const shortOf = (key: string): string => createHash("sha256").update(key).digest("hex").slice(0, 8);
