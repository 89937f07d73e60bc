import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { sweeperName } from "../../components/gitOpsHandoff/sweeperAccess";
import { sweeperPatch } from "../../components/gitOpsHandoff/sweeperPatch";
import { ensureTools } from "../../tools";
import { root } from "../harness";
import { buildWith } from "./kustomizeBuild";

interface Container {
    env: { name: string; value: string }[];
    [field: string]: unknown;
}

describe("a patch of the sweeper", () => {
    let kustomize: string;
    before(async function () {
        this.timeout("15m");
        ({ kustomize } = await ensureTools(["kustomize"]));
    });

    /** The sweeper's container in the dev overlay, with a patch added to its kustomization, as Argo CD adds the stack's. */
    function containerWith(patch?: object): Container {
        const copy = mkdtempSync(join(tmpdir(), "sweeper-"));
        try {
            cpSync(join(root, "gitops"), join(copy, "gitops"), { recursive: true });
            const file = join(copy, "gitops/platform/overlays/dev/kustomization.yaml");
            const kustomization = parse(readFileSync(file, "utf8")) as { patches?: object[] };
            if (patch) kustomization.patches = [...(kustomization.patches ?? []), patch];
            writeFileSync(file, stringify(kustomization));
            const found = buildWith(kustomize, join(copy, "gitops/platform/overlays/dev")).find(
                ({ kind, metadata }) => kind === "Deployment" && metadata.name === sweeperName,
            );
            const { template } = found?.spec as { template: { spec: { containers: Container[] } } };
            const [container, ...others] = template.spec.containers;
            assert.ok(container && others.length === 0);
            return container;
        } finally {
            rmSync(copy, { recursive: true });
        }
    }

    const withValue = ({ env, ...rest }: Container, name: string, value: string) => ({
        ...rest,
        env: env.map((variable) => (variable.name === name ? { name, value } : variable)),
    });
    const byName = ({ env, ...rest }: Container) => ({
        ...rest,
        env: env.toSorted((a, b) => a.name.localeCompare(b.name)),
    });

    it("from the stack says where the Application is, and leaves the rest", () => {
        const expected = withValue(containerWith(), "APPLICATION_NAMESPACE", "gitops-system");
        assert.deepEqual(byName(containerWith(sweeperPatch("gitops-system"))), byName(expected));
    });

    it("as in the README says which kinds are kept, and leaves the rest", () => {
        const readme = readFileSync(join(root, "gitops/README.md"), "utf8");
        const [, example = ""] = /```yaml\n(patches:\n[^`]*confluent-sweeper[^`]*)```/.exec(readme) ?? [];
        const { patches } = parse(example) as { patches?: object[] };
        assert.equal(patches?.length, 1);
        const expected = withValue(containerWith(), "KEEP_KINDS", "Schema");
        assert.deepEqual(byName(containerWith(patches[0])), byName(expected));
    });
});
