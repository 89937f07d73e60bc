import { chartsAre } from "./addonCharts";
import { certificatesAre } from "./addonsCertificates";
import { secretsAreExternal } from "./addonsExternal";
import { secretsAreSealed } from "./addonsSealed";
import { type AddonsStage, openAddonsStage } from "./addonsStage";

describe("beside the platform, on a real API server,", () => {
    let stage: AddonsStage;
    before(async function () {
        this.timeout(20 * 60_000);
        stage = await openAddonsStage();
    });
    after(() => stage?.close());

    describe("the charts of gitops/addons", () => chartsAre(() => stage));
    describe("cert-manager", () => certificatesAre(() => stage));
    describe("Sealed Secrets", () => secretsAreSealed(() => stage));
    describe("External Secrets", () => secretsAreExternal(() => stage));
});
