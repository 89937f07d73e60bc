import * as aws from "@pulumi/aws";
import type { Example } from "./example";

const vpc = (protect: boolean) => void new aws.ec2.Vpc("network", { cidrBlock: "10.0.0.0/16" }, { protect });

export const protectedInProd: Example = {
    inProduction: true,
    bad: () => vpc(false),
    good: () => vpc(true),
    says: { wrong: /protect is not set/, remedy: /Set cluster\.deletionProtection to true/ },
};
