/** An error that its user can mend: the message is all there is to show. */
export class UsageError extends Error {}
