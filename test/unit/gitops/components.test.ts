import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { problemsOf } from "../../componentProblems";
import { componentNames, linesOf, misfits, overlaysFor, withComponentsOn } from "../../components";
import { overlayPaths } from "../../overlays";
import { repository } from "./gitopsTree";

describe("the components of the platform", () => {
    for (const component of componentNames) {
        it(`say who opts into ${component}, like its line in the table of gitops/README.md`, () => {
            const folder = join(repository, "gitops/platform/components", component);
            const text = readFileSync(join(folder, "kustomization.yaml"), "utf8");
            assert.match(text, /^# \S.*\n/);
            assert.match(text, /^kind: Component$/m);
            const table = readFileSync(join(repository, "gitops/README.md"), "utf8");
            assert.ok(table.includes(`| \`- ../../components/${component}\` |`), "no line in the table");
        });

        it(`are refused by no rule where ${component} is added to an overlay that it fits`, async () => {
            for (const overlay of overlaysFor(component)) {
                await withComponentsOn(overlay, linesOf(component, overlay), (path) =>
                    assert.deepEqual(problemsOf(path), [], `${component} on ${overlay}`),
                );
            }
        });
    }

    it("have no line among those that do not fit for one that is gone, or an overlay that is", () => {
        for (const [component, [overlays]] of Object.entries(misfits)) {
            assert.ok(componentNames.includes(component), component);
            const gone = overlays.filter((name) => !overlayPaths.some((path) => path.endsWith(`/${name}`)));
            assert.deepEqual(gone, []);
        }
        assert.ok(existsSync(join(repository, "gitops/platform/components")));
    });
});
