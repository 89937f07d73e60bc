import * as aws from "@pulumi/aws";
import type { Example } from "./example";

export const oneProvider: Example = {
    bad() {
        const tags = { Project: "examples", Stack: "elsewhere" };
        const provider = new aws.Provider("elsewhere", { region: "us-east-1", defaultTags: { tags } });
        new aws.ec2.Eip("here-1");
        new aws.ec2.Eip("here-2");
        new aws.ec2.Eip("there", {}, { provider });
    },
    good() {
        new aws.ec2.Eip("here-3");
        new aws.ec2.Eip("here-4");
    },
    says: {
        wrong: /it goes through elsewhere, and the rest of the stack through the default provider/,
        remedy: /stack of its own/,
    },
};
