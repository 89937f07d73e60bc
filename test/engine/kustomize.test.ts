import assert from "node:assert/strict";
import { join } from "node:path";
import { Checkout } from "../../config/kustomize/files";
import { read } from "../../config/kustomize/read";
import { ensureTools } from "../../tools";
import { inTree } from "../unit/config/overlayTree";
import { trees } from "../unit/config/overlayTrees";
import { treeRefusals } from "../unit/config/treeRefusals";
import { assertSameObjects, buildWith } from "./kustomizeBuild";

describe("the reader of overlays renders as Kustomize does", () => {
    let kustomize: string;
    before(async function () {
        this.timeout("15m");
        ({ kustomize } = await ensureTools(["kustomize"]));
    });

    for (const [title, { files }] of Object.entries(trees)) {
        it(title, () =>
            inTree(files, (root) => {
                const built = buildWith(kustomize, join(root, "o"));
                assert.ok(built.length >= 2);
                assertSameObjects(read(new Checkout(root), "o"), built);
            }),
        );
    }
    for (const [title, { files, path = "o", alone }] of Object.entries(treeRefusals)) {
        // Kustomize looks for these on this machine and on the network; the reader, in the repository.
        if (/leaves|outside the checkout|absolute|remote/.test(title)) continue;
        it(`${alone ? "and refuses, alone," : "and as it does refuses"} ${title}`, () =>
            inTree(files, (root) => {
                const build = () => buildWith(kustomize, join(root, path));
                if (alone) build();
                else assert.throws(build, /Error: |error: /);
            }));
    }
});
