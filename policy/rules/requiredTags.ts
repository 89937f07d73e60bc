import type { ResourceRule } from "../rule";
import { taggable } from "../taggable";
import { at, isGroup, list, text, texts, unknown, type Value } from "../values";

/** A provider's configuration arrives as texts, nested groups as JSON. */
function parsed(value: Value): Value {
    return typeof value === "string" ? (JSON.parse(value) as Value) : value;
}

export const requiredTags: ResourceRule = {
    name: "required-tags",
    description:
        "Every AWS resource that can be tagged says whose it is, and so do the instances and volumes that AWS makes.",
    types: new RegExp(`^aws:(${taggable.join("|")}):`),
    config: {
        properties: {
            keys: {
                type: "array",
                items: { type: "string" },
                default: ["Project", "Stack"],
                description: "Tags that each resource has to have, of its own or by aws:defaultTags.",
            },
        },
    },
    check({ type, props, provider }, { keys }) {
        const own: Value[] = [at(props, "tags"), at(parsed(at(provider?.props, "defaultTags")), "tags")];
        return [{ what: "it", sources: own }, ...madeByAws(type, props)].flatMap(({ what, sources }) => {
            if (sources.includes(unknown)) return [];
            const present: Record<string, Value> = Object.fromEntries(
                sources.filter(isGroup).flatMap((source) => Object.entries(source)),
            );
            const missing = texts(keys).filter((key) => text(present[key]) === "");
            return missing.length === 0
                ? []
                : [
                      {
                          wrong: `${what} lacks the tag ${missing.join(" and the tag ")}`,
                          allowed: `resources with the tags ${texts(keys).join(", ")}`,
                          remedy: "Set them once in aws:defaultTags of the stack's file, as Pulumi.eks.yaml does",
                      },
                  ];
        });
    },
};

interface Tagged {
    /** In a message: `the volume that it makes`. */
    what: string;
    sources: Value[];
}

/** What AWS makes of a resource, which has none of the resource's tags by itself. */
function madeByAws(type: string, props: Value): Tagged[] {
    if (type === "aws:ec2/launchTemplate:LaunchTemplate") {
        const specifications = at(props, "tagSpecifications");
        return ["instance", "volume", "network-interface"].map((kind) => ({
            what: `the ${kind} that it makes (tagSpecifications)`,
            sources:
                specifications === unknown
                    ? [unknown]
                    : list(specifications).flatMap((one) =>
                          at(one, "resourceType") === kind ? [at(one, "tags")] : [],
                      ),
        }));
    }
    if (type !== "aws:eks/addon:Addon" || at(props, "addonName") !== "aws-ebs-csi-driver") return [];
    const values = at(props, "configurationValues");
    const source = values === unknown ? unknown : at(parsed(values), "controller", "extraVolumeTags");
    return [{ what: "the volume that it makes (controller.extraVolumeTags)", sources: [source] }];
}
