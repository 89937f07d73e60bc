import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { stringify } from "yaml";
import { crdsIn } from "../../rehearsal/controlPlane/chartCrds";
import { bareCrds, realSizeCrds } from "../../rehearsal/crds/realSize";
import type { KubernetesObject } from "../../kubernetes";
import { ensureTools } from "../../tools";
import { runStack } from "../harness";
import { BUILD_MS } from "./standInsEngine";

describe("the post-renderer, as Helm runs it", () => {
    let folder = "";
    let helm = "";
    const crds = realSizeCrds();

    before(async function () {
        this.timeout(BUILD_MS);
        ({ helm } = await ensureTools(["helm"]));
        folder = mkdtempSync(join(tmpdir(), "real-size-"));
        for (const name of ["crds", "templates"]) mkdirSync(join(folder, name));
        writeFileSync(join(folder, "Chart.yaml"), "apiVersion: v2\nname: real-size\nversion: 1.2.3\n");
        writeFileSync(
            join(folder, "templates/operator.yaml"),
            "kind: ConfigMap\napiVersion: v1\nmetadata: { name: a }\n",
        );
        for (const crd of crds) writeFileSync(join(folder, "crds", `${crd.metadata.name}.yaml`), stringify(crd));
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    const byName = (one: KubernetesObject, other: KubernetesObject) =>
        (one.metadata.name ?? "").localeCompare(other.metadata.name ?? "");
    const render = async (chart: string) => {
        const { postRenderer } = (await runStack("dev")).named("confluent-crds").inputs;
        const { command, args } = postRenderer as { command: string; args: string[] };
        const post = ["--post-renderer", command, ...args.flatMap((arg) => ["--post-renderer-args", arg])];
        const options = { encoding: "utf8", cwd: folder, maxBuffer: 64 << 20, stdio: "pipe" } as const;
        return execFileSync(helm, ["template", "crds", chart, "--include-crds", ...post], options);
    };

    it("leaves the CRDs of a chart of real size, whole, whatever folder the plug-in was started in", async () => {
        const rendered = await render(folder);
        assert.deepEqual(crdsIn(rendered).sort(byName), bareCrds().sort(byName));
        assert.ok(!rendered.includes("ConfigMap"));
    });

    it("leaves those of the same chart packed, by its relative path, as a mirror in a folder has it", async () => {
        const into = mkdtempSync(join(tmpdir(), "packed-"));
        execFileSync(helm, ["package", folder, "--destination", into], { stdio: "ignore" });
        const rendered = await render(relative(folder, join(into, "real-size-1.2.3.tgz")));
        rmSync(into, { recursive: true });
        assert.deepEqual(crdsIn(rendered).sort(byName), bareCrds().sort(byName));
    });

    it("says what a chart without CRDs lacks", async () => {
        const bare = mkdtempSync(join(tmpdir(), "bare-"));
        cpSync(folder, bare, { recursive: true });
        rmSync(join(bare, "crds"), { recursive: true });
        await assert.rejects(
            render(bare),
            /error while running post render[^]*The chart has no CustomResourceDefinitions/,
        );
        rmSync(bare, { recursive: true });
    });
});
