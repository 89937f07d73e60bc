import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../base/checkout";
import { ensureTools } from "../../tools";
import { installCrds, startControlPlane } from "../../rehearsal/controlPlane";
import { checkBlock } from "./check";
import { programNames, type Setting } from "./commands";
import { commandsInComments } from "./extract";
import { clusterNames } from "./names";

const blocks = ["examples", "aws"].flatMap((folder) =>
    readdirSync(join(root, folder))
        .filter((name) => name.endsWith(".yaml"))
        .flatMap((name) => {
            const file = join(folder, name);
            return commandsInComments(file, readFileSync(join(root, file), "utf8"), [...programNames, "cp"]) ?? [];
        }),
);

describe("the commands in the comments of examples and templates", () => {
    let setting: Omit<Setting, "made">;
    before(async () => {
        const plane = await startControlPlane(await ensureTools(["etcd", "kube-apiserver", "kube-controller-manager"]));
        for (const operator of ["argocd", "confluent"] as const) await installCrds(plane, operator);
        setting = { checkout: root, folder: "", cluster: await clusterNames(plane.kubeconfigPath) };
        await plane.stop();
    });
    for (const block of blocks) {
        it(`are right: ${block.file}`, async () => {
            assert.deepEqual((await checkBlock(block, { ...setting, made: new Set() })).problems, []);
        });
    }
});
