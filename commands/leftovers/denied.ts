/** Error names of AWS's services for a missing permission, which differ from service to service. */
const names = ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError"];

/** Whether AWS refused because of a missing permission. */
export const isDenied = (error: unknown): boolean => error instanceof Error && names.includes(error.name);
