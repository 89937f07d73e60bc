import assert from "node:assert/strict";
import { goModOf } from "../../../tools/pinned";

/** What a go.mod requires, by path. */
const required = (goMod: string): Map<string, string> =>
    new Map(
        [...goMod.matchAll(/^\t(\S+) (v\S+)(?: \/\/ indirect)?$/gm)].map(([, path = "", version = ""]) => [
            path,
            version,
        ]),
    );

/** Versions that a go.mod refuses are no requirements. */
const withoutExcluded = (goMod: string): string => goMod.replace(/^exclude \([^)]*\)/m, "");

const controlPlane = required(withoutExcluded(goModOf("control-plane")));

for (const [module, more] of [
    ["addons", 5],
    ["argo-rollouts", 10],
] as const) {
    describe(`tools: the module ${module}`, () => {
        it("has Kubernetes' libraries in the control plane's versions, so that they are compiled once for both", () => {
            const shared = [...required(withoutExcluded(goModOf(module)))].filter(
                ([path]) => path.startsWith("k8s.io/") && controlPlane.has(path),
            );
            assert.ok(shared.length > more, "they share Kubernetes' libraries");
            const others = shared.filter(([path, version]) => controlPlane.get(path) !== version).map(([path]) => path);
            assert.deepEqual(others, [], `go get these in the control plane's version, in tools/${module}`);
        });
    });
}
