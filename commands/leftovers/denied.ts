/** What AWS's services say where somebody may not: their names for it differ. */
const names = ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError"];

/** Whether AWS refuses for want of a right. */
export const isDenied = (error: unknown): boolean => error instanceof Error && names.includes(error.name);
