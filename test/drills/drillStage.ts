import type { KubernetesApi } from "../../kubernetes";
import type { ControlPlane } from "../../rehearsal/controlPlane";
import type { GitOps } from "../../rehearsal/gitOps";
import type { Stage } from "../../rehearsal/stage";

/** A stage with the whole loop, on which the dev stack is up and its workload is live. */
export interface DrillStage {
    stage: Stage;
    controlPlane: ControlPlane;
    gitOps: GitOps;
    api: KubernetesApi;
    close(): Promise<void>;
}
