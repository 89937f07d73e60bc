/** What there is to make. */
export const whats = ["team", "topic", "schema", "connector"] as const;

export type What = (typeof whats)[number];
