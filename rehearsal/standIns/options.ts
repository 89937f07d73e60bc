/** The options of the stand-ins' process. */
export const STAND_IN_KINDS = ["kubernetes", "aws", "awsx", "eks", "command"] as const;
export type StandInKind = (typeof STAND_IN_KINDS)[number];

export interface StandInOptions {
    readonly kinds: readonly StandInKind[];
    /** Path of the helm binary; only the kubernetes stand-in runs it. */
    readonly helm?: string;
    /** Kubeconfig (YAML or JSON text) of the API server that stands in for the EKS cluster. */
    readonly kubeconfig?: string;
    /** Whether clusters are only imagined: their objects count as created, no API server is called, and no chart is fetched. */
    readonly imagined?: boolean;
    /** Id of the VPC with the subnets that the stack does not create. Default: one of the stand-in's own. */
    readonly vpcId?: string;
    /** Seconds to wait for each second that AWS typically takes; 0 answers immediately. */
    readonly timeScale: number;
}
