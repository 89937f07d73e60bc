/** Exit codes of every command. What 1 and 3 are for one command is in its help. */
export const exitCodes = {
    done: 0,
    /** A finding: something hangs, is left or is refused; or it could not be done, and the message says why. */
    finding: 1,
    /** Bad usage: an unknown command or flag, a value that is missing or not allowed, flags that exclude each other. */
    badUsage: 2,
    /** Not finished: more has to be done, or be looked at, before the answer is 0. */
    unfinished: 3,
    /** By Ctrl-C, or another signal that ends. */
    interrupted: 130,
} as const;
