import assert from "node:assert/strict";
import { runStack } from "../../../harness";
import { clustersThere } from "../../../mocks";
import { problemsOf } from "../../../refusals";

describe("the version of a cluster that is there", () => {
    // So that what is refused does not depend on the day.
    const upTo = (version: string) => ({ "cluster.version": version, "cluster.upgradePolicy": "EXTENDED" });
    beforeEach(() => clustersThere.set("confluent", { version: "1.33", tags: {} }));
    afterEach(() => clustersThere.clear());

    it("goes up by one minor version, or stays", async () => {
        for (const version of ["1.33", "1.34"]) {
            const graph = await runStack("eks", upTo(version));
            assert.equal(graph.named("cluster-eks").inputs.version, version);
        }
    });

    for (const [version, reason, fix] of [
        ["1.32", /earlier than the running version, 1\.33/, /cluster\.version 1\.33$/],
        ["1.35", /more than one minor version after the running version, 1\.33/, /cluster\.version 1\.34, pulumi up/],
    ] as const) {
        it(`is refused as ${version} where 1.33 runs, before anything is made`, async () => {
            const [problem, ...others] = await problemsOf("eks", upTo(version));
            assert.deepEqual([problem?.key, others], ["cluster.version", []]);
            assert.match(problem?.reason ?? "", reason);
            assert.match(problem?.fix ?? "", fix);
        });
    }

    it("is free where the cluster has another name", async () => {
        await runStack("eks", { ...upTo("1.35"), "cluster.name": "another" });
    });
});

describe("the zones of a cluster that is there", () => {
    const zones = (...letters: string[]) => letters.map((letter) => `eu-central-1${letter}`);
    beforeEach(() => {
        clustersThere.set("confluent", { version: "1.35", tags: {}, subnetIds: ["subnet-1", "subnet-2"] });
    });
    afterEach(() => clustersThere.clear());

    it("are not fewer either", async () => {
        clustersThere.set("confluent", { version: "1.35", tags: {}, subnetIds: ["subnet-1", "subnet-2", "subnet-c"] });
        const fewer = { "network.zones": ["eu-central-1a", "eu-central-1c"] };
        const [problem, ...others] = await problemsOf("eks", fewer);
        assert.deepEqual([problem?.key, others], ["network.zones", []]);
        assert.match(problem?.reason ?? "", /^without eu-central-1b, in which the cluster confluent was also created/);
    });

    it("stay", async () => {
        await runStack("eks", { "network.zones": zones("a", "b") });
    });

    it("take no further one, which is refused before anything is made", async () => {
        const [problem, ...others] = await problemsOf("eks", { "network.zones": zones("a", "b", "c") });
        assert.deepEqual([problem?.key, problem?.value, others], ["network.zones", ["eu-central-1c"], []]);
        assert.match(problem?.reason ?? "", /created, eu-central-1a, eu-central-1b: EKS cannot add zones/);
    });
});

describe("the role of a cluster that is there", () => {
    const role = (name: string) => `arn:aws:iam::123456789012:role${name}`;
    const there = (roleArn: string) => clustersThere.set("confluent", { version: "1.35", tags: {}, roleArn });
    afterEach(() => clustersThere.clear());

    it("is no other, for EKS changes none", async () => {
        there(role("/platform/confluent-cluster"));
        const [problem, ...others] = await problemsOf("eks", { "cluster.roleArn": role("/confluent-cluster") });
        assert.deepEqual([problem?.key, others], ["cluster.roleArn", []]);
        assert.match(
            problem?.fix ?? "",
            /cluster\.roleArn arn:aws:iam::123456789012:role\/platform\/confluent-cluster,/,
        );
    });

    it("stays on its path where the stack has made it", async () => {
        there(role("/platform/cluster-eks-eksRole-role-1a2b3c4"));
        const [problem, ...others] = await problemsOf("eks", { "iam.path": "/other/" });
        assert.deepEqual([problem?.key, others], ["iam.path", []]);
        assert.match(problem?.fix ?? "", /iam\.path \/platform\/,/);
        assert.equal((await problemsOf("eks", {})).length, 1, "the default path is another too");
    });

    it("is taken as it is", async () => {
        there(role("/platform/confluent-cluster"));
        await runStack("eks", { "cluster.roleArn": role("/platform/confluent-cluster") });
        there(role("/cluster-eks-eksRole-role-1a2b3c4"));
        await runStack("eks");
        there(role("/platform/cluster-eks-eksRole-role-1a2b3c4"));
        await runStack("eks", { "iam.path": "/platform/" });
    });
});

describe("EKS Auto Mode of a cluster that is there", () => {
    afterEach(() => clustersThere.clear());
    const auto = { "cluster.nodes": { scaling: "autoMode" } };

    for (const [isAuto, set, says] of [
        [false, auto, /runs without EKS Auto Mode/],
        [true, {}, /runs with EKS Auto Mode/],
    ] as const) {
        it(`is not turned ${isAuto ? "off" : "on"}, for its volumes would be left behind`, async () => {
            clustersThere.set("confluent", { version: "1.35", tags: {}, isAuto });
            const [problem, ...others] = await problemsOf("eks", set);
            assert.deepEqual([problem?.key, others], ["cluster.nodes.scaling", []]);
            assert.match(problem?.reason ?? "", says);
        });
    }

    it("stays as it is", async () => {
        clustersThere.set("confluent", { version: "1.35", tags: {}, isAuto: true });
        await runStack("eks", auto);
    });
});
