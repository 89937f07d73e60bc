import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../base/checkout";

const connecting = (script: string) =>
    /^# From here to configure,[^]*(?=^configure\(\))/m.exec(
        readFileSync(join(root, "gitops/platform/components", script), "utf8"),
    )?.[0];

describe("the scripts of clients", () => {
    it("connect in the same way, so that what is fixed in one is fixed in both", () => {
        assert.match(connecting("smoke-test/smoke.sh") ?? "", /^secure\(\) \{$/m);
        assert.equal(connecting("sample-client/client.sh"), connecting("smoke-test/smoke.sh"));
    });
});
