import { z } from "zod";
import { bare } from "../../../config/fields";
import { allKeys, nearestKey, schemaAt } from "../../../config/keys";
import { project } from "../../../base/checkout";

/**
 * Keys of the AWS provider that this program uses
 * (https://www.pulumi.com/registry/packages/aws/installation-configuration/).
 */
const providerKeys = ["aws:region", "aws:profile"];

/**
 * Problems with a key and its value, according to the configuration's schema.
 *
 * @param key as in `pulumi config set --path`: `cluster.nodes.desired`, `network.zones[0]`
 * @param value undefined if it is unknown, or isn't given at all: then only the key is checked
 * @param as `pulumi`: true, false and whole numbers aren't strings; `json`: JSON is parsed
 */
export function settingProblems(key: string, value: string | undefined, as: "pulumi" | "json"): string[] {
    if (providerKeys.includes(key)) return [];
    const path = key.replace(new RegExp(`^${project}:`), "");
    const [, name = "", index] = /^(.*?)(\[\d+\])?$/.exec(path) ?? [];
    const schema = schemaOf(name);
    if (!schema) {
        const nearest = nearestKey(name);
        return [`${key} is no key of the configuration${nearest ? `; did you mean ${nearest}?` : ""}`];
    }
    if (value === undefined) return [];
    const isList = bare(schema) instanceof z.ZodArray;
    if (index && !isList) return [`${name} is no list, so ${key} is no key`];
    if (isList && !index && as === "pulumi") return [`${name} is a list: set its entries, '${name}[0]' first`];
    const typed = as === "json" ? fromJson(value) : fromPulumi(value);
    const parsed = z.safeParse(schema, index ? [typed] : typed);
    if (parsed.success) return [];
    // From the first entry of a list, it can't be determined whether the list is long enough.
    const issues = parsed.error.issues.filter(({ path: at }) => !index || at.length > 0);
    return issues.map(({ message }) => `${key} ${value}: ${message}`);
}

/** A key's schema, including one below a key that is described as a whole, such as `gitops.githubApp.id`. */
function schemaOf(path: string): z.core.$ZodType | undefined {
    const found = schemaAt(path);
    if (found || !path.includes(".")) return found;
    const at = path.lastIndexOf(".");
    const above = schemaAt(path.slice(0, at));
    const group = above && bare(above);
    const shape = group instanceof z.ZodObject ? (group.shape as Record<string, z.core.$ZodType>) : {};
    return shape[path.slice(at + 1)];
}

/** Whether a path names a key or a group of keys, which can be removed. */
export const isKeyOrGroup = (path: string): boolean =>
    schemaOf(path.replace(/\[\d+\]$/, "")) !== undefined || allKeys.some((key) => key.path.startsWith(`${path}.`));

/** https://www.pulumi.com/docs/iac/cli/commands/pulumi_config_set/ */
function fromPulumi(value: string): unknown {
    if (value === "true" || value === "false") return value === "true";
    return /^(0|-?[1-9]\d*)$/.test(value) ? Number(value) : value;
}

function fromJson(value: string): unknown {
    try {
        return JSON.parse(value) as unknown;
    } catch {
        return value;
    }
}
