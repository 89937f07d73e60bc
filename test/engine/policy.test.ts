import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { rules } from "../../policy/rules";
import { examples } from "../../policy/test/examples";
import { committedStacks, exampleStacks, project } from "../../base/checkout";
import { readStackFile } from "../../config/stackFile";
import { previewStack } from "../../commands/preview";
import { PolicyError } from "../../commands/preview/policies";
import { openPolicyEngine, type PolicyEngine } from "./policyEngine";

describe("the policy pack on the real engine", () => {
    let engine: PolicyEngine;
    const folder = mkdtempSync(join(tmpdir(), "policy-"));
    before(async () => (engine = await openPolicyEngine()));
    after(async () => {
        rmSync(folder, { recursive: true });
        await engine?.close();
    });

    for (const [key, example] of Object.entries(examples)) {
        it(`refuses the bad example of ${key}, and says what to do`, async () => {
            const { refused, violations } = await engine.judge("bad", [example], example.inProduction);
            assert.ok(refused, "the preview went through");
            assert.deepEqual(
                violations.map(({ policy }) => camel(policy)),
                [key],
            );
            assert.match(violations[0]?.message ?? "", example.says.wrong);
            assert.match(violations[0]?.message ?? "", example.says.remedy);
        });
    }

    it("accepts every good counterpart, in production too", async () => {
        assert.deepEqual(await engine.judge("good", Object.values(examples), true), { refused: false, violations: [] });
    });

    it("allows stacks that are not for production what only production must not do", async () => {
        const ofProduction = Object.values(examples).filter(({ inProduction }) => inProduction);
        assert.ok(ofProduction.length > 0);
        assert.deepEqual(await engine.judge("bad", ofProduction), { refused: false, violations: [] });
    });

    it("accepts the configuration that its README shows: other tags, and a rule that only warns", async () => {
        const json = /```json\n([^]*?)```/.exec(readFileSync("policy/README.md", "utf8"))?.[1] ?? "";
        const config = join(folder, "config.json");
        writeFileSync(config, json);
        const { requiredTags, pinnedCharts } = examples;
        assert.ok(requiredTags && pinnedCharts);

        const tagged = await engine.judge("good", [{ ...requiredTags, config }]);
        assert.ok(tagged.refused);
        assert.match(tagged.violations[0]?.message ?? "", /it lacks the tag CostCentre/);
        const warned = await engine.judge("bad", [{ ...pinnedCharts, config }]);
        assert.equal(warned.refused, false);
        assert.deepEqual(
            warned.violations.map(({ policy, isMandatory }) => [policy, isMandatory]),
            [["pinned-charts", false]],
        );
    });

    it("also starts like Pulumi's own host for Node.js does, with the folder's full path", async () => {
        const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
        const pack = spawn(process.execPath, [runner, "127.0.0.1:1", resolve("policy")], { cwd: "policy" });
        try {
            const [port] = (await once(createInterface({ input: pack.stdout }), "line")) as [string];
            assert.match(port, /^\d+$/);
        } finally {
            pack.kill();
        }
    });

    it("has an example for each rule", () => {
        assert.deepEqual(Object.keys(examples).sort(), rules.map(({ name }) => camel(name)).sort());
    });
});

describe("the policy pack on the stacks of this checkout", () => {
    const natDenied = { packs: ["policy"], configs: ["policy/nat-denied.json"] };

    for (const stack of [...committedStacks(), ...exampleStacks()]) {
        const asksForNat = isNatAsked(stack);
        it(`lets ${stack} pass${asksForNat ? "" : ", where NAT gateways are denied too"}`, async () => {
            const { preview } = await previewStack(stack, {}, asksForNat ? { packs: ["policy"] } : natDenied);
            assert.deepEqual(preview.violations, []);
            assert.ok(preview.resources.length > 5, "there was something to judge");
        });
    }

    it("refuses eks, which requests a NAT gateway, if they are denied", async () => {
        await assert.rejects(previewStack("eks", {}, natDenied), (error) => {
            assert.ok(error instanceof PolicyError);
            assert.deepEqual(
                error.violations.map(({ policy, isMandatory }) => [policy, isMandatory]),
                [["no-nat-gateway", true]],
            );
            assert.match(error.message, /network-vpc-1 .*Set network\.nat to none/);
            return true;
        });
    });

    it("refuses prod without its protection, also on the resources that components create", async () => {
        const careless = { "cluster.deletionProtection": false, "gitops.revision": "main" };
        await assert.rejects(previewStack("prod", careless, { packs: ["policy"] }), (error) => {
            assert.ok(error instanceof PolicyError);
            const refused = error.violations.map(({ policy, urn }) => `${policy} ${urn.split("::").at(-1)}`);
            assert.deepEqual(refused.sort(), [
                "deletion-protection-in-prod cluster-eks-eksCluster",
                "pinned-revision-in-prod confluent-addons-application",
                "pinned-revision-in-prod confluent-platform-application",
                "protected-in-prod cluster-eks-eksCluster",
                "protected-in-prod cluster-secrets",
                "protected-in-prod confluent-platform-namespace",
                "protected-in-prod network-vpc",
                "retained-volumes-in-prod storage-gp3",
            ]);
            return true;
        });
    });
});

/** Whether a stack's file asks for NAT gateways. */
function isNatAsked(stack: string): boolean {
    const network = readStackFile(stack).config[`${project}:network`] as { source?: string; nat?: string } | undefined;
    return network?.source === "create" && network.nat !== "none";
}

/** `no-nat-gateway` as a name in a program: `noNatGateway`. */
const camel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
