import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readOverlay } from "../../../../config/workload/overlay";
import { patchOf } from "../../../../commands/upgrade/operator/edits";
import { plan } from "../../../../commands/upgrade/operator/plan";
import type { Step } from "../../../../commands/upgrade/step";
import { situationOf } from "../../../../commands/upgrade/operator/situation";
import { root } from "../../../harness";

/** A checkout with this one's overlays at an earlier release, and the stacks that follow them. */
export class Checkout {
    readonly folder = mkdtempSync(join(tmpdir(), "upgrade-"));

    constructor(release: string, stacks: Record<string, string> = { eks: "gitops/platform/overlays/classic-eks" }) {
        cpSync(join(root, "gitops"), join(this.folder, "gitops"), { recursive: true });
        for (const name of release === "3.4.0" ? [] : ["dev", "eks", "classic-dev", "classic-eks"]) {
            this.change(
                `gitops/platform/overlays/${name}/version/kustomization.yaml`,
                "newTag: 3.4.0",
                `newTag: ${release}`,
            );
        }
        for (const [name, path] of Object.entries(stacks)) this.stack(name, path, { version: release });
    }

    /** @param more other groups of keys; `gitops` in addition to the repository and the path */
    stack(
        name: string,
        path: string,
        confluent: object,
        cluster: object = {},
        mirrors: object = {},
        more: { argocd?: object; gitops?: object } = {},
    ): void {
        const config = {
            "aws:region": "eu-central-1",
            "confluent-gitops:cluster": { source: "existing", name: "shared", ...cluster },
            "confluent-gitops:confluent": confluent,
            "confluent-gitops:mirrors": mirrors,
            "confluent-gitops:gitops": {
                repository: "https://git.example.com/platform/gitops.git",
                path,
                ...more.gitops,
            },
            "confluent-gitops:argocd": more.argocd ?? {},
        };
        writeFileSync(join(this.folder, `Pulumi.${name}.yaml`), JSON.stringify({ config }));
    }

    read = (file: string): string => readFileSync(join(this.folder, file), "utf8");
    change(file: string, from: string | RegExp, to: string): void {
        const text = this.read(file);
        assert.notEqual(text.replace(from, to), text, `${file} has no ${String(from)}`);
        writeFileSync(join(this.folder, file), text.replace(from, to));
    }

    steps = (to = "3.4.0", stack = "eks"): Step[] => plan(situationOf(stack, to, this.folder));
    open = (to?: string): string[] =>
        this.steps(to).flatMap(({ title, done }) => (done ? [] : [title.split(" ")[0] ?? ""]));
    /** Applies the printed patch, with Git itself. */
    async apply({ edits }: Step): Promise<void> {
        execFileSync("git", ["apply"], { cwd: this.folder, input: await patchOf(edits) });
    }
    overlay = (path = "gitops/platform/overlays/classic-eks") => readOverlay(this.folder, path);
    remove = (): void => rmSync(this.folder, { recursive: true });
}

/** Uses a checkout, and deletes it. */
export async function on<T>(checkout: Checkout, use: (checkout: Checkout) => T | Promise<T>): Promise<T> {
    try {
        return await use(checkout);
    } finally {
        checkout.remove();
    }
}
