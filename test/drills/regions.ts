import { execFile, execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cleanup } from "../../base/cleanup";
import { confluentApi, workloadNamespace } from "../../commands/demo/workload";
import { render } from "../../config/kustomize/render";
import { KubernetesApi } from "../../kubernetes";
import { applicationKind, applicationName, argoCdNamespace } from "../../kubernetes/application";
import { applyManifests, type ControlPlane, installCrds, startControlPlane } from "../../rehearsal/controlPlane";
import type { GitRepository } from "../../rehearsal/git/repository";
import { playOperator } from "../../rehearsal/operator";
import { KafkaCluster, serveKafkaRest } from "../../rehearsal/standIns/kafka";
import { ensureTools } from "../../tools";
import { executable } from "../commandLine";
import { pathOf, putOnDev, type RegionName, regionNames } from "../drRegions";
import { becomesLive, push } from "./commits";
import type { DrillStage } from "./drillStage";
import { makeSecrets } from "./givenSecrets";
import type { LiveStageOptions } from "./stage";

/** A cluster with a Kafka in it. */
export interface Region {
    name: RegionName;
    controlPlane: ControlPlane;
    api: KubernetesApi;
    kafka: KafkaCluster;
    /** Address of its Kafka's REST API. */
    rest: string;
}

export const linkKind = { apiVersion: confluentApi, kind: "ClusterLink" };
const namespaceKind = { apiVersion: "v1", kind: "Namespace" };
/** What the primary has for its Kafka and its link. */
const ofPrimary = ["KRaftController", "Kafka", "KafkaRestClass", "ClusterLink"];

/**
 * Two regions, on the overlay dev, each with its link as it is in Git. The standby is a whole stage, whose stack turns to that overlay. The
 * primary has a control plane and an operator, and this class does there what Argo CD would: a second stage costs more than the drill.
 */
export class Regions {
    private readonly cleanup = new Cleanup();
    private at: { primary: Region; standby: Region; on: DrillStage } | undefined;

    private readonly kafkas = { primary: new KafkaCluster("primary"), standby: new KafkaCluster("standby") };
    private rest = { primary: "", standby: "" };

    /** @param checkout a copy, for the command and for the user */
    constructor(private readonly checkout: string) {}

    /** What the stage of the standby needs from the start. */
    async ofStage(): Promise<Pick<LiveStageOptions, "gitOps">> {
        const { primary, standby } = this.kafkas;
        const addresses = { "kafka.primary.example.com:9092": primary, "kafka.standby.example.com:9092": standby };
        for (const name of ["primary", "standby"] as const) {
            const rest = await serveKafkaRest(this.kafkas[name], addresses);
            this.cleanup.add(() => rest.close());
            this.rest[name] = rest.url;
        }
        const prepare = async (repository: GitRepository) => {
            putOnDev(repository.folder);
            await repository.commit("Both regions on the overlay dev");
        };
        return { gitOps: { prepare, kafkaRest: this.rest.standby } };
    }

    async start(on: DrillStage): Promise<{ primary: Region; standby: Region }> {
        putOnDev(this.checkout);
        const dev = readFileSync(join(this.checkout, "Pulumi.dev.yaml"), "utf8");
        for (const name of regionNames)
            writeFileSync(join(this.checkout, `Pulumi.${name}.yaml`), dev.replace("overlays/dev", `overlays/${name}`));
        this.kafkas.primary.produce("orders", "order 1", "order 2");
        const { stack } = on.stage.engine;
        // The stack checks the overlay where it is changed.
        const keys = { path: pathOf("dr-standby"), checkout: on.gitOps.repository.folder };
        for (const [key, value] of Object.entries(keys))
            await stack.setConfig(`confluent-gitops:gitops.${key}`, { value }, true);
        await makeSecrets(on, pathOf("dr-standby"));
        const [primary] = await Promise.all([this.startPrimary(), stack.up()]);
        await becomesLive(on, await on.gitOps.repository.head());
        const { controlPlane, api } = on;
        const standby = {
            name: "dr-standby",
            controlPlane,
            api,
            kafka: this.kafkas.standby,
            rest: this.rest.standby,
        } as const;
        this.at = { primary, standby, on };
        await this.syncPrimary();
        return this.at;
    }

