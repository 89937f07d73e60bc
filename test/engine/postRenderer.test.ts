import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { crdsIn } from "../../rehearsal/controlPlane/chartCrds";
import { bareCrds, realSizeCrds } from "../../rehearsal/crds/realSize";
import type { KubernetesObject } from "../../rehearsal/kubernetesApi";
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

    it("leaves the CRDs of a chart of real size, whole, whatever folder the plug-in was started in", async () => {
        const { postRenderer } = (await runStack("dev")).named("confluent-crds").inputs;
        const { command, args } = postRenderer as { command: string; args: string[] };
        const post = ["--post-renderer", command, ...args.flatMap((arg) => ["--post-renderer-args", arg])];
        const options = { encoding: "utf8", cwd: folder, maxBuffer: 64 << 20 } as const;
        const rendered = execFileSync(helm, ["template", "crds", folder, "--include-crds", ...post], options);
        const byName = (one: KubernetesObject, other: KubernetesObject) =>
            (one.metadata.name ?? "").localeCompare(other.metadata.name ?? "");
        assert.deepEqual(crdsIn(rendered).sort(byName), bareCrds().sort(byName));
        assert.ok(!rendered.includes("ConfigMap"));
    });
});
