import assert from "node:assert/strict";
import { join } from "node:path";
import { render } from "../../config/kustomize/render";
import { ensureTools } from "../../tools";
import { inTree } from "../unit/overlayTree";
import { trees } from "../unit/overlayTrees";
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
                assertSameObjects(render(root, "o"), built);
            }),
        );
    }
});