    private async startPrimary(): Promise<Region> {
        const tools = await ensureTools(["etcd", "kube-apiserver", "kube-controller-manager", "kwok"]);
        const controlPlane = await startControlPlane(tools);
        this.cleanup.add(() => controlPlane.stop());
        const api = KubernetesApi.fromKubeconfig(controlPlane.kubeconfig);
        this.cleanup.add(() => api.close());
        await Promise.all([installCrds(controlPlane, "argocd"), installCrds(controlPlane, "confluent")]);
        const source = { repoURL: "https://git.example.com/confluent.git", path: pathOf("dr-primary") };
        const destination = { namespace: workloadNamespace };
        await applyManifests(controlPlane, [
            ...[argoCdNamespace, workloadNamespace].map((name) => ({ ...namespaceKind, metadata: { name } })),
            {
                ...applicationKind,
                metadata: { name: applicationName, namespace: argoCdNamespace },
                spec: { project: applicationName, source, destination },
            },
        ]);
        const operator = await playOperator(controlPlane, { kwok: tools.kwok, kafkaRest: this.rest.primary });
        this.cleanup.add(() => operator.close());
        return { name: "dr-primary", controlPlane, api, kafka: this.kafkas.primary, rest: this.rest.primary };
    }

    /** As Argo CD does it: what Git has is applied, and what it has no longer is deleted. */
    private async syncPrimary(): Promise<void> {
        if (!this.at) return;
        const { primary, on } = this.at;
        const wanted = render(on.gitOps.repository.folder, pathOf(primary.name)).resources.filter(({ kind }) =>
            ofPrimary.includes(kind),
        );
        for (const { object } of wanted) await primary.api.apply(object as never, { force: true });
        for (const { metadata } of await primary.api.list(linkKind, workloadNamespace))
            if (!wanted.some(({ kind }) => kind === linkKind.kind))
                await primary.api.delete(linkKind, workloadNamespace, metadata.name ?? "");
    }

    /**
     * `git apply` and `git commit` of what the command printed, and its sync.
     *
     * @param beforeMerge what is to be done once the patch is applied, and before it is committed
     */
    async commit(
        { patch, message }: { patch: string; message: string },
        beforeMerge = () => Promise.resolve(),
    ): Promise<void> {
        if (!this.at) return;
        const { primary, on } = this.at;
        for (const cwd of [this.checkout, on.gitOps.repository.folder])
            execFileSync("git", ["apply"], { cwd, input: patch });
        await beforeMerge();
        await push(on, message);
        if (primary.kafka.isUp) await this.syncPrimary();
    }

    /** The primary's region is lost: nothing in it answers. */
    async losesPrimary(): Promise<void> {
        if (this.at) this.at.primary.kafka.isUp = false;
        await this.at?.primary.controlPlane.servers["kube-apiserver"].kill();
    }

    async primaryReturns(): Promise<void> {
        if (this.at) this.at.primary.kafka.isUp = true;
        await this.at?.primary.controlPlane.servers["kube-apiserver"].restart();
        await this.syncPrimary();
    }

    /** `npx confluent-gitops failover`, as a user runs it who has a kubeconfig and reaches Kafka. */
    failover({ controlPlane, rest }: Region, ...words: string[]) {
        const all = [executable, "failover", "--stack", "dr-standby", "--cwd", this.checkout, "--kafka-rest", rest];
        const kubeconfig = ["--kubeconfig", controlPlane.kubeconfigPath];
        return new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
            // The operators are played by this process, which must not wait.
            execFile(process.execPath, [...all, ...kubeconfig, ...words], { cwd: tmpdir() }, (error, stdout, stderr) =>
                resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
            );
        });
    }

    /** `npx confluent-gitops secrets --apply` for the primary, from what Git has. */
    async makeSecretsOfPrimary(): Promise<void> {
        if (!this.at) return;
        const { on, primary } = this.at;
        await makeSecrets({ ...on, api: primary.api, controlPlane: primary.controlPlane }, pathOf(primary.name));
    }

    close = (): Promise<void> => this.cleanup.run();
}
