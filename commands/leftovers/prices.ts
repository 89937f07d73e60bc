/**
 * Prices in us-east-1, where AWS is usually cheapest, in US dollars. They show what matters, and are not a bill.
 *
 * From AWS's pages https://aws.amazon.com/ebs/pricing, /elasticloadbalancing/pricing, /vpc/pricing, /kms/pricing and
 * /cloudwatch/pricing, as quoted in February 2026.
 */
export const pricesOf = "February 2026";

/** Hours of a month in AWS's calculator. */
const hours = 730;

/** Per GiB and month, by type of volume. */
const volumes: Readonly<Record<string, number>> = {
    gp3: 0.08,
    gp2: 0.1,
    io1: 0.125,
    io2: 0.125,
    st1: 0.045,
    sc1: 0.015,
    standard: 0.05,
};

export const prices = {
    /** Without provisioned IOPS and throughput. */
    volume: (type: string | undefined, gib: number): number => (volumes[type ?? "gp3"] ?? 0.1) * gib,
    /** The maximum: a snapshot only contains what has changed since the previous one. */
    snapshot: (gib: number): number => 0.05 * gib,
    classicLoadBalancer: 0.025 * hours,
    loadBalancer: 0.0225 * hours,
    natGateway: 0.045 * hours,
    address: 0.005 * hours,
    key: 1,
    logs: (bytes: number): number => (0.03 * bytes) / 1e9,
} as const;
