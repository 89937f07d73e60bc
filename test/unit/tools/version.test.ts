import assert from "node:assert/strict";
import fc from "fast-check";
import { type ToolName, tools } from "../../../tools/catalogue";
import { choose } from "../../../tools/choice";
import { compareVersions, isIn, versionIn } from "../../../tools/version";

describe("tools: versions", () => {
    // As the tools print them.
    for (const [said, version] of [
        ["v3.259.0\n", "3.259.0"],
        ["etcd Version: 3.7.0\nGit SHA: 3b2bc5f\nGo Version: go1.27.0\nGo OS/Arch: linux/amd64\n", "3.7.0"],
        ["Kubernetes v1.37.2\n", "1.37.2"],
        ["v5.8.1\n", "5.8.1"],
        ["{Version:kustomize/v4.5.7 GitCommit:56d82a8 BuildDate:2022-08-02T16:35:54Z}", "4.5.7"],
        ["v3.22.0+g3b7c1f2\n", "3.22.0"],
        ["v3.22", "3.22"],
        ["Client Version: v1.37.2\nKustomize Version: v5.8.1\n", "1.37.2"],
        ["1.7.12\ninstalled by building from source\nbuilt with go1.27.0 compiler for linux/amd64\n", "1.7.12"],
        ["go1.27.0", "1.27.0"],
        ["(devel)\n", undefined],
        ["", undefined],
    ] as const) {
        it(`reads ${JSON.stringify(version)} in ${JSON.stringify(said.slice(0, 40))}`, () => {
            assert.equal(versionIn(said), version);
        });
    }

    it("are in the order of their numbers, not of their letters", () => {
        const part = fc.nat({ max: 2000 });
        fc.assert(
            fc.property(fc.tuple(part, part, part), fc.tuple(part, part, part), (one, other) => {
                const byNumbers = one.map((n, at) => n - (other[at] as number)).find((n) => n !== 0) ?? 0;
                assert.equal(Math.sign(compareVersions(one.join("."), other.join("."))), Math.sign(byNumbers));
            }),
        );
    });

    for (const [tool, version, good] of [
        ["pulumi", "3.247.9", false],
        ["pulumi", "3.248.0", true],
        ["pulumi", "3.300.1", true],
        ["pulumi", "4.0.0", false],
        ["etcd", "3.4.30", false],
        ["etcd", "3.5.0", true],
        ["kube-apiserver", "1.30.9", false],
        ["kube-controller-manager", "1.31.0", true],
        ["kustomize", "4.5.7", false],
        ["kustomize", "5.3.0", false],
        ["kustomize", "5.4.0", true],
        ["helm", "3.13.3", false],
        ["helm", "3.14", true],
        ["helm", "4.0.1", true],
        ["kubeseal", "0.26.3", false],
        ["kubeseal", "0.40.0", true],
    ] as const) {
        it(`${good ? "takes" : "does not take"} ${tool} ${version} from PATH`, () => {
            const { onPath } = tools[tool];
            assert.equal(onPath && isIn(version, onPath.good), good);
        });
    }
});

describe("tools: API server and controller manager are of one minor version", () => {
    const pinned = (): string => "1.37.2";
    const at = (version: string) => ({ path: "/usr/bin/it", version });
    const chosen = (installed: Parameters<typeof choose>[0]): ToolName[] =>
        Object.keys(choose(installed, pinned)).sort() as ToolName[];

    it("when both are installed so", () => {
        const both = { "kube-apiserver": at("1.34.4"), "kube-controller-manager": at("1.34.1") };
        assert.deepEqual(chosen(both), ["kube-apiserver", "kube-controller-manager"]);
    });

    it("so neither of two different ones is used, but the rest is", () => {
        const installed = {
            etcd: at("3.6.1"),
            "kube-apiserver": at("1.34.4"),
            "kube-controller-manager": at("1.35.4"),
        };
        assert.deepEqual(chosen(installed), ["etcd"]);
    });

    it("so one is used alone only if the other would be built to match", () => {
        assert.deepEqual(chosen({ "kube-apiserver": at("1.34.4") }), []);
        assert.deepEqual(chosen({ "kube-apiserver": at("1.37.0") }), ["kube-apiserver"]);
    });
});
