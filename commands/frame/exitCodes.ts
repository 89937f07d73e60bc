/** Exit codes of every command. Each command's help explains 1 and 3. */
export const exitCodes = {
    done: 0,
    /** A finding: something is stuck, left or refused. Or the command failed, and the message says why. */
    finding: 1,
    /** Bad usage: an unknown command or flag, a missing or invalid value, or flags that exclude each other. */
    badUsage: 2,
    /** Not finished: something else has to be done or checked before the result can be 0. */
    unfinished: 3,
    /** Interrupted by Ctrl-C, or by another signal that ends a process. */
    interrupted: 130,
} as const;
