import * as aws from "@pulumi/aws";
import type { Example } from "./example";

const group = (name: string, from: string) =>
    void new aws.ec2.SecurityGroup(name, {
        vpcId: "vpc-1",
        ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: [from] }],
        egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
    });

export const noOpenRanges: Example = {
    bad: () => group("open", "0.0.0.0/0"),
    good: () => group("narrow", "203.0.113.0/24"),
    says: {
        wrong: /ingress\[0\]\.cidrBlocks lets in \["0\.0\.0\.0\/0"\]/,
        remedy: /the addresses that have to come in/,
    },
};
