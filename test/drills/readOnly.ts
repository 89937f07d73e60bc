/**
 * A command line for which a folder is on a read-only disk, and for no other process: in a separate mount namespace,
 * which applies to any user, including root. Requires Linux, and a user who may create a namespace.
 */
export const readOnly = (folder: string, command: readonly string[]): string[] => [
    "unshare",
    "--map-root-user",
    "--mount",
    "sh",
    "-c",
    'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"',
    folder,
    ...command,
];
