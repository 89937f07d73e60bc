import ipaddr from "ipaddr.js";

/** An IPv4 block: its first address as an unsigned 32-bit number, and its prefix length in bits. */
export interface Block {
    first: number;
    prefix: number;
}

/** Parses `10.0.0.0/16`. Returns undefined for anything else: IPv6, missing octets, a prefix longer than 32. */
export function parseBlock(text: string): Block | undefined {
    const [address, bits, ...rest] = text.split("/");
    if (rest.length > 0 || !address || !bits || !/^\d{1,2}$/.test(bits) || Number(bits) > 32) return undefined;
    if (!ipaddr.IPv4.isValidFourPartDecimal(address)) return undefined;
    const first = ipaddr.IPv4.parse(address)
        .toByteArray()
        .reduce((sum, octet) => sum * 256 + octet, 0);
    return { first, prefix: Number(bits) };
}

/** The number of addresses in a block with this prefix. */
export const addresses = (prefix: number): number => 2 ** (32 - prefix);

/** The block with its first address according to the prefix: `10.0.1.0/16` becomes `10.0.0.0/16`. */
export function aligned(block: Block): Block {
    return { ...block, first: block.first - (block.first % addresses(block.prefix)) };
}

export function formatBlock({ first, prefix }: Block): string {
    const octets = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
    return `${octets.join(".")}/${prefix}`;
}

export function overlap(one: Block, other: Block): boolean {
    const [a, b] = [aligned(one), aligned(other)];
    return a.first < b.first + addresses(b.prefix) && b.first < a.first + addresses(a.prefix);
}

/** Whether a block is entirely inside another. False if either text is not a block. */
export function isWithin(text: string, other: string): boolean {
    const [inner, outer] = [parseBlock(text), parseBlock(other)];
    return Boolean(inner && outer && inner.prefix >= outer.prefix && overlap(inner, outer));
}

/**
 * Blocks from which no packet on the internet comes: private, shared by carriers, the machine itself, its link,
 * multicast and reserved (https://www.iana.org/assignments/iana-ipv4-special-registry). EKS accepts none of them for
 * its public endpoint: "The CIDR blocks can't include reserved addresses"
 * (https://repost.aws/knowledge-center/eks-lock-api-access-IP-addresses).
 */
export const neverPublic: readonly string[] = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "224.0.0.0/4",
    "240.0.0.0/4",
];

/** A block wider than this doesn't belong to one company: a list of halves (0.0.0.0/1, 128.0.0.0/1) also means the world. */
const widest = 8;

/** Whether a block contains a large part of the internet. */
export const isOpen = (text: string): boolean => (parseBlock(text)?.prefix ?? 0) < widest;

/** The first two entries of a list that overlap, as they were written; undefined if none do. */
export function firstOverlap(texts: readonly string[]): [string, string] | undefined {
    for (const [index, one] of texts.entries()) {
        for (const other of texts.slice(index + 1)) {
            const [a, b] = [parseBlock(one), parseBlock(other)];
            if (a && b && overlap(a, b)) return [one, other];
        }
    }
    return undefined;
}

export interface SubnetBlocks {
    public: string[];
    private: string[];
}

/**
 * The subnets of a VPC, one public and one private for each zone.
 *
 * The block is cut in quarters: zone i gets quarter i for its private subnet, and the i-th quarter of the last
 * quarter for its public one. The cut does not depend on how many zones there are, so adding the third zone leaves
 * the addresses of the first two as they are.
 *
 * @param cidr a block from /16 to /24: AWS allows a VPC of /16 at most, and a subnet of /28 at least
 *   (https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html).
 * @param zones 1 to 3
 */
export function subnetBlocks(cidr: string, zones: number): SubnetBlocks {
    const vpc = parseBlock(cidr);
    if (!vpc || zones > 3) throw new RangeError(`no subnets for ${zones} zones in ${cidr}`);
    const piece = (whole: Block, extraBits: number, index: number): Block => ({
        first: whole.first + index * addresses(whole.prefix + extraBits),
        prefix: whole.prefix + extraBits,
    });
    const lastQuarter = piece(vpc, 2, 3);
    const indexes = Array.from({ length: zones }, (_, index) => index);
    return {
        private: indexes.map((index) => formatBlock(piece(vpc, 2, index))),
        public: indexes.map((index) => formatBlock(piece(lastQuarter, 2, index))),
    };
}
