import assert from "node:assert/strict";
import { componentsOf, mebibytes, millicores, overlayNames, podResources } from "./gitopsTree";

describe("the sizes in the GitOps tree", () => {
    for (const overlay of overlayNames) {
        it(`give every component requests, limits no smaller, and a heap of half to three quarters of its limit, a large broker 6 GiB, in ${overlay}`, () => {
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
                // More than that, and a broker has less of the page cache (size-medium, size-large).
                const isEnough = share >= 0.5 || (metadata.name === "kafka" && most === 6 * 1024);
                assert.ok(isEnough && share <= 0.75, `${metadata.name} has a heap of ${share} of its limit`);
                assert.ok((most ?? 0) < mebibytes(requests.memory), `${metadata.name} starts above its request`);
            }
        });
    }

    for (const overlay of ["dev", "classic-dev"]) {
        it(`has one of each in ${overlay}, on whatever node there is, within 6 GiB`, () => {
            const components = componentsOf(overlay);
            assert.deepEqual(
                components.map(({ spec }) => spec.replicas),
                [1, 1, 1, 1, 1],
            );
            assert.deepEqual(
                components.map(({ spec }) => spec.oneReplicaPerNode),
                [false, false, false, false, false],
            );
            const limits = components.map((component) => podResources(component, "limits").memory);
            assert.ok(limits.reduce((sum, limit) => sum + limit) <= 6 * 1024);
        });
    }

    for (const [overlay, coordinator, controlCenter] of [
        ["eks", "kraftcontroller", "controlcenter-next-gen"],
        ["classic-eks", "zookeeper", "controlcenter"],
    ] as const) {
        it(`has three of ${coordinator} and of the brokers, two Connects and one of the others in ${overlay}`, () => {
            const replicas = componentsOf(overlay).map(({ metadata, spec }) => [metadata.name, spec.replicas]);
            assert.deepEqual(Object.fromEntries(replicas), {
                [coordinator]: 3,
                kafka: 3,
                schemaregistry: 1,
                connect: 2,
                [controlCenter]: 1,
            });
        });

        it(`fits its ${overlay} overlay on three m5.xlarge, no two of a kind on one node`, () => fits(overlay));
    }
});

function fits(overlay: string): void {
    // 4 vCPU and 16 GiB, less the kubelet's share (about 80m and 1.5 GiB), DaemonSets, Argo CD and the operator.
    const nodes = Array.from({ length: 3 }, () => ({ cpu: 3400, memory: 13 * 1024, names: new Set<string>() }));
    const pods = componentsOf(overlay)
        .flatMap((component) => Array.from({ length: component.spec.replicas }, () => component))
        .map((component) => ({ name: component.metadata.name, ...podResources(component, "requests") }))
        .sort((a, b) => b.memory - a.memory);
    for (const { name, cpu, memory } of pods) {
        const node = nodes
            .filter((free) => !free.names.has(name))
            .sort((a, b) => b.memory - a.memory)
            .find((free) => free.cpu >= cpu && free.memory >= memory);
        assert.ok(node, `no room for a ${name}`);
        node.cpu -= cpu;
        node.memory -= memory;
        node.names.add(name);
    }
}
