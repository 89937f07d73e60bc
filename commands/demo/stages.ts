import { join } from "node:path";
import { ensureTools } from "../../tools";
import type { Cleanup } from "../../base/cleanup";
import { gitOpsTools } from "../../rehearsal/gitOps";
import { GitRepository } from "../../rehearsal/git/repository";
import { startGitServer } from "../../rehearsal/git/server";
import { startK3d } from "../../rehearsal/k3d";
import { KubernetesApi } from "../../kubernetes";
import type { Version } from "../../rehearsal/played";
import { openStage, operatorsTaken, type Stage } from "../../rehearsal/stage";
import type { Place } from "./names";
import type { DemoStage } from "./scene";
import { withoutSchemaRegistry } from "./scenes/change";
import { putIn, topic } from "./contents";

/** An environment that is ready. The clean-up that was passed in ends whatever was started for it. */
export interface Opened extends Omit<DemoStage, "recorder" | "say"> {
    /** Sentences for the user about what is real and what is simulated. */
    served: readonly string[];
    versions: readonly Version[];
}

export const openPlace: Record<Place, (cleanup: Cleanup) => Promise<Opened>> = {
    rehearsal: openRehearsal,
    k3d: openK3d,
};

/** The dev stack on an embedded control plane. The stack assumes that somebody else has installed the operators. */
async function openRehearsal(cleanup: Cleanup): Promise<Opened> {
    const gitOps = { prepare: prepareRepository };
    const stage = await openStage({ stack: "dev", overrides: operatorsTaken, embedded: true, offline: true, gitOps });
    cleanup.add(() => stage.close());
    const { controlPlane } = stage;
    if (!controlPlane || !stage.gitOps) throw new Error("the stage was opened without a GitOps loop");
    const { operator, repository, versions } = stage.gitOps;
    return {
        ...(await common(stage, controlPlane.kubeconfig, controlPlane.kubeconfigPath, repository, cleanup)),
        patience: 90,
        endOperator: () => operator.stop(),
        versions,
        simulated: true,
    };
}

/** The dev stack on a k3d cluster of its own, with both operators from their charts, and running pods. */
async function openK3d(cleanup: Cleanup): Promise<Opened> {
    const k3d = await startK3d();
    cleanup.add(() => k3d.remove());
    const repository = await GitRepository.make(join(k3d.folder, "gitops"));
    await prepareRepository(repository);
    const server = await startGitServer({ folder: repository.folder, host: k3d.host.bind });
    cleanup.add(() => server.stop());
    const overrides = {
        "cluster.kubeconfig": k3d.kubeconfigPath,
        "cluster.context": k3d.context,
        "gitops.repository": server.url.replace(k3d.host.bind, k3d.host.name),
    };
    const stage = await openStage({ stack: "dev", overrides, embedded: false, offline: true });
    cleanup.add(() => stage.close());
    return {
        ...(await common(stage, k3d.kubeconfig, k3d.kubeconfigPath, repository, cleanup)),
        // Images have to be pulled, and Kafka takes minutes.
        patience: 30 * 60,
        endOperator: () => Promise.resolve(),
        versions: [],
        simulated: false,
    };
}

async function common(
    stage: Stage,
    kubeconfig: string,
    kubeconfigPath: string,
    repository: GitRepository,
    cleanup: Cleanup,
) {
    const { kustomize } = await ensureTools(gitOpsTools);
    const api = KubernetesApi.fromKubeconfig(kubeconfig);
    cleanup.add(() => api.close());
    const lookAround = [
        `export KUBECONFIG=${kubeconfigPath}`,
        "kubectl -n argocd get applications",
        "kubectl -n confluent get kafkas,kafkatopics",
    ];
    return { stack: stage.engine.stack, repository, api, kustomize, served: stage.served, lookAround };
}

/** The initial state of the scenes: a topic, so that there is data to protect, and no Schema Registry yet. */
async function prepareRepository(repository: GitRepository): Promise<void> {
    withoutSchemaRegistry(repository);
    putIn(repository, topic("orders"));
    await repository.commit("A topic, and no Schema Registry yet");
}
