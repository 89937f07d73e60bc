import assert from "node:assert/strict";
import { problemsOf } from "../../../refusals";

const region = "eu-central-1";
const nodesOf = (set: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(set).map(([key, value]) => [`cluster.nodes.${key}`, value]));

describe("what AWS would refuse in the middle of an up is refused before anything is made:", () => {
    for (const [key, set] of [
        ["cluster.version", { "cluster.version": "1.20" }],
        ["cluster.publicAccessCidrs", { "cluster.publicAccessCidrs": ["10.0.0.0/8"] }],
        ["network.zones", { "network.zones": [`${region}a`] }],
        ["cluster.nodes.instanceTypes", nodesOf({ instanceTypes: ["m7g.large", "m5.large"] })],
        ["cluster.nodes.releaseVersion", nodesOf({ releaseVersion: "1.30.1-20250101" })],
        ["cluster.nodes.min", nodesOf({ min: 9 })],
        ["cluster.addonVersions", { "cluster.addonVersions": { "kube-proxy": "v1.37.0-eksbuild.1" } }],
        ["cluster.admins", { "cluster.admins": ["arn:aws-cn:iam::123456789012:role/x"] }],
    ] as const) {
        it(key, async () => {
            const [problem] = await problemsOf("eks", set);
            assert.equal(problem?.key, key);
        });
    }
});
