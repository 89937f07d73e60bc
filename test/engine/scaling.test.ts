import assert from "node:assert/strict";
import { openEngine } from "../../rehearsal/engine";
import { STAND_IN_KINDS, startStandIns, type StandIns } from "../../rehearsal/standIns";
import { ensureTools } from "../../tools";

interface State {
    deployment: { resources: { type: string; inputs: Group; outputs: Group }[] };
}
interface Group {
    scalingConfig: { desiredSize: number; minSize: number };
}

const groupType = "aws:eks/nodeGroup:NodeGroup";

describe("the number of nodes, once somebody else has changed it", () => {
    let standIns: StandIns;
    let pulumi: string;
    // Each stack in an account of its own: its names are taken there.
    beforeEach(async () => {
        ({ pulumi } = await ensureTools(["pulumi"]));
        standIns = await startStandIns({ kinds: STAND_IN_KINDS, imagined: true });
    });
    afterEach(() => standIns?.stop());

    /** Nodes after an `up`, with five of them made outside between two, as a refresh finds them. */
    async function afterUp(overrides: Record<string, unknown>, later: Record<string, string>): Promise<Group> {
        const engine = await openEngine({ stack: "eks", pulumi, debugProviders: standIns.debugProviders, overrides });
        try {
            await engine.stack.up();
            const state = (await engine.stack.exportStack()) as unknown as State;
            for (const { type, inputs, outputs } of state.deployment.resources) {
                if (type === groupType) for (const group of [inputs, outputs]) group.scalingConfig.desiredSize = 5;
            }
            await engine.stack.importStack(state as never);
            for (const [key, value] of Object.entries(later))
                await engine.stack.setConfig(`confluent-gitops:${key}`, { value }, true);
            await engine.stack.up();
            const { deployment } = (await engine.stack.exportStack()) as unknown as State;
            return deployment.resources.find(({ type }) => type === groupType)!.inputs;
        } finally {
            engine.remove();
        }
    }

    it("stays as a scaler has set it, while its bounds follow the stack", async () => {
        const scaler = { scaling: "clusterAutoscaler", desired: 3, min: 2, max: 6 };
        const { scalingConfig } = await afterUp({ "cluster.nodes": scaler }, { "cluster.nodes.min": "1" });
        assert.deepEqual([scalingConfig.desiredSize, scalingConfig.minSize], [5, 1]);
    });

    it("is corrected without a scaler", async () => {
        assert.equal((await afterUp({}, {})).scalingConfig.desiredSize, 3);
    });
});
