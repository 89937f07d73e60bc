import type { Resource, Template, Value } from "./template";

/**
 * A template without some kinds of resources, without everything that refers to them, directly or indirectly, and
 * without the outputs that do.
 *
 * @param isLeftOut called with a resource's type
 */
export function subset(template: Template, isLeftOut: (type: string) => boolean): Template {
    let kept = Object.entries(template.Resources).filter(([, { Type }]) => !isLeftOut(Type));
    for (let before = Infinity; kept.length < before;) {
        before = kept.length;
        const gone = goneOf(template, kept);
        kept = kept.filter(([, resource]) => !refersTo(resource, gone));
    }
    const gone = goneOf(template, kept);
    const outputs = Object.entries(template.Outputs).filter(([, { Value }]) => !mentions(Value, gone));
    return { ...template, Resources: Object.fromEntries(kept), Outputs: Object.fromEntries(outputs) };
}

function goneOf(template: Template, kept: [string, Resource][]): Set<string> {
    const names = new Set(kept.map(([name]) => name));
    return new Set(Object.keys(template.Resources).filter((name) => !names.has(name)));
}

const refersTo = ({ Properties = {}, DependsOn = [] }: Resource, gone: Set<string>): boolean =>
    [DependsOn].flat().some((name) => gone.has(name)) || mentions(Properties, gone);

/** Whether a value contains a Ref, a GetAtt or a `${…}` for one of these. */
function mentions(value: Value, names: Set<string>): boolean {
    if (Array.isArray(value)) return value.some((each) => mentions(each, names));
    if (typeof value !== "object" || value === null) return false;
    return Object.entries(value).some(([key, argument]) => {
        if (key === "Ref") return names.has(argument as string);
        if (key === "Fn::GetAtt") return names.has((argument as string[])[0] ?? "");
        if (key === "Fn::Sub") {
            return [...(argument as string).matchAll(/\$\{(\w+)/g)].some(([, name = ""]) => names.has(name));
        }
        return mentions(argument, names);
    });
}
