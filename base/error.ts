/** An error that the user can fix. Only its message is shown. */
export class UsageError extends Error {}

/** Wrong input: a name that doesn't exist, or a value that isn't allowed. Exit code 2. */
export class BadUsage extends UsageError {}
