import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { OverlayError, UnfollowedError } from "../../config/kustomize/error";
import { Checkout } from "../../config/kustomize/files";
import { read, type Rendering } from "../../config/kustomize/read";
import type { KubernetesObject } from "../../kubernetes";
import { findKubectl } from "../../config/kustomize/tool";
import { ensureTools } from "../../tools";
import { inTree } from "../unit/config/overlayTree";
import { assertSameObjects, buildWith } from "./kustomizeBuild";
import { randomTree, type Tree } from "./randomTrees";

/** Of FAST_CHECK_SEED and FAST_CHECK_RUNS, to look at other trees, or at more. */
const seed = Number(process.env.FAST_CHECK_SEED ?? 20261126);
const numRuns = Number(process.env.FAST_CHECK_RUNS ?? 80);

describe("for random trees, the reader of overlays", () => {
    let kustomize: string;
    /** Where there is one that overlays are rendered by. */
    let kubectl: string | undefined;
    before(async function () {
        this.timeout("15m");
        ({ kustomize } = await ensureTools(["kustomize"]));
        kubectl = findKubectl();
    });

    it("renders each as Kustomize does, or refuses it", function () {
        this.timeout("10m");
        const seen = { "the same": 0, "refused by both": 0, "refused by the reader alone": 0 };
        fc.assert(
            fc.property(randomTree, (files) => {
                seen[inTree(files, compare)]++;
            }),
            { seed, numRuns, interruptAfterTimeLimit: 300_000, reporter: failWithFiles },
        );
        const all = Object.values(seen).reduce((sum, count) => sum + count);
        const counts = Object.entries(seen).map(([what, count]) => `${count} ${what}`);
        this.runnable().title += ` (${kubectl ? "kubectl's too; " : ""}seed ${seed}, ${all} trees: ${counts.join(", ")})`;
        // Were most refused, nothing would be compared.
        assert.ok(seen["the same"] >= all / 4, `${seen["the same"]} of ${all} trees were followed`);
        assert.ok(
            seen["refused by both"] >= all / 20,
            `${seen["refused by both"]} of ${all} trees were refused by both`,
        );
    });

    function compare(root: string) {
        const own = resultOf<Rendering>(() => read(new Checkout(root), "o"));
        const built = resultOf<KubernetesObject[]>(() => buildWith(kustomize, join(root, "o")));
        if (kubectl) assertSameByKubectl(kubectl, join(root, "o"), built);
        assert.ok(own.error === undefined || own.error instanceof OverlayError, own.error as Error);
        if (own.value && built.value) {
            assertSameObjects(own.value, built.value);
            return "the same";
        }
        assert.ok(own.error, `only Kustomize refuses it: ${String(built.error)}`);
        if (built.error) return "refused by both";
        assert.ok(own.error instanceof UnfollowedError, `Kustomize renders it, but ${String(own.error)}`);
        return "refused by the reader alone";
    }
});

/** Whatever renders an overlay, `kustomize` or kubectl's own, the program sees the same. */
function assertSameByKubectl(kubectl: string, folder: string, built: { value?: KubernetesObject[]; error?: unknown }) {
    const other = resultOf<KubernetesObject[]>(() => buildWith(kubectl, folder, "kustomize"));
    assert.deepEqual(other.value, built.value, `kubectl's differs: ${String(other.error ?? built.error)}`);
}

function resultOf<T>(what: () => T): { value?: T; error?: unknown } {
    try {
        return { value: what() };
    } catch (error) {
        return { error };
    }
}

function failWithFiles({ failed, counterexample, errorInstance }: fc.RunDetails<[Tree]>): void {
    if (!failed) return;
    const files = Object.entries(counterexample?.[0] ?? {}).map(([path, text]) => `--- ${path}\n${text}`);
    const { message = "" } = (errorInstance ?? {}) as Partial<Error>;
    throw new Error(`seed ${seed}: ${message}\n${files.join("")}`, { cause: errorInstance });
}
