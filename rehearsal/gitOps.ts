import { join } from "node:path";
import { cfkDefault } from "../config/support";
import { locateTools, type Tools } from "../tools";
import { type ArgoCd, startArgoCd } from "./argoCd";
import { Cleanup } from "../base/cleanup";
import { type ControlPlane, installCrds } from "./controlPlane";
import { GitRepository } from "./git/repository";
import type { Operator, PlayOptions } from "./operator/operator";
import { ingressSentence, operatorSentence, playOperator } from "./operator";
import type { Version } from "./played";
import { kubeletSentence, playKubelet } from "./standIns/kubelet";

/** A whole GitOps loop on a control plane. */
export interface GitOps {
    argoCd: ArgoCd;
    operator: Operator;
    repository: GitRepository;
    /** Sentences for the user about what is real and what is simulated. */
    served: string[];
    versions: Version[];
    stop(): Promise<void>;
}

export interface GitOpsOptions extends Pick<PlayOptions, "kafkaRest"> {
    /** Changes the repository before anything follows it. */
    prepare?: (repository: GitRepository) => Promise<void>;
    /** The factor by which the simulated operator takes longer than usual. Default: 1. */
    slowness?: number;
    /** Keys of argocd-cm that replace this project's, for comparison in a measurement. Default: none. */
    argoCdSettings?: Record<string, string>;
    /** The same for argocd-cmd-params-cm. Default: none. */
    argoCdParams?: Record<string, string>;
}

export const gitOpsTools = ["argocd", "helm", "kwok", "kustomize", "redis-shim"] as const;

/**
 * Starts a real Argo CD, a simulated Confluent operator, and a Git repository with this checkout's `gitops/`. The CRDs
 * of both operators have to exist.
 *
 * @param addons whether the stack has addons
 */
export async function startGitOps(
    controlPlane: ControlPlane,
    tools: Tools<(typeof gitOpsTools)[number]>,
    { prepare, slowness = 1, kafkaRest, argoCdSettings, argoCdParams }: GitOpsOptions,
    addons = false,
): Promise<GitOps> {
    const cleanup = new Cleanup();
    try {
        const repository = await GitRepository.make(join(controlPlane.dataDir, "git", "gitops"));
        await prepare?.(repository);
        const [argoCd, operator, kubelet] = await Promise.all([
            installCrds(controlPlane, "applicationset").then(() =>
                startArgoCd(controlPlane, tools, { settings: argoCdSettings, params: argoCdParams }, addons),
            ),
            playOperator(controlPlane, { kwok: tools.kwok, slowness, kafkaRest }),
            playKubelet(controlPlane, { namespace: "confluent" }),
        ]);
        cleanup.add(() => operator.close());
        cleanup.add(() => kubelet.stop());
        return {
            argoCd,
            operator,
            repository,
            served: [
                `Argo CD: ${argoCd.version}, its own processes (Redis: stand-in, in memory)`,
                operatorSentence,
                ingressSentence,
                kubeletSentence,
            ],
            versions: await versionsOf(argoCd.version),
            stop: () => cleanup.run(),
        };
    } catch (error) {
        await cleanup.run();
        throw error;
    }
}

async function versionsOf(argoCd: string): Promise<Version[]> {
    const tools = await locateTools(["pulumi", "kube-apiserver", "kustomize", "kwok"]);
    return [
        { what: "Pulumi", version: tools.pulumi.version },
        { what: "Kubernetes", version: tools["kube-apiserver"].version },
        { what: "Argo CD", version: argoCd },
        { what: "Kustomize", version: tools.kustomize.version },
        { what: "Confluent for Kubernetes", version: cfkDefault, playedBy: `simulated by kwok ${tools.kwok.version}` },
        { what: "Sweeper's pod", version: `Node.js ${process.versions.node}`, playedBy: "run by a stand-in kubelet" },
    ];
}
