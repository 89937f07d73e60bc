/** What the stand-ins' process is told. */
export const STAND_IN_KINDS = ["kubernetes", "aws", "awsx", "eks", "command"] as const;
export type StandInKind = (typeof STAND_IN_KINDS)[number];

export interface StandInOptions {
    readonly kinds: readonly StandInKind[];
    /** Path of the helm binary; only the kubernetes stand-in runs it. */
    readonly helm?: string;
    /** Kubeconfig (YAML or JSON text) of the API server that plays the EKS cluster. */
    readonly kubeconfig?: string;
    /** Whether clusters are only imagined: their objects count as made, no API server is asked, no chart is fetched. */
    readonly imagined?: boolean;
    /** Id of the VPC in which subnets lie that the stack does not make. Default: one of the stand-in's own. */
    readonly vpcId?: string;
    /** Seconds waited per second that AWS typically takes; 0 answers at once. */
    readonly timeScale: number;
}
