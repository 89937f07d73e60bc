import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { overlaysIn } from "../../../../commands/diff/followers";
import { root } from "../../../harness";
import { overlayPaths } from "../../../overlays";

describe("the overlays that diff compares", () => {
    it("are all of this checkout's, whether a stack follows them or not", () => {
        assert.ok(overlayPaths.length > 0);
        assert.deepEqual(overlaysIn(root).sort(), [...overlayPaths].sort());
    });

    it("include those of a revision from before they moved", () => {
        const checkout = mkdtempSync(join(tmpdir(), "overlays-"));
        try {
            mkdirSync(join(checkout, "gitops/overlays/eks"), { recursive: true });
            writeFileSync(join(checkout, "gitops/overlays/eks/kustomization.yaml"), "resources: []\n");
            mkdirSync(join(checkout, "gitops/overlays/notes"));
            assert.deepEqual(overlaysIn(checkout), ["gitops/overlays/eks"]);
        } finally {
            rmSync(checkout, { recursive: true });
        }
    });
});
