import { ensureTools, type Tools } from "../../tools";
import { Cleanup } from "../command";
import { gitOpsTools } from "../gitOps";
import { KubernetesApi } from "../kubernetesApi";
import { type Display, type Recording, startRecorder } from "../recording";
import { describeMachine } from "../machine";
import { openStage } from "../stage";
import { addTopic } from "./topic";
import type { DemoStage, Scene } from "./scene";
import { withoutSchemaRegistry } from "./scenes/change";

/** The platform's operators come with the rehearsal; the stack takes them as installed by others. */
const operatorsTaken = { "confluent.install": "none", "argocd.install": "none" };

export interface DemoOptions {
    scenes: readonly Scene[];
    /** Where a user sees it live. */
    display: Display;
    /** Shows a line, or several, between what the display shows. */
    say: (text: string) => void;
    /** Called before each scene. Default: nothing to wait for. */
    beforeScene?: (scene: Scene) => Promise<void>;
    /** Called when the scenes are through, while everything still runs. */
    keep?: (stage: DemoStage, recording: Recording) => Promise<void>;
}

/**
 * Plays scenes of the whole GitOps loop: the dev stack on an embedded control plane, with a real Argo CD.
 * A scene that does not do what it should ends the demo, and its record says why.
 */
export async function playDemo(options: DemoOptions): Promise<Recording> {
    const cleanup = new Cleanup();
    try {
        const on = await setUp(options, cleanup);
        for (const scene of options.scenes) {
            await options.beforeScene?.(scene);
            if (!(await play(scene, on))) break;
        }
        const recording = on.recorder.finish();
        await options.keep?.(on, recording);
        return recording;
    } finally {
        await cleanup.run();
    }
}

async function setUp({ say, display }: DemoOptions, cleanup: Cleanup): Promise<DemoStage> {
    const tools: Tools<(typeof gitOpsTools)[number]> = await ensureTools(gitOpsTools);
    const start = performance.now();
    const stage = await openStage({
        stack: "dev",
        overrides: operatorsTaken,
        embedded: true,
        offline: true,
        gitOps: { prepare: prepareRepository },
    });
    cleanup.add(() => stage.close());
    const { controlPlane, gitOps } = stage;
    if (!controlPlane || !gitOps) throw new Error("the stage was opened without a GitOps loop");
    for (const sentence of stage.served) say(`  ${sentence}`);
    say(`The stage is set, after ${((performance.now() - start) / 1000).toFixed(1)} s.`);

    const api = KubernetesApi.fromKubeconfig(controlPlane.kubeconfig);
    cleanup.add(() => api.close());
    const recorder = await startRecorder(api, {
        title: "The demo",
        machine: describeMachine(),
        versions: gitOps.versions,
        display,
    });
    cleanup.add(() => recorder.stop());
    return { stage, gitOps, api, recorder, kustomize: tools.kustomize, say };
}

/** What the scenes begin with: a topic, so that there is data to be careful with, and no Schema Registry yet. */
async function prepareRepository(repository: Parameters<typeof withoutSchemaRegistry>[0]): Promise<void> {
    withoutSchemaRegistry(repository);
    addTopic(repository, "orders");
    await repository.commit("A topic, and no Schema Registry yet");
}

/** @returns whether it did what it should */
async function play(scene: Scene, on: DemoStage): Promise<boolean> {
    const { name, title, explanation } = scene;
    on.recorder.beginScene({ name, title, explanation });
    try {
        on.recorder.endScene({ ok: true, ...(await scene.play(on)) });
        return true;
    } catch (error) {
        on.recorder.endScene({ ok: false, result: error instanceof Error ? error.message : String(error) });
        return false;
    }
}
