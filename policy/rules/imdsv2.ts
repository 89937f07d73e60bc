import type { Finding, ResourceRule } from "../rule";
import { at, shown, unknown } from "../values";

/**
 * Instance metadata hands out the node's AWS credentials. Version 2 takes no forwarded request, and an answer that may
 * travel one hop ends at the node, outside its pods
 * (https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html).
 */
export const imdsv2: ResourceRule = {
    name: "imdsv2",
    description: "A node's metadata is served by IMDSv2 alone, and not to its pods.",
    types: /^aws:(ec2\/(launchTemplate|instance)|eks\/nodeGroup):/,
    check({ type, props }): Finding[] {
        if (type.startsWith("aws:eks/")) {
            // EKS makes a template of its own then, with two hops.
            return at(props, "launchTemplate") === undefined
                ? [
                      {
                          wrong: "launchTemplate is not set",
                          allowed: "node groups with a launch template that says how metadata is served",
                          remedy: "Give it an aws.ec2.LaunchTemplate with metadataOptions, as components/cluster/launchTemplate.ts does",
                      },
                  ]
                : [];
        }
        const options = at(props, "metadataOptions");
        if (options === unknown || at(options, "httpEndpoint") === "disabled") return [];
        const demands = { httpTokens: "required", httpPutResponseHopLimit: 1 };
        return Object.entries(demands)
            .filter(([key, demanded]) => ![demanded, unknown].includes(at(options, key) as string))
            .map(([key, demanded]) => ({
                wrong: `metadataOptions.${key} is ${shown(at(options, key))}`,
                allowed: JSON.stringify(demanded),
                remedy: `Set metadataOptions.${key} to ${JSON.stringify(demanded)}`,
            }));
    },
};
