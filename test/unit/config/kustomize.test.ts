import { symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inTree, itRefuses, readOverlay, refused } from "./overlayTree";
import { treeRefusals } from "./treeRefusals";

const overlay = "o/kustomization.yaml";

describe("readOverlay refuses a tree with", () => {
    itRefuses(treeRefusals);

    it("a link that leaves the repository", () => {
        inTree({ [overlay]: "resources: [../base, out]\n" }, (root) => {
            symlinkSync(tmpdir(), join(root, "o/out"));
            refused(() => readOverlay(root, "o"), overlay, /out is a link to something outside the repository/);
        });
    });
});
