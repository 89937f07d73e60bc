import { announceCommit, isLive, readApplication } from "../../kubernetes/application";
import { confluentApi, edit, live, sizes, workloadNamespace } from "../../commands/demo/workload";
import type { GitOps } from "../../rehearsal/gitOps";
import { KubernetesApi } from "../../kubernetes";
import { openStage, operatorsTaken } from "../../rehearsal/stage";
import { until } from "../../base/until";

const connect = { apiVersion: confluentApi, kind: "Connect" };
const file = `${sizes}/connect.yaml`;

/** The dev stack, running and live, for repeated changes. All times are in seconds. */
export class Loop {
    private memory = 1280;

    private constructor(
        private readonly api: KubernetesApi,
        private readonly gitOps: GitOps,
    ) {}

    /** @param settings keys of argocd-cm that replace this project's */
    static async with<T>(settings: Record<string, string>, work: (loop: Loop) => Promise<T>): Promise<T> {
        const gitOps = { argoCdSettings: settings };
        const stage = await openStage({
            stack: "dev",
            overrides: operatorsTaken,
            embedded: true,
            offline: true,
            gitOps,
        });
        try {
            if (!stage.gitOps || !stage.controlPlane) throw new Error("the stage was opened without a GitOps loop");
            const api = KubernetesApi.fromKubeconfig(stage.controlPlane.kubeconfig);
            const loop = new Loop(api, stage.gitOps);
            await stage.engine.stack.up();
            await live({ api }, await stage.gitOps.repository.head());
            return await work(loop).finally(() => api.close());
        } finally {
            await stage.close();
        }
    }

    /** @param announced whether Argo CD is notified of it; otherwise, it is made just after Argo CD has refreshed by itself */
    async commitToLive({ announced }: { announced: boolean }): Promise<number> {
        const { repository } = this.gitOps;
        if (!announced) await this.justLooked();
        edit(repository, file, `memory: ${this.memory}Mi`, `memory: ${++this.memory}Mi`);
        const revision = await repository.commit("Another size");
        const start = performance.now();
        if (announced) await announceCommit(this.api);
        await until("a commit is live", async () => isLive(await readApplication(this.api), revision), {
            seconds: 300,
        });
        return (performance.now() - start) / 1000;
    }

    async driftToHealed(): Promise<number> {
        const replicas = async () => {
            const live = await this.api.get(connect, workloadNamespace, "connect");
            return (live?.spec as { replicas?: number } | undefined)?.replicas;
        };
        const wanted = await replicas();
        const start = performance.now();
        await this.api.merge(connect, workloadNamespace, "connect", { spec: { replicas: 5 } });
        await until("a change by hand is healed", async () => (await replicas()) === wanted);
        const seconds = (performance.now() - start) / 1000;
        await live({ api: this.api }, await this.gitOps.repository.head());
        return seconds;
    }

    /** Waits until Argo CD has compared by itself once more. */
    private async justLooked(): Promise<void> {
        const looked = async () => (await readApplication(this.api))?.status?.reconciledAt;
        const before = await looked();
        await until("Argo CD looks by itself", async () => (await looked()) !== before, { seconds: 300 });
    }
}
