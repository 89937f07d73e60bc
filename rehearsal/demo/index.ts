import type { Stack } from "@pulumi/pulumi/automation";
import { applyManifests, type ControlPlane } from "../controlPlane";
import { UsageError } from "../engine";
import { KubernetesApi } from "../kubernetesApi";
import { playArgoCd } from "../standIns/argoCd";
import { openStage } from "../stage";
import { type Step, watchOperation } from "./operation";

/** What the dev stack makes, and what a user would look at. */
const objects = [
    { apiVersion: "v1", kind: "Namespace", name: "confluent" },
    { apiVersion: "argoproj.io/v1alpha1", kind: "AppProject", namespace: "argocd", name: "confluent-platform" },
    { apiVersion: "argoproj.io/v1alpha1", kind: "Application", namespace: "argocd", name: "confluent-platform" },
];

/** No pod runs in the rehearsal, so the operators cannot; the stack takes them as installed by others. */
const operatorsTaken = { "confluent.install": "none", "argocd.install": "none" };

export interface DemoOptions {
    say: (line: string) => void;
    /** Called while the stack is up, in place of destroying it; everything ends when it is done. */
    keep?: (controlPlane: ControlPlane, steps: readonly Step[]) => Promise<void>;
}

/**
 * The life of the dev stack on an embedded control plane: up, up again, destroy.
 *
 * @returns what was done
 * @throws UsageError where an operation does not do what it should
 */
export async function playDemo({ say, keep }: DemoOptions): Promise<Step[]> {
    const steps: Step[] = [];
    const timed = async (what: string, run: () => Promise<string>) => {
        say(`\n${what}`);
        const start = performance.now();
        const result = await run();
        steps.push({ what, result, seconds: (performance.now() - start) / 1000 });
    };

    const { stage, controlPlane } = await started(timed, say);
    const api = KubernetesApi.fromKubeconfig(controlPlane.kubeconfig);
    const endArgoCd = playArgoCd(api);
    try {
        const { stack } = stage.engine;
        await timed("pulumi up", () => operate(stack, "up", say));
        await timed("look at the API server", async () => found(await lookAt(api, say)));
        await timed("pulumi up again", async () => {
            const summary = await operate(stack, "up", say);
            if (summary !== "nothing to do") throw new UsageError(`A second up changed something: ${summary}.`);
            return "no changes";
        });
        if (keep) {
            await keep(controlPlane, steps);
            return steps;
        }
        await timed("pulumi destroy", () => operate(stack, "destroy", say));
        await timed("look again", async () => {
            const left = await lookAt(api, say);
            const { deployment } = (await stack.exportStack()) as { deployment: { resources?: unknown[] } };
            const inState = deployment.resources?.length ?? 0;
            if (left.length + inState > 0)
                throw new UsageError(`Left over: ${left.length} objects, ${inState} in the state.`);
            return "nothing left in state or server";
        });
        return steps;
    } finally {
        await endArgoCd();
        api.close();
        await stage.close();
    }
}

async function started(
    timed: (what: string, run: () => Promise<string>) => Promise<void>,
    say: (line: string) => void,
) {
    let stage: Awaited<ReturnType<typeof openStage>> | undefined;
    await timed("start an API server", async () => {
        stage = await openStage({ stack: "dev", overrides: operatorsTaken, embedded: true, offline: true });
        for (const sentence of stage.served) say(`  ${sentence}`);
        say("  Argo CD: stand-in (lets a deleted Application go; deploys nothing)");
        return "etcd, kube-apiserver, kube-controller-manager";
    });
    const controlPlane = stage?.controlPlane;
    if (!stage || !controlPlane) throw new Error("the stage was opened without a control plane");
    await applyManifests(controlPlane, [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "argocd" } }]);
    return { stage, controlPlane };
}

async function operate(stack: Stack, operation: "up" | "destroy", say: (line: string) => void): Promise<string> {
    const watch = watchOperation(say);
    try {
        await stack[operation]({ onEvent: watch.onEvent });
        return watch.summary();
    } catch (error) {
        if (watch.errors.length === 0) throw error;
        throw new UsageError([`pulumi ${operation} failed:`, ...watch.errors.map((line) => `  ${line}`)].join("\n"));
    }
}

/** Asks the API server for each object, and says what it answers. */
async function lookAt(api: KubernetesApi, say: (line: string) => void) {
    const answers = await Promise.all(
        objects.map(async (object) => ({ object, live: await api.get(object, object.namespace, object.name) })),
    );
    for (const { object, live } of answers) {
        const uid = live?.metadata.uid;
        say(
            `  ${object.kind.padEnd(12)} ${object.name.padEnd(20)} ${typeof uid === "string" ? `uid ${uid}` : "not there"}`,
        );
    }
    return answers.filter(({ live }) => live);
}

function found(there: readonly unknown[]): string {
    if (there.length < objects.length)
        throw new UsageError(`Only ${there.length} of ${objects.length} objects are there.`);
    return `${there.length} objects really there`;
}
