import * as aws from "@pulumi/aws";
import type { Example } from "./example";

const tags = { Project: "examples", Stack: "examples" };

const template = (name: string, httpPutResponseHopLimit: number) =>
    void new aws.ec2.LaunchTemplate(name, {
        blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "true" } }],
        tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({ resourceType, tags })),
        metadataOptions: { httpTokens: "required", httpPutResponseHopLimit },
    });

export const imdsv2: Example = {
    bad: () => template("two-hops", 2),
    good: () => template("one-hop", 1),
    says: { wrong: /metadataOptions\.httpPutResponseHopLimit is 2/, remedy: /HopLimit to 1/ },
};
