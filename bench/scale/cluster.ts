import { topicKind } from "../../commands/demo/contents";
import { edit, kustomization, live, workloadNamespace } from "../../commands/demo/workload";
import { KubernetesApi } from "../../kubernetes";
import { announceCommit, type Application, applicationKind, argoCdNamespace } from "../../kubernetes/application";
import { teamLabel, teamMark } from "../../config/workload/teams/names";
import { sweeperName } from "../../components/gitOpsHandoff/sweeperAccess";
import { Cleanup } from "../../base/cleanup";
import { until } from "../../base/until";
import type { GitRepository } from "../../rehearsal/git/repository";
import type { GitOps } from "../../rehearsal/gitOps";
import { openStage, operatorsTaken } from "../../rehearsal/stage";
import { processOf, readProcess, type Use } from "./processes";
import { filesOf, type Size, teamNames, teamsFolder, topicFile } from "./tree";

const setKind = { ...applicationKind, kind: "ApplicationSet" };
const patience = { seconds: 1200 };

/** What the sweeper takes in a minute. */
export type Load = Pick<Use, "cpuSeconds" | "megabytesRead">;

/** The platform of the dev stack, live, without a team at first. Everything is in seconds. */
export class Cluster {
    /** Names of the topics that the operator says it has made. */
    private readonly made = new Set<string>();

    private constructor(
        private readonly api: KubernetesApi,
        private readonly gitOps: GitOps,
        private readonly folder: string,
    ) {}

    static async with<T>(work: (cluster: Cluster) => Promise<T>): Promise<T> {
        const overrides: Record<string, unknown> = { ...operatorsTaken, "gitops.teams": teamsFolder };
        const prepare = async (made: GitRepository) => {
            const size = "  - ../../components/size-small\n";
            edit(made, kustomization, size, `  - ../../components/kafka-rest-class\n${size}`);
            made.remove(`${teamsFolder}/payments`);
            await made.commit("A platform for topics, and no team");
            overrides["gitops.checkout"] = made.folder;
        };
        const stage = await openStage({ stack: "dev", embedded: true, offline: true, overrides, gitOps: { prepare } });
        const cleanup = new Cleanup();
        cleanup.add(() => stage.close());
        try {
            if (!stage.gitOps || !stage.controlPlane) throw new Error("the stage was opened without a GitOps loop");
            const api = KubernetesApi.fromKubeconfig(stage.controlPlane.kubeconfig);
            const cluster = new Cluster(api, stage.gitOps, stage.controlPlane.dataDir);
            await stage.engine.stack.up();
            await live({ api }, await stage.gitOps.repository.head());
            const watch = await api.watch(topicKind, workloadNamespace, ({ object }) => {
                const { state } = (object.status ?? {}) as { state?: string };
                if (state === "CREATED") cluster.made.add(object.metadata.name ?? "");
            });
            cleanup.add(() => api.close());
            cleanup.add(() => watch.stop());
            return await work(cluster);
        } finally {
            await cleanup.run();
        }
    }

    /** From the commit that brings all teams to the last topic being made, and all Applications Synced to that commit. */
    async firstSync(size: Size): Promise<number> {
        const { repository } = this.gitOps;
        for (const { path, text } of filesOf(size)) repository.write(path, text);
        const revision = await repository.commit("All teams");
        const start = performance.now();
        await this.announce();
        await until(`${size.topics} topics are made`, () => this.made.size === size.topics, patience);
        await until(`${size.teams} teams are Synced`, () => this.areSynced(size, revision), patience);
        return (performance.now() - start) / 1000;
    }

    /** From a commit with one topic more to that topic being made. @param at unique in the team */
    async oneMore(size: Size, at: number): Promise<number> {
        const [team = ""] = teamNames(size);
        const { path, text, name } = topicFile(team, at);
        this.gitOps.repository.write(path, text);
        await this.gitOps.repository.commit("One topic more");
        const start = performance.now();
        await this.announce(teamMark + team);
        await until("one topic more is made", () => this.made.has(name), patience);
        return (performance.now() - start) / 1000;
    }

    /** What the sweeper takes in a minute, while nothing changes in Git. @param seconds how long it is watched */
    async sweeper(seconds: number): Promise<Load> {
        const pid = processOf(this.folder, sweeperName);
        const before = readProcess(pid);
        await new Promise((wake) => setTimeout(wake, seconds * 1000));
        const after = readProcess(pid);
        const aMinute = (key: keyof Load) => ((after[key] - before[key]) / seconds) * 60;
        return { cpuSeconds: aMinute("cpuSeconds"), megabytesRead: aMinute("megabytesRead") };
    }

    /** Resident memory of one of Argo CD's processes, in MB. @param name such as `argocd-repo-server` */
    memory(name: string): number {
        return readProcess(processOf(this.folder, name)).megabytes;
    }

    private async areSynced(size: Size, revision: string): Promise<boolean> {
        const found = (await this.api.list(applicationKind, argoCdNamespace, teamLabel)) as Application[];
        const synced = found.filter(
            ({ status }) => status?.sync?.status === "Synced" && status.sync.revision === revision,
        );
        return synced.length === size.teams;
    }

    /**
     * Tells Argo CD of a commit, as a Git server's webhook does: each ApplicationSet, and those Applications whose files it has
     * changed (util/webhook/webhook.go of Argo CD, by the annotation manifest-generate-paths).
     */
    private async announce(...applications: string[]): Promise<void> {
        const annotations = { "argocd.argoproj.io/application-set-refresh": "true" };
        for (const name of ["confluent-team-projects", "confluent-teams"])
            await this.api.merge(setKind, argoCdNamespace, name, { metadata: { annotations } });
        for (const name of applications) await announceCommit(this.api, name);
    }
}
