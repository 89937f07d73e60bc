import assert from "node:assert/strict";
import { openEngine } from "../../rehearsal/engine";
import { STAND_IN_KINDS, startStandIns, type StandIns } from "../../rehearsal/standIns";
import { ensureTools } from "../../tools";
import { collector } from "../../rehearsal/engine/collect";
import { differences, differencesOfUnknowns, readRecord, type Stored } from "./realComponents";

/** How each scenario of the record is brought up: a stack here, and what is set on top. */
const scenarios: Record<string, { stack: string; overrides?: Record<string, unknown> }> = {
    eks: { stack: "eks" },
    "eks-1.33": { stack: "eks", overrides: { "cluster.version": "1.33" } },
    endpoints: { stack: "endpoints" },
    "existing-vpc": { stack: "existing-vpc" },
    graviton: { stack: "graviton" },
    // As prod was when it was recorded: its awsx and eks are the same.
    prod: {
        stack: "prod",
        overrides: {
            "cluster.name": "confluent",
            "cluster.nodes.instanceTypes": ["m5.xlarge"],
            // What fits these nodes.
            "gitops.path": "gitops/platform/overlays/secure",
            "gitops.podSecurity": "baseline",
        },
    },
    "public-nodes": { stack: "public-nodes" },
};

/** What was the default when it was recorded, and can be had whatever the day. */
const then = { "cluster.version": "1.34", "cluster.upgradePolicy": "EXTENDED" };

/** What is otherwise, and why: what the program asks for since the record, and what the stand-ins leave as it is. */
const known: [RegExp, reason: string][] = [
    [
        /ame is "[\w.-]+-[0-9a-f]{7}", and really undefined$/,
        "the record is of what was registered, before a provider names it",
    ],
    [/: tags\.confluent-gitops\/creator is/, "the program asks for it since"],
    [/: upgradePolicy is/, "the program asks for it since"],
    [/vpc-cni: configurationValues\.enableNetworkPolicy is/, "the program asks for it since"],
    [
        /^aws:eks\/nodeGroup:NodeGroup .*: (version|updateConfig|scalingConfig\.maxSize) is/,
        "the program asks for it since",
    ],
    [
        /^eks:index:ManagedNodeGroup .*: depends on aws:iam\/role:Role .* only here$/,
        "the program gives the role's ARN since",
    ],
];

describe("the stand-ins of awsx and eks register what the real components do, in", () => {
    const record = readRecord();
    let standIns: StandIns;
    let pulumi: string;

    before(async function () {
        if (!record) return this.skip();
        ({ pulumi } = await ensureTools(["pulumi"]));
    });
    // For each an account of its own: a cluster's name is taken once.
    beforeEach(async () => {
        standIns = await startStandIns({ kinds: STAND_IN_KINDS, imagined: true, vpcId: "vpc-0a1b2c3d4e5f60718" });
    });
    afterEach(() => standIns?.stop());
    const met = new Set<RegExp>();

    for (const [scenario, { stack, overrides }] of Object.entries(scenarios)) {
        it(scenario, async () => {
            const engine = await openEngine({
                stack,
                pulumi,
                debugProviders: standIns.debugProviders,
                overrides: { ...then, ...overrides },
            });
            try {
                const real = record?.[scenario]?.resources ?? [];
                const { preview, onEvent } = collector();
                await engine.stack.preview({ onEvent });
                const unknowns = differencesOfUnknowns(real, preview.resources);
                await engine.stack.up();
                const exported = (await engine.stack.exportStack()) as { deployment: { resources: Stored[] } };
                const found = [...unknowns, ...differences(real, exported.deployment.resources)];
                assert.deepEqual(
                    found.filter((line) => {
                        const reason = known.find(([pattern]) => pattern.test(line));
                        if (reason) met.add(reason[0]);
                        return !reason;
                    }),
                    [],
                );
            } finally {
                engine.remove();
            }
        });
    }

    it("and the list of what is otherwise has no line too many", () => {
        assert.deepEqual(
            known.filter(([pattern]) => !met.has(pattern)),
            [],
        );
    });
});
