import assert from "node:assert/strict";
import { root } from "../../base/checkout";
import { Checkout } from "../../config/kustomize/files";
import type { JsonObject } from "../../config/kustomize/json";
import { read } from "../../config/kustomize/read";
import { podOf, violationsOf } from "../../config/workload/podSecurity";
import type { KubernetesObject } from "../../kubernetes";
import { withComponentsOn } from "../components";
import { overlayPaths, promotedOverlays } from "../overlays";

/**
 * Checks that a namespace with the level restricted accepts the pods of every overlay with pod-security, and rejects
 * those without it, except the sweeper's; and that the program's own check agrees with the API server in each case.
 */
export async function assertPodsTaken(
    namespace: string,
    dryRun: (object: KubernetesObject) => Promise<unknown>,
): Promise<void> {
    const isTaken = async (pod: JsonObject, name: string): Promise<boolean> => {
        const metadata = { name: name.toLowerCase(), namespace };
        try {
            await dryRun({ apiVersion: "v1", kind: "Pod", metadata, spec: { ...pod } });
            return true;
        } catch (error) {
            assert.match(String(error), /violates PodSecurity "restricted/);
            return false;
        }
    };
    const check = async (folder: string, secure: boolean): Promise<void> => {
        for (const resource of read(new Checkout(root), folder).resources) {
            const pod = podOf(resource);
            if (!pod) continue;
            const what = `${resource.kind}-${resource.name}`;
            const expected = secure || resource.kind === "Deployment";
            assert.equal(await isTaken(pod, what), expected, `${folder} ${what}`);
            assert.equal(violationsOf(pod, "restricted").length === 0, expected, `${folder} ${what}`);
        }
    };
    for (const path of overlayPaths) {
        const overlay = path.split("/").at(-1) ?? "";
        const isPromoted = promotedOverlays.includes(overlay);
        await check(path, isPromoted);
        if (!isPromoted) await withComponentsOn(overlay, ["pod-security"], (secured) => check(secured, true));
    }
}
