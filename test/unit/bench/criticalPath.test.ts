import assert from "node:assert/strict";
import fc from "fast-check";
import { criticalPath, type StateResource } from "../../../bench/up/criticalPath";

/** A resource that takes seconds. */
interface Timed extends StateResource {
    seconds: number;
}

const urnOf = (index: number): string => `urn:pulumi:s::p::t::${index}`;
const pathOf = (resources: readonly Timed[]) => criticalPath(resources, (resource) => (resource as Timed).seconds);
const sum = (resources: readonly Timed[]): number => resources.reduce((total, { seconds }) => total + seconds, 0);

/** How one resource can wait for another. */
const edges: Record<string, (on: StateResource) => Partial<StateResource>> = {
    dependency: ({ urn }) => ({ dependencies: [urn] }),
    property: ({ urn }) => ({ propertyDependencies: { none: null, some: [urn] } }),
    parent: ({ urn }) => ({ parent: urn }),
    provider: ({ urn }) => ({ provider: `${urn}::some-id` }),
    deletedWith: ({ urn }) => ({ deletedWith: urn }),
};

const secondsList = fc.array(fc.nat(1000), { minLength: 1, maxLength: 8 });

/** Each resource may wait, in any way, for any that come before it. */
const graphs = fc
    .array(fc.record({ seconds: fc.nat(1000), on: fc.nat(), edge: fc.constantFrom(...Object.keys(edges)) }), {
        minLength: 1,
        maxLength: 12,
    })
    .map((specs) =>
        specs.reduce<Timed[]>((made, { seconds, on, edge }, index) => {
            const other = made[on % (made.length + 1)];
            const wait = other ? edges[edge]?.(other) : {};
            return [...made, { urn: urnOf(index), type: "t", custom: true, seconds, ...wait }];
        }, []),
    );

/** What a resource waits for, found the simple way: each has one edge at most. */
function chainTo(resource: Timed, all: readonly Timed[]): Timed[] {
    const text = JSON.stringify({ ...resource, urn: "" });
    const before = all.find(({ urn }) => text.includes(`"${urn}"`) || text.includes(`"${urn}::some-id"`));
    return before ? [...chainTo(before, all), resource] : [resource];
}

describe("bench: critical path", () => {
    for (const [name, edge] of Object.entries(edges)) {
        it(`is the sum on a chain by ${name}`, () => {
            fc.assert(
                fc.property(secondsList, (list) => {
                    const chain = list.reduce<Timed[]>((made, seconds, index) => {
                        const last = made.at(-1);
                        const wait = last ? edge(last) : {};
                        return [...made, { urn: urnOf(index), type: "t", custom: true, seconds, ...wait }];
                    }, []);
                    assert.equal(pathOf(chain).seconds, sum(chain));
                }),
            );
        });
    }

    it("is the longest alone where nothing waits", () => {
        fc.assert(
            fc.property(secondsList, (list) => {
                const resources = list.map((seconds, index) => ({ urn: urnOf(index), type: "t", seconds }));
                assert.equal(pathOf(resources).seconds, Math.max(...list));
            }),
        );
    });

    it("is as long as the longest of all chains, and names one that is, whatever the order in the state", () => {
        fc.assert(
            fc.property(graphs, fc.boolean(), (resources, turned) => {
                const path = pathOf(turned ? [...resources].reverse() : resources);
                assert.equal(path.seconds, Math.max(...resources.map((one) => sum(chainTo(one, resources)))));
                assert.equal(sum(resources.filter(({ urn }) => path.urns.includes(urn))), path.seconds);
            }),
        );
    });

    it("waits for all that a component makes, not for what is below any other resource", () => {
        const family = (custom: boolean): Timed[] => [
            { urn: "parent", type: "t", custom, seconds: 1 },
            { urn: "child", type: "t", custom: true, parent: "parent", seconds: 10 },
            { urn: "grandchild", type: "t", custom: true, parent: "child", seconds: 100 },
            { urn: "user", type: "t", custom: true, dependencies: ["parent"], seconds: 1000 },
        ];
        assert.deepEqual(pathOf(family(false)), { seconds: 1111, urns: ["parent", "child", "grandchild", "user"] });
        assert.deepEqual(pathOf(family(true)), { seconds: 1001, urns: ["parent", "user"] });
    });

    it("lets a child depend on the component that it is in", () => {
        const resources: Timed[] = [
            { urn: "component", type: "t", custom: false, seconds: 0 },
            { urn: "one", type: "t", custom: true, parent: "component", dependencies: ["component"], seconds: 5 },
            { urn: "other", type: "t", custom: true, parent: "component", dependencies: ["component"], seconds: 7 },
        ];
        assert.equal(pathOf(resources).seconds, 7);
    });

    it("says which resources wait for each other", () => {
        const resources: Timed[] = [
            { urn: "one", type: "t", dependencies: ["other"], seconds: 1 },
            { urn: "other", type: "t", dependencies: ["one"], seconds: 1 },
        ];
        assert.throws(() => pathOf(resources), /one waits for itself, by one, other/);
    });
});
