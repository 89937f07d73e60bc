import { startControlPlane } from "../../rehearsal/controlPlane";
import { KubernetesApi } from "../../kubernetes";
import { openProgram } from "../../rehearsal/engine/program";
import { startStandIns } from "../../rehearsal/standIns";
import { ensureTools } from "../../tools";
import { inFolder } from "../folder";
import { median, type Section } from "../measurement";
import { programOf, type Way, ways, writeCharts } from "./program";

export const title = "The operator's CRDs in a preview";

const tries = 3;

interface Measured {
    /** For a preview without changes. */
    seconds: number;
    /** The size of the stack's state, in MB. */
    state: number;
}

/** Previews existing CRDs of real size in each of the ways, in turn. @throws Error if one changes anything */
export async function measureCrds(say: (line: string) => void): Promise<Section> {
    const measured = {} as Record<Way, Measured>;
    let secret = 0;
    await inFolder(async (folder) => {
        const tools = await ensureTools(["pulumi", "etcd", "kube-apiserver", "kube-controller-manager", "helm"]);
        const charts = writeCharts(folder);
        for (const way of ways) {
            const controlPlane = await startControlPlane(tools);
            const standIns = await startStandIns({ kinds: ["kubernetes"], tools });
            const opened = await openProgram({
                stackName: "dev",
                program: programOf(way, charts, controlPlane.kubeconfig),
                config: {},
                pulumi: tools.pulumi,
                debugProviders: standIns.debugProviders,
            });
            try {
                await opened.stack.up();
                measured[way] = { seconds: await previewed(opened.stack), state: await stateOf(opened.stack) };
                if (way === "release") secret = await releaseSecret(controlPlane.kubeconfig);
                say(`  ${way}: ${measured[way].seconds.toFixed(2)} s, ${measured[way].state.toFixed(1)} MB of state`);
            } finally {
                opened.remove();
                await standIns.stop();
                await controlPlane.stop();
            }
        }
    });
    const { stripped, whole } = measured;
    const other = (what: string, way: Way): Section["rows"][number] => ({
        what: "the same",
        unit: "s",
        ours: stripped.seconds,
        against: { what, value: measured[way].seconds },
    });
    return {
        title,
        rows: [
            {
                what: "preview without changes",
                unit: "s",
                ours: stripped.seconds,
                against: { what: "with descriptions", value: whole.seconds },
            },
            other("a Release of the CRDs", "release"),
            other("one by one, as a ConfigGroup", "objects"),
            other("Argo CD applies them", "handedOver"),
            {
                what: "state",
                unit: "MB",
                ours: stripped.state,
                against: { what: "with descriptions", value: whole.state },
                bound: { of: "ratio", atMost: 0.5 },
            },
        ],
        notes: [
            "A stack that contains only the CRDs: 28 of them, 4.7 MB of YAML (`rehearsal/crds/realSize.ts`). It runs on the real " +
                `engine, an embedded control plane, and the stand-in for the Kubernetes plug-in. The median of ${tries} previews each.`,
            "Ours: a Chart whose post-renderer removes the descriptions from the schemas (`components/crds/crdsOnly.mjs`). With " +
                "descriptions: the same Chart as it is rendered. The Release has the CRDs among the templates of its chart. Its " +
                `Secret takes ${(secret / 1e6).toFixed(2)} MB; a Secret can hold 1 MiB.`,
            "One by one: the program registers each CRD, without descriptions, as a ConfigGroup does. Getting them out of the " +
                "chart isn't counted. Argo CD: the stack contains one object, and its preview doesn't show the CRDs. No preview " +
                "takes less.",
            "The official plug-in logs each property of each object several times, which takes longer than anything measured " +
                "here: 42 to 53 s with descriptions, 31 s without, seen once with CFK 2.11 and engine 3.259.",
        ],
    };
}

type Stack = Awaited<ReturnType<typeof openProgram>>["stack"];

async function previewed(stack: Stack): Promise<number> {
    const seconds: number[] = [];
    for (let attempt = 0; attempt < tries; attempt += 1) {
        const started = performance.now();
        const { changeSummary } = await stack.preview();
        seconds.push((performance.now() - started) / 1000);
        const changes = Object.keys(changeSummary).filter((op) => op !== "same");
        if (changes.length > 0) throw new Error(`a preview without changes has some: ${changes.join(", ")}`);
    }
    return median(seconds);
}

const stateOf = async (stack: Stack): Promise<number> => JSON.stringify(await stack.exportStack()).length / 1e6;

/** The size in bytes of the Secret in which Helm keeps the release. */
async function releaseSecret(kubeconfig: string): Promise<number> {
    const api = KubernetesApi.fromKubeconfig(kubeconfig);
    try {
        const secret = await api.get({ apiVersion: "v1", kind: "Secret" }, "default", "sh.helm.release.v1.crds.v1");
        return ((secret?.data as { release: string } | undefined)?.release ?? "").length;
    } finally {
        api.close();
    }
}
