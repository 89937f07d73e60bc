import type { ResourceRule } from "../rule";
import { taggable } from "../taggable";
import { at, isGroup, text, texts, unknown, type Value } from "../values";

/** A provider's configuration arrives as texts, nested groups as JSON. */
function parsed(value: Value): Value {
    return typeof value === "string" ? (JSON.parse(value) as Value) : value;
}

export const requiredTags: ResourceRule = {
    name: "required-tags",
    description: "Every AWS resource that can be tagged says whose it is.",
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
    check({ props, provider }, { keys }) {
        const sources: Value[] = [at(props, "tags"), at(parsed(at(provider?.props, "defaultTags")), "tags")];
        if (sources.includes(unknown)) return [];
        const present: Record<string, Value> = Object.fromEntries(
            sources.filter(isGroup).flatMap((source) => Object.entries(source)),
        );
        const missing = texts(keys).filter((key) => text(present[key]) === "");
        return missing.length === 0
            ? []
            : [
                  {
                      wrong: `it lacks the tag ${missing.join(" and the tag ")}`,
                      allowed: `resources with the tags ${texts(keys).join(", ")}`,
                      remedy: "Set them once in aws:defaultTags of the stack's file, as Pulumi.eks.yaml does",
                  },
              ];
    },
};
