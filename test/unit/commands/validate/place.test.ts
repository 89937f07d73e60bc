import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { placeOf } from "../../../../commands/validate/place";
import { root } from "../../../../base/checkout";

describe("the place of a problem with a folder", () => {
    for (const [folder, file] of [
        ["gitops/platform/overlays/dev", "gitops/platform/overlays/dev/kustomization.yaml"],
        ["gitops/teams/payments", "gitops/teams/payments/team.yaml"],
        ["gitops/teams", "gitops/teams/rules.yaml"],
    ] as const) {
        it(`${folder} is in a file that exists: ${file}`, () => {
            assert.ok(existsSync(join(root, file)));
            assert.deepEqual(placeOf(root, { file: folder }, "gitops"), { file, line: 1 });
            assert.deepEqual(placeOf(root, undefined, folder), { file, line: 1 });
        });
    }
});
