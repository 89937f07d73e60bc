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

describe("tools: the module of the addons", () => {
    const [addons, controlPlane] = [goModOf("addons"), goModOf("control-plane")].map(withoutExcluded) as [
        string,
        string,
    ];

    it("has Kubernetes' libraries in the control plane's versions, so that they are compiled once for both", () => {
        const there = required(controlPlane);
        const shared = [...required(addons)].filter(([path]) => path.startsWith("k8s.io/") && there.has(path));
        assert.ok(shared.length > 5, "they share Kubernetes' libraries");
        const others = shared.filter(([path, version]) => there.get(path) !== version).map(([path]) => path);
        assert.deepEqual(others, [], "go get these in the control plane's version, in tools/addons");
    });
});
