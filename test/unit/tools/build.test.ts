import assert from "node:assert/strict";
import {
    chmodSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addonTools, rehearsalTools, toolNames, type ToolName } from "../../../tools/catalogue";
import { ToolsError } from "../../../tools/error";
import { flagsOf } from "../../../tools/flags";
import { type Step } from "../../../tools/step";
import { Store } from "../../../tools/store";
import { Toolbox } from "../../../tools/toolbox";
import { writeFakeGo } from "./fakeGo";

describe("tools: building with Go", () => {
    let folder: string;
    let path: string;
    const steps = new Map<string, Step>();
    const display = { show: (step: Step) => void steps.set(step.title, step) };
    const toolbox = () => new Toolbox(new Store(join(folder, "store")), { PATH: path });
    const log = () => readFileSync(join(path, "log"), "utf8").trim().split("\n");
    const inStore = () => readdirSync(join(folder, "store")).sort();

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "tools-"));
        path = join(folder, "path");
        mkdirSync(path);
        writeFakeGo(path);
        steps.clear();
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it("happens once: another command finds what is built", async () => {
        const first = await toolbox().provide(["etcd", "helm"], display);
        assert.equal(readFileSync(first.etcd.path, "utf8"), "built\n");
        assert.equal(first.helm.origin, "built");
        assert.deepEqual(await toolbox().provide(["helm", "etcd"], display), first);
        assert.equal(log().filter((line) => line.endsWith("begins")).length, 1);
        assert.deepEqual(inStore(), ["bin", "keys"]);
    });

    it("is not started for an optional tool: it is found, or not", async () => {
        assert.equal(await toolbox().find("helm"), undefined);
        assert.equal(existsSync(join(path, "log")), false);
        const { helm } = await toolbox().provide(["helm"], display);
        assert.deepEqual(await toolbox().find("helm"), helm);
    });

    it("starts with the engine, downloads the rest meanwhile, and lets callers continue that need only the engine", async () => {
        const box = toolbox();
        let logAtEngine: string[] = [];
        const all = box.provide(rehearsalTools, display);
        await box.provide(["pulumi"], display).then(() => (logAtEngine = log()));
        assert.equal(logAtEngine.includes("build control-plane ends"), false);
        await all;
        assert.deepEqual(
            log().filter((line) => line.startsWith("build")),
            ["build engine begins", "build engine ends", "build control-plane begins", "build control-plane ends"],
        );
        assert.ok(log().indexOf("list control-plane") < log().indexOf("build engine ends"), "downloads wait");
        assert.deepEqual(
            [...steps.values()].map(({ phase }) => phase),
            ["done", "done"],
        );
    });

    it("is of every tool when all are asked for, and none of what only checks run when a rehearsal asks", async () => {
        await toolbox().provide(rehearsalTools, display);
        assert.equal(log().includes("list checks"), false);
        assert.equal(existsSync(join(folder, "store", "bin", "kubectl")), false);
        const all = await toolbox().provide(toolNames, display);
        assert.deepEqual(Object.keys(all), [...toolNames]);
        assert.ok(log().includes("build checks ends"));
    });

    it("builds the addons' controllers only if they are requested", async () => {
        await toolbox().provide(toolNames, display);
        assert.equal(log().includes("list addons"), false);
        assert.deepEqual(Object.keys(await toolbox().provide(addonTools, display)), [...addonTools]);
        assert.ok(log().includes("build addons ends") && log().includes("build external-secrets ends"));
    });

    it("runs no addon's controller that is on PATH to ask for its version, and takes kubeseal from there", async () => {
        for (const tool of ["external-secrets", "kubeseal"]) {
            writeFileSync(join(path, tool), `#!/bin/sh\n: >"${path}/ran-${tool}"\necho ${tool} version: 0.30.0\n`);
            chmodSync(join(path, tool), 0o755);
        }
        const found = await toolbox().provide(["external-secrets", "kubeseal"], display);
        assert.deepEqual([found.kubeseal.origin, found["external-secrets"].origin], ["installed", "built"]);
        assert.equal(existsSync(join(path, "ran-external-secrets")), false);
    });

    it("is not done twice by two commands at the same time", async () => {
        const [one, other] = await Promise.all([
            toolbox().provide(["etcd"], display),
            toolbox().provide(["etcd"], display),
        ]);
        assert.deepEqual(one, other);
        assert.equal(log().filter((line) => line.endsWith("begins")).length, 1);
    });

    it("leaves nothing when it fails, says why and what to do, and can be done again", async () => {
        writeFileSync(join(path, "broken"), "");
        await assert.rejects(toolbox().provide(["etcd", "helm"], display), (error) => {
            assert.ok(error instanceof ToolsError);
            assert.match(error.message, /no space left on device\nThe disk is full/);
            return true;
        });
        assert.deepEqual(inStore(), []);
        rmSync(join(path, "broken"));
        assert.equal((await toolbox().provide(["etcd"], display)).etcd.origin, "built");
    });

    it("removes what a killed build left, and does not consider it done", async () => {
        const left = join(folder, "store", "control-plane-in-work-4194305");
        mkdirSync(left, { recursive: true });
        writeFileSync(join(left, "server"), "half");
        mkdirSync(join(folder, "store", "bin"));
        writeFileSync(join(folder, "store", "bin", "etcd"), "without a key");
        writeFileSync(join(folder, "store", "control-plane.lock"), "4194305");
        const { etcd } = await toolbox().provide(["etcd"], display);
        assert.equal(readFileSync(etcd.path, "utf8"), "built\n");
        assert.equal(existsSync(left), false);
    });

    it("is repeated when its sources have changed", async () => {
        const { etcd } = await toolbox().provide(["etcd"], display);
        writeFileSync(join(folder, "store", "keys", "etcd"), "of another go.sum");
        writeFileSync(etcd.path, "old");
        await toolbox().provide(["etcd"], display);
        assert.equal(readFileSync(etcd.path, "utf8"), "built\n");
    });

    it("sets in helm the version of Kubernetes that charts are rendered for, and builds nothing else anew for it", () => {
        const goMod = "require (\n\tk8s.io/kubernetes v1.37.2\n\thelm.sh/helm/v3 v3.22.0\n".concat(
            "\tgithub.com/argoproj/argo-cd/v3 v3.6.1\n\tsigs.k8s.io/kwok v0.8.0\n)",
        );
        const version = /-X (\S*\.k8sVersion\w+=\d+)/g;
        const set = (tools: readonly ToolName[]) =>
            [...flagsOf("control-plane", goMod, tools).join(" ").matchAll(version)].map(([, variable]) => variable);
        assert.deepEqual(set(["etcd", "helm"]), [
            "helm.sh/helm/v3/pkg/chartutil.k8sVersionMajor=1",
            "helm.sh/helm/v3/pkg/chartutil.k8sVersionMinor=37",
            "helm.sh/helm/v3/pkg/lint/rules.k8sVersionMajor=1",
            "helm.sh/helm/v3/pkg/lint/rules.k8sVersionMinor=37",
        ]);
        assert.deepEqual(set(toolNames.filter((tool) => tool !== "helm")), []);
    });

    it("is skipped for a suitable version on PATH", async () => {
        for (const [tool, version] of [
            ["etcd", "3.6.1"],
            ["helm", "3.1.0"],
        ] as const) {
            writeFileSync(join(path, tool), `#!/bin/sh\necho v${version}\n`);
            chmodSync(join(path, tool), 0o755);
        }
        const { etcd, helm } = await toolbox().provide(["etcd", "helm"], display);
        assert.deepEqual(etcd, { path: join(path, "etcd"), version: "3.6.1", origin: "installed" });
        assert.equal(helm.origin, "built");
    });

    it("without Go, is refused in one line that names what to install and what for", async () => {
        rmSync(join(path, "go"));
        await assert.rejects(toolbox().provide(["etcd", "pulumi"], display), {
            name: "ToolsError",
            message:
                "Go 1.21 or later is needed to build etcd, pulumi: install it (https://go.dev/doc/install) and run this again.",
        });
    });
});
