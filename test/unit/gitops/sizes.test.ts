import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { render } from "../../../config/kustomize/render";
import type { Json } from "../../../config/kustomize/json";
import { linesOf, withComponents, withComponentsOn } from "../../components";
import { type Component, mebibytes, millicores, podResources, repository } from "./gitopsTree";

/** Everything that a size may have to do with, as far as one overlay can have it. */
const all = ["ksqldb", "rest-proxy", "replicator"].flatMap((name) => linesOf(name));

/** What runs pods in an overlay, by name. */
function componentsAt(path: string): Map<string, Component> {
    const pods = render(repository, path).resources.filter(
        ({ group, object }) =>
            group === "platform.confluent.io" && "podTemplate" in (object.spec as Record<string, Json>),
    );
    return new Map(pods.map(({ name, object }) => [name, object as unknown as Component]));
}

/** The components of an overlay with a size in place of its own. */
const withSize = (overlay: string, size: string): Promise<Map<string, Component>> =>
    withComponentsOn(overlay, [...all, size], componentsAt);

/** The same without any size. */
function withoutSize(overlay: string): Map<string, Component> {
    const folder = mkdtempSync(join(repository, "test/fixtures/overlay-"));
    try {
        const text = withComponents(overlay, all, "../../../gitops/platform").replace(/^.*components\/size-.*\n/m, "");
        assert.ok(!text.includes("size-"));
        writeFileSync(join(folder, "kustomization.yaml"), text);
        return componentsAt(relative(repository, folder));
    } finally {
        rmSync(folder, { recursive: true });
    }
}

/** A pod's CPU, memory in GiB, number, and heap in GiB. */
function sizeOf(component: Component | undefined): [number, number, number, number] {
    assert.ok(component);
    const { cpu, memory } = podResources(component, "requests");
    const heap = mebibytes(component.spec.configOverrides.jvm[1]?.slice("-Xmx".length) ?? "");
    return [component.spec.replicas, cpu / 1000, memory / 1024, heap / 1024];
}

const settings = ({ spec }: Component) => (spec.configOverrides.server ?? []).map((line) => line.split("=")[0] ?? "");

/** https://docs.confluent.io/operator/3.4/co-plan-sizing.html, column Minimum: pods, CPU, GB. */
const minimum: Record<string, [string, number, number, number]> = {
    kraftcontroller: ["eks", 3, 3, 4],
    zookeeper: ["classic-eks", 3, 2, 4],
    kafka: ["eks", 3, 4, 16],
    schemaregistry: ["eks", 2, 2, 4],
    connect: ["eks", 2, 4, 16],
    "controlcenter-next-gen": ["eks", 1, 4, 8],
    controlcenter: ["classic-eks", 1, 4, 16],
    ksqldb: ["eks", 2, 4, 20],
};

describe("the sizes of the platform", () => {
    for (const [size, times] of [
        ["size-medium", 1],
        ["size-large", 2],
    ] as const) {
        it(`ask in ${size} for ${times} times what Confluent says is the least for production`, async () => {
            const found = new Map([...(await withSize("eks", size)), ...(await withSize("classic-eks", size))]);
            for (const [name, [, pods, cpu, memory]] of Object.entries(minimum)) {
                assert.deepEqual(sizeOf(found.get(name)).slice(0, 3), [pods, times * cpu, times * memory], name);
            }
        });
    }

    for (const overlay of ["eks", "classic-eks"]) {
        for (const size of ["size-demo", "size-medium", "size-large"]) {
            it(`give each component of ${overlay} in ${size} one heap below its memory, and say no setting twice`, async () => {
                const found = await withSize(overlay, size);
                assert.equal(found.size, 8);
                for (const [name, component] of found) {
                    const { requests, limits } = component.spec.podTemplate.resources;
                    assert.ok(mebibytes(requests.memory) <= mebibytes(limits.memory), name);
                    assert.ok(millicores(requests.cpu) <= millicores(limits.cpu), name);
                    const heaps = component.spec.configOverrides.jvm.filter((flag) => /^-Xm[sx]/.test(flag));
                    const [least, most] = heaps.map((flag) => mebibytes(flag.slice("-Xmx".length)));
                    assert.equal(heaps.length, 2, name);
                    assert.equal(least, most, name);
                    assert.ok((most ?? 0) <= 0.75 * mebibytes(requests.memory), `${name}: ${most}`);
                    assert.deepEqual(settings(component), [...new Set(settings(component))], name);
                }
            });
        }

        it(`have in size-demo what the base and the components of ${overlay} have by themselves`, async () => {
            const sized = await withSize(overlay, "size-demo");
            const bare = withoutSize(overlay);
            for (const [name, component] of sized) {
                const without = bare.get(name);
                assert.ok(without);
                assert.deepEqual(sizeOf(component), sizeOf(without), name);
                assert.deepEqual(component.spec.podTemplate.resources, without.spec.podTemplate.resources, name);
                assert.deepEqual(component.spec.services, without.spec.services, name);
            }
        });
    }
});
