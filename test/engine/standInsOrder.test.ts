import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { openEngine } from "../../rehearsal/engine";
import { STAND_IN_KINDS, startStandIns, type StandIns } from "../../rehearsal/standIns";
import { ensureTools } from "../../tools";

/** What is put into the cluster's role, and the cluster: as the component of the real eks names them. */
const [attachment, cluster] = ["cluster-eks-eksRole-4b490823", "cluster-eks-eksCluster"];

/** The real components' order, as it was seen on the engine with AWS's time scaled (3 of 3 runs). */
describe("stand-ins: in the order of the real components,", () => {
    let standIns: StandIns;
    before(async () => (standIns = await startStandIns({ kinds: STAND_IN_KINDS, imagined: true, timeScale: 0.0005 })));
    after(() => standIns?.stop());

    it("a cluster's role has its policy before the cluster begins, and until it is gone", async () => {
        const { pulumi } = await ensureTools(["pulumi"]);
        const engine = await openEngine({ stack: "public-nodes", pulumi, debugProviders: standIns.debugProviders });
        const seen: string[] = [];
        const onEvent = ({ resourcePreEvent, resOutputsEvent }: EngineEvent) => {
            const { metadata } = resourcePreEvent ?? resOutputsEvent ?? {};
            const name = metadata?.urn.split("::").at(-1) ?? "";
            if (name === attachment || name === cluster) {
                seen.push(`${name} ${resourcePreEvent ? "begins" : "ends"} ${metadata?.op}`);
            }
        };
        try {
            await engine.stack.up({ onEvent });
            await engine.stack.destroy({ onEvent });
        } finally {
            engine.remove();
        }
        assert.deepEqual(seen, [
            ...[`${attachment} begins create`, `${attachment} ends create`],
            ...[`${cluster} begins create`, `${cluster} ends create`],
            ...[`${cluster} begins delete`, `${cluster} ends delete`],
            ...[`${attachment} begins delete`, `${attachment} ends delete`],
        ]);
    });
});
