/** Bits that a range has to fix: a range of fewer is a 256th of all addresses, or more. */
const narrowest = 8;

/** Whether a CIDR block is that wide: 0.0.0.0/0, ::/0, and halves of the internet such as 128.0.0.0/1. */
export function isOpen(block: string): boolean {
    const [, bits] = /^[0-9a-fA-F.:]+\/(\d+)$/.exec(block.trim()) ?? [];
    return bits !== undefined && Number(bits) < narrowest;
}

/** For messages. */
export const allowedRanges = `ranges of /${narrowest} and narrower, such as 203.0.113.0/24`;
