import { z } from "zod";
import { aligned, formatBlock, isWithin, parseBlock } from "../cidr";
import { choice, field } from "../fields";

/** An IPv4 block written with its first address. */
export const block = (text: z.ZodString = z.string()) =>
    text.superRefine((value, context) => {
        const parsed = parseBlock(value);
        if (!parsed) return context.addIssue("is not an IPv4 block in CIDR notation");
        const first = formatBlock(aligned(parsed));
        if (first !== value) context.addIssue(`does not begin at its first address; that block is ${first}`);
    });

/** Blocks whose addresses no host may have (https://www.iana.org/assignments/iana-ipv4-special-registry). */
const noHosts = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4"];

/** AWS allows at most /16 for a VPC; below /24, the smallest subnets here would be below AWS's minimum of /28. */
const vpcBlock = block()
    .refine((value) => !noHosts.some((other) => isWithin(value, other)), "is reserved, and can't be used for a VPC")
    .refine(
        (value) => {
            const prefix = parseBlock(value)?.prefix;
            return prefix === undefined || (prefix >= 16 && prefix <= 24);
        },
        {
            error: ({ input }) =>
                (parseBlock(String(input))?.prefix ?? 0) > 24
                    ? "is too small for the subnets"
                    : "is larger than AWS allows a VPC to be",
        },
    );

const ids = (kind: string) =>
    z.array(z.string().regex(new RegExp(`^${kind}-([0-9a-f]{8}|[0-9a-f]{17})$`), `is not a ${kind} id`));
const noRepeats = (list: string[]) => new Set(list).size === list.length;

const sourceOf = <Source extends string>(source: Source) =>
    field(z.literal(source), {
        allowed: "create or existing",
        meaning: "Whether the stack creates the VPC or uses an existing one.",
        example: source,
    });

const create = z.strictObject({
    source: sourceOf("create"),
    cidr: field(vpcBlock.default("10.0.0.0/16"), {
        allowed: "an IPv4 block from /16 to /24",
        meaning: "The VPC's addresses, divided into one private and one public subnet for each zone.",
        example: "10.0.0.0/16",
    }),
    zones: field(
        z
            .array(z.string().regex(/^[a-z]{2,}(-[a-z]+)+-\d[a-z]$/, "is not the name of an availability zone"))
            .min(2, "has fewer than two zones")
            .max(3, "has more than three zones")
            .refine(noRepeats, "names a zone twice"),
        {
            allowed: "two or three different availability zones of the stack's region (aws:region)",
            meaning: "The zones of the subnets. You can't add zones to an existing cluster: EKS doesn't support it.",
            example: ["eu-central-1a", "eu-central-1b"],
        },
    ),
    nat: field(choice(["none", "single", "perZone"]).default("single"), {
        allowed: "none, single or perZone",
        meaning:
            "NAT gateways: one for all zones, one for each zone, or none. With none, and without endpoints, the nodes are in the public subnets and have public addresses.",
        example: "none",
    }),
    endpoints: field(z.boolean().default(false), {
        allowed: "true or false",
        meaning:
            "Whether to create the VPC endpoints that private nodes need without NAT. Images then come from mirrors.images.",
        example: true,
    }),
});

const existing = z.strictObject({
    source: sourceOf("existing"),
    vpcId: field(z.string().regex(/^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/, "is not a VPC id"), {
        allowed: "the id of a VPC",
        meaning: "The VPC to use.",
        example: "vpc-0a1b2c3d4e5f60718",
    }),
    publicSubnetIds: field(ids("subnet").refine(noRepeats, "names a subnet twice").default([]), {
        allowed: "ids of subnets of that VPC with a route to an internet gateway",
        meaning: "Subnets for load balancers, and for the nodes if there are no private subnets.",
        example: ["subnet-0a1b2c3d4e5f60711", "subnet-0a1b2c3d4e5f60712"],
    }),
    privateSubnetIds: field(ids("subnet").refine(noRepeats, "names a subnet twice").default([]), {
        allowed: "ids of subnets of that VPC whose nodes reach AWS and the images through NAT, a proxy or endpoints",
        meaning: "Subnets for the nodes.",
        example: ["subnet-0a1b2c3d4e5f60721", "subnet-0a1b2c3d4e5f60722"],
    }),
});

export const networkGroup = z.discriminatedUnion("source", [create, existing]);
