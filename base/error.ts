/** An error that its user can mend: the message is all there is to show. */
export class UsageError extends Error {}

/** What was typed is wrong: a name that is not there, a value that is not allowed. Exit code 2. */
export class BadUsage extends UsageError {}
