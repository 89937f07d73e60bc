import assert from "node:assert/strict";
import { confluentGroup, confluentKinds } from "../../../config/workload/confluentKinds";
import { listIn } from "../../../rehearsal/controlPlane/crds";
import type { KubernetesObject } from "../../../kubernetes";

interface CrdSpec {
    group: string;
    scope: string;
    names: { kind: string; plural: string };
}

describe("The list of Confluent's kinds", () => {
    it("has each kind once, by a plural of its own", () => {
        for (const part of ["kind", "plural"] as const) {
            assert.equal(new Set(confluentKinds.map((one) => one[part])).size, confluentKinds.length);
        }
    });

    // The list to compare with is not in this repository; if it is not beside the checkout, there is nothing to compare.
    it("is that of CFK 3.3's CRDs, every one of them namespaced", function () {
        const crds = listIn("../shared/crds/cfk-3.3.json")?.objects as (KubernetesObject & { spec: CrdSpec })[];
        if (!crds) this.skip();
        const real = crds.map(({ spec: { group, scope, names } }) => [group, scope, names.kind, names.plural].join());
        const ours = confluentKinds.map(({ kind, plural }) => [confluentGroup, "Namespaced", kind, plural].join());
        assert.deepEqual(ours.sort(), real.sort());
    });
});
