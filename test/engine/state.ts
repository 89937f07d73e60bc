/** The part of a stack's exported state that tests look at. */
export interface DeploymentState {
    resources?: { urn: string; type: string; id?: string }[];
    pending_operations?: { type: string; resource: { urn: string } }[];
}
