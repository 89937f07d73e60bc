import assert from "node:assert/strict";
import { rules } from "../../policy/rules";
import { examples } from "../../policy/test/examples";
import { openPolicyEngine, type PolicyEngine } from "./policyEngine";

describe("the policy pack on the real engine", () => {
    let engine: PolicyEngine;
    before(async () => (engine = await openPolicyEngine()));
    after(() => engine?.close());

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

    it("lets every good twin pass, in production too", async () => {
        assert.deepEqual(await engine.judge("good", Object.values(examples), true), { refused: false, violations: [] });
    });

    it("leaves stacks that are not for production what only production must not do", async () => {
        const ofProduction = Object.values(examples).filter(({ inProduction }) => inProduction);
        assert.ok(ofProduction.length > 0);
        assert.deepEqual(await engine.judge("bad", ofProduction), { refused: false, violations: [] });
    });

    it("has an example for each rule", () => {
        assert.deepEqual(Object.keys(examples).sort(), rules.map(({ name }) => camel(name)).sort());
    });
});

/** `no-nat-gateway` as a name in a program: `noNatGateway`. */
const camel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
