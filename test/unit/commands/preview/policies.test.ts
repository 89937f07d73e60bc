import assert from "node:assert/strict";
import { resolve } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { UsageError } from "../../../../base/error";
import { collector } from "../../../../rehearsal/engine/collect";
import { packProblem, PolicyError, policyOptions } from "../../../../commands/preview/policies";

const urn = "urn:pulumi:eks::confluent-gitops::aws:ebs/volume:Volume::disk";

function event(enforcementLevel: string): EngineEvent {
    const message = "<{%fg 1%}>Disks are encrypted.\ndisk: encrypted is false. Set it to true.<{%reset%}>\n";
    return { policyEvent: { policyName: "encrypted", resourceUrn: urn, message, enforcementLevel } } as EngineEvent;
}

describe("npm run preview -- --policy-pack", () => {
    it("collects what policies report, without the engine's colours", () => {
        const { preview, onEvent } = collector();
        onEvent(event("mandatory"));
        onEvent(event("advisory"));
        const message = "Disks are encrypted.\ndisk: encrypted is false. Set it to true.";
        assert.deepEqual(preview.violations, [
            { policy: "encrypted", urn, message, isMandatory: true },
            { policy: "encrypted", urn, message, isMandatory: false },
        ]);
    });

    it("prints a refusal with what to do about it", () => {
        const { preview, onEvent } = collector();
        onEvent(event("mandatory"));
        onEvent(event("mandatory"));
        const error = new PolicyError(preview.violations);
        assert.ok(error instanceof UsageError);
        assert.equal(
            error.message,
            [
                "Refused by policy:",
                "",
                "  encrypted: Disks are encrypted.",
                "    disk: encrypted is false. Set it to true.",
                "    disk: encrypted is false. Set it to true.",
            ].join("\n"),
        );
    });

    it("gives the engine absolute paths, because it runs elsewhere", () => {
        assert.deepEqual(policyOptions({ packs: ["policy"], configs: ["policy/nat-denied.json"] }), {
            policyPacks: [resolve("policy")],
            policyPackConfigs: [resolve("policy/nat-denied.json")],
        });
        assert.deepEqual(policyOptions({ packs: [] }), { policyPacks: [], policyPackConfigs: [] });
    });

    it("refuses packs and configurations that are not there, or do not go together", () => {
        assert.throws(() => policyOptions({ packs: ["docs"] }), /--policy-pack docs has no PulumiPolicy\.yaml/);
        assert.throws(
            () => policyOptions({ packs: ["policy"], configs: ["none.json"] }),
            /none\.json is not a JSON file/,
        );
        assert.throws(
            () => policyOptions({ packs: ["policy"], configs: ["index.ts"] }),
            /index\.ts is not a JSON file/,
        );
        assert.throws(() => policyOptions({ packs: [], configs: ["package.json"] }), /there are 1 for 0 packs/);
    });

    it("passes on the engine's complaint about the pack, and nothing else", () => {
        const said =
            'stderr: x\nerror: configuring policy pack "p" at "policy": invalid enforcement level ""\nPreviewing';
        assert.match(
            packProblem(new Error(said))?.message ?? "",
            /^configuring policy pack .*\nDoes --policy-pack-config/,
        );
        assert.equal(packProblem(new Error("error: something else")), undefined);
        assert.equal(packProblem(undefined), undefined);
    });
});
