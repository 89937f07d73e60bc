import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { listeningPorts } from "../../rehearsal/controlPlane";
import { addonTools } from "../../tools";
import { chartsAre } from "./addonCharts";
import { certificatesAre } from "./addonsCertificates";
import { clientsRollOut } from "./addonsRollouts";
import { secretsAreExternal } from "./addonsExternal";
import { secretsAreSealed } from "./addonsSealed";
import { secretsArrive } from "./addonsSecrets";
import { type AddonsStage, openAddonsStage } from "./addonsStage";

describe("beside the platform, on a real API server,", () => {
    let stage: AddonsStage;
    before(async function () {
        this.timeout(20 * 60_000);
        stage = await openAddonsStage();
    });
    after(() => stage?.close());

    const portsOf = (server: string) =>
        listeningPorts(Number(readFileSync(join(stage.controlPlane.dataDir, `${server}.pid`), "utf8")));

    it("is nothing that others could reach: no controller listens on a port", function () {
        // Other systems do not say who listens.
        if (process.platform !== "linux") return this.skip();
        for (const tool of addonTools.filter((tool) => tool !== "kubeseal")) {
            assert.deepEqual(portsOf(tool), [], tool);
        }
        assert.equal(portsOf("kube-apiserver").length, 1, "what does listen is seen");
    });

    describe("the charts of gitops/addons", () => chartsAre(() => stage));
    describe("cert-manager", () => certificatesAre(() => stage));
    describe("Sealed Secrets", () => secretsAreSealed(() => stage));
    describe("External Secrets", () => secretsAreExternal(() => stage));
    describe("Argo Rollouts", () => clientsRollOut(() => stage));
    describe("npx confluent-gitops secrets", () => secretsArrive(() => stage));
});
