import type { Parameter, Template } from "./template";
import { brokenRules } from "./evaluate";

/**
 * Why CloudFormation would reject parameters before it creates anything, in the template's own words; empty if it
 * accepts them. It matches a pattern with the whole value, and with each value of a list.
 */
export function refusals(template: Template, parameters: Record<string, string>): string[] {
    const problems = Object.entries(template.Parameters).flatMap(([name, parameter]) => {
        const value = parameters[name] ?? parameter.Default;
        if (value === undefined) return [`${name} is missing`];
        return accepts(parameter, value) ? [] : [`${name} ${parameter.ConstraintDescription ?? "is not allowed"}`];
    });
    const unknown = Object.keys(parameters).filter((name) => !(name in template.Parameters));
    if (problems.length > 0 || unknown.length > 0) return [...problems, ...unknown.map((name) => `${name} is unknown`)];
    return brokenRules({ template, parameters });
}

function accepts({ Type, AllowedPattern, AllowedValues }: Parameter, value: string): boolean {
    const pattern = AllowedPattern === undefined ? undefined : new RegExp(`^(?:${AllowedPattern})$`);
    const values = Type === "CommaDelimitedList" ? value.split(",").map((each) => each.trim()) : [value];
    return values.every((each) => (pattern?.test(each) ?? true) && (AllowedValues?.includes(each) ?? true));
}
