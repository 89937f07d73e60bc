/** What the command can create. */
export const whats = ["team", "topic", "schema", "connector", "environment"] as const;

export type What = (typeof whats)[number];
