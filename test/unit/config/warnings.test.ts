import assert from "node:assert/strict";
import { checked } from "../../checked";
import type { Overrides } from "../../harness";

/** The warnings of the stack `eks` with a node to spare, and overrides; it has to be accepted. Its block for examples apart. */
function warningsOf(overrides: Overrides): string[] {
    const { problems, warnings } = checked("eks", {
        "cluster.publicAccessCidrs": ["52.0.0.0/16"],
        "cluster.nodes.desired": 4,
        ...overrides,
    });
    assert.deepEqual(problems, []);
    return warnings;
}

describe("a warning", () => {
    it("is not given if all is well", () => assert.deepEqual(warningsOf({}), []));

    it("names the zone where EKS has no control plane", () => {
        const zones = (...letters: string[]) => ({
            "aws:region": "us-east-1",
            "network.zones": letters.map((letter) => `us-east-1${letter}`),
        });
        assert.match(
            warningsOf(zones("a", "e")).join(),
            /^network\.zones us-east-1e .*use1-az3.* cannot place a control plane/,
        );
        assert.deepEqual(warningsOf(zones("a", "f")), []);
    });

    it("names Docker's block, for a VPC", () => {
        assert.match(warningsOf({ "network.cidr": "172.17.128.0/20" }).join(), /^network\.cidr 172\.17.*Docker/);
        assert.deepEqual(warningsOf({ "network.cidr": "172.16.0.0/16" }), []);
    });

    it("names the day on which EKS upgrades the cluster by itself, two months before", () => {
        const [warning, ...others] = warningsOf({ "cluster.version": "1.34" });
        assert.deepEqual(others, []);
        assert.match(
            warning ?? "",
            /^cluster\.version 1\.34 leaves EKS's standard support on 2026-12-02.*--kubernetes/,
        );
        assert.deepEqual(warningsOf({ "cluster.version": "1.34", "cluster.upgradePolicy": "EXTENDED" }), []);
    });

    it("names the price of a version past standard support", () => {
        const [warning] = warningsOf({ "cluster.version": "1.33", "cluster.upgradePolicy": "EXTENDED" });
        assert.match(warning ?? "", /^cluster\.version 1\.33 left .* on 2026-07-29: .* six times .* until 2027-07-29/);
    });

    it("names the reserved block that a wider one contains", () => {
        const [warning] = warningsOf({ "cluster.publicAccessCidrs": ["172.0.0.0/8"] });
        assert.match(warning ?? "", /^cluster\.publicAccessCidrs 172\.0\.0\.0\/8 contains 172\.16\.0\.0\/12/);
    });
});
