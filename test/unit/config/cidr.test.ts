import assert from "node:assert/strict";
import fc from "fast-check";
import {
    addresses,
    aligned,
    type Block,
    firstOverlap,
    formatBlock,
    overlap,
    parseBlock,
    subnetBlocks,
} from "../../../config/cidr";
import { problemsOf } from "../../refusals";

const block = (least: number, most: number) =>
    fc
        .record({ first: fc.integer({ min: 0, max: 2 ** 32 - 1 }), prefix: fc.integer({ min: least, max: most }) })
        .map(aligned);
const parse = (text: string): Block => parseBlock(text) ?? assert.fail(`${text} is no block`);
const ends = ({ first, prefix }: Block) => first + addresses(prefix);

describe("CIDR blocks", () => {
    it("are the same after being written and read", () => {
        fc.assert(fc.property(block(0, 32), (one) => assert.deepEqual(parse(formatBlock(one)), one)));
    });

    it("overlap exactly where they share an address", () => {
        fc.assert(
            fc.property(block(20, 32), block(20, 32), (a, b) => {
                assert.equal(overlap(a, b), Math.max(a.first, b.first) < Math.min(ends(a), ends(b)));
            }),
        );
        fc.assert(fc.property(block(0, 31), (one) => overlap(one, { ...one, prefix: one.prefix + 1 })));
    });

    it("find the overlapping pair in a list", () => {
        assert.deepEqual(firstOverlap(["10.0.0.0/24", "10.0.1.0/24", "10.0.1.128/25"]), [
            "10.0.1.0/24",
            "10.0.1.128/25",
        ]);
        assert.equal(firstOverlap(["10.0.0.0/24", "10.0.1.0/24"]), undefined);
    });

    for (const text of [
        "10.0.0.0",
        "10.0.0/16",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "010.0.0.0/8",
        "::/0",
        "10.0.0.0/16/16",
        "",
    ]) {
        it(`are not ${JSON.stringify(text)}`, () => assert.equal(parseBlock(text), undefined));
    }
});

describe("the subnets of a VPC", () => {
    const vpcs = fc.tuple(block(16, 24), fc.integer({ min: 2, max: 3 }));

    it("lie inside it, apart from each other, and are at least the /28 that AWS asks for", () => {
        fc.assert(
            fc.property(vpcs, ([vpc, zones]) => {
                const subnets = Object.values(subnetBlocks(formatBlock(vpc), zones)).flat();
                assert.equal(subnets.length, 2 * zones);
                assert.equal(firstOverlap(subnets), undefined);
                for (const subnet of subnets.map(parse)) {
                    assert.ok(subnet.first >= vpc.first && ends(subnet) <= ends(vpc));
                    assert.ok(subnet.prefix <= 28);
                    assert.deepEqual(aligned(subnet), subnet);
                }
            }),
        );
    });

    it("stay where they are when a zone is added", () => {
        fc.assert(
            fc.property(vpcs, ([vpc]) => {
                const [two, three] = [2, 3].map((zones) => subnetBlocks(formatBlock(vpc), zones));
                assert.deepEqual(three?.private.slice(0, 2), two?.private);
                assert.deepEqual(three?.public.slice(0, 2), two?.public);
            }),
        );
    });

    it("are refused in a VPC of any size but /16 to /24", async () => {
        const sizes = fc.integer({ min: 0, max: 32 });
        await fc.assert(
            fc.asyncProperty(sizes, async (prefix) => {
                const cidr = formatBlock(aligned({ first: 0x0a000000, prefix }));
                const keys = await problemsOf("eks", { "network.cidr": cidr, "cluster.nodes.maxUnavailable": 9 });
                const refused = keys.some(({ key }) => key === "network.cidr");
                assert.equal(refused, prefix < 16 || prefix > 24, cidr);
            }),
            { numRuns: 20 },
        );
    });
});
