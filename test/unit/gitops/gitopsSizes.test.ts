import assert from "node:assert/strict";
import { componentsOf, mebibytes, millicores, overlayNames } from "./gitopsTree";

describe("the sizes in the GitOps tree", () => {
    for (const overlay of overlayNames) {
        it(`give every component requests, limits no smaller, and a heap of half to three quarters of its limit in ${overlay}`, () => {
            const components = componentsOf(overlay);
            assert.ok(components.length >= 5);
            for (const { metadata, spec } of components) {
                const { requests, limits } = spec.podTemplate.resources;
                assert.ok(mebibytes(requests.memory) <= mebibytes(limits.memory), metadata.name);
                assert.ok(millicores(requests.cpu) <= millicores(limits.cpu), metadata.name);
                const [first, most] = ["-Xms", "-Xmx"].map((flag) => {
                    const set = spec.configOverrides.jvm.filter((option) => option.startsWith(flag));
                    assert.equal(set.length, 1, `${metadata.name} says ${flag} ${set.length} times`);
                    return mebibytes(set[0]?.slice(flag.length) ?? "");
                });
                const share = (most ?? 0) / mebibytes(limits.memory);
                assert.equal(first, most, metadata.name);
                assert.ok(share >= 0.5 && share <= 0.75, `${metadata.name} has a heap of ${share} of its limit`);
                assert.ok((most ?? 0) < mebibytes(requests.memory), `${metadata.name} starts above its request`);
            }
        });
    }

    it("has one of each in dev, on whatever node there is, within 6 GiB", () => {
        const components = componentsOf("dev");
        assert.deepEqual(
            components.map(({ spec }) => spec.replicas),
            [1, 1, 1, 1, 1],
        );
        assert.deepEqual(
            components.map(({ spec }) => spec.oneReplicaPerNode),
            [false, false, false, false, false],
        );
        const limits = components.map(({ spec }) => mebibytes(spec.podTemplate.resources.limits.memory));
        assert.ok(limits.reduce((sum, limit) => sum + limit) <= 6 * 1024);
    });

    it("has three ZooKeepers and brokers, two Connects and one of the others in eks", () => {
        const replicas = componentsOf("eks").map(({ metadata, spec }) => [metadata.name, spec.replicas]);
        assert.deepEqual(Object.fromEntries(replicas), {
            zookeeper: 3,
            kafka: 3,
            schemaregistry: 1,
            connect: 2,
            controlcenter: 1,
        });
    });

    it("fits its eks overlay on three m5.xlarge, no two of a kind on one node", () => {
        // 4 vCPU and 16 GiB, less the kubelet's share (about 80m and 1.5 GiB), DaemonSets, Argo CD and the operator.
        const nodes = Array.from({ length: 3 }, () => ({ cpu: 3400, memory: 13 * 1024, names: new Set<string>() }));
        const pods = componentsOf("eks")
            .flatMap((component) => Array.from({ length: component.spec.replicas }, () => component))
            .map(({ metadata, spec }) => ({ name: metadata.name, ...spec.podTemplate.resources.requests }))
            .sort((a, b) => mebibytes(b.memory) - mebibytes(a.memory));
        for (const { name, cpu, memory } of pods) {
            const node = nodes
                .filter((free) => !free.names.has(name))
                .sort((a, b) => b.memory - a.memory)
                .find((free) => free.cpu >= millicores(cpu) && free.memory >= mebibytes(memory));
            assert.ok(node, `no room for a ${name}`);
            node.cpu -= millicores(cpu);
            node.memory -= mebibytes(memory);
            node.names.add(name);
        }
    });
});
