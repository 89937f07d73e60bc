import * as aws from "@pulumi/aws";
import type { Example } from "./example";

export const requiredTags: Example = {
    bad() {
        const provider = new aws.Provider("untagged", { region: "eu-central-1" });
        new aws.cloudwatch.LogGroup("nobodys", { tags: { Project: "examples" } }, { provider });
    },
    good: () => void new aws.cloudwatch.LogGroup("ours", {}),
    says: { wrong: /it lacks the tag Stack/, remedy: /aws:defaultTags/ },
};
