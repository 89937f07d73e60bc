/** The part of kubectl's JSONPath that conditions use: `{.a.b[0]['c.d'].e}` and `[?(@.type=="Ready")]`. */
import { isMap, type Json } from "../values";

type Step = { readonly key: string } | { readonly where: { readonly key: string; readonly is: string } };

const STEP =
    /^(?:\.((?:\\.|[^.[\]\\])+)|\[(\d+)\]|\[(?:'([^']*)'|"([^"]*)")\]|\[\?\(@\.([\w-]+)\s*==\s*(?:'([^']*)'|"([^"]*)")\)\])/;

/** @throws Error for what is not of this form. */
export function parseJsonPath(path: string): Step[] {
    const steps: Step[] = [];
    let rest = path.replace(/^\{|\}$/g, "");
    while (rest !== "") {
        const found = STEP.exec(rest);
        if (found === null) {
            throw new Error(`JSONPath ${path}: cannot read ${rest}`);
        }
        const [whole, dotted, index, single, double, key, one, two] = found;
        steps.push(
            key === undefined
                ? { key: dotted?.replace(/\\(.)/g, "$1") ?? index ?? single ?? double ?? "" }
                : { where: { key, is: one ?? two ?? "" } },
        );
        rest = rest.slice(whole.length);
    }
    return steps;
}

/** The value there, or undefined; of several that a filter finds, the first. */
export function valueAt(steps: readonly Step[], root: Json): Json | undefined {
    let value: Json | undefined = root;
    for (const step of steps) {
        if ("where" in step) {
            const { key, is } = step.where;
            const list: readonly Json[] = Array.isArray(value) ? value : [];
            value = list.find((entry) => isMap(entry) && entry[key] === is);
        } else if (Array.isArray(value)) {
            value = value[Number(step.key)] as Json | undefined;
        } else {
            value = isMap(value) ? value[step.key] : undefined;
        }
    }
    return value;
}
