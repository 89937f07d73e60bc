import type { Rendered } from "../../rehearsal/overlays/objects";

type Objects = ReadonlyMap<string, Rendered>;

/** The hash that Kustomize appends to the name of a ConfigMap or Secret (kustomize, api/hasher). */
const hashed = /^((?:ConfigMap|Secret)\/.+)-[2456789bcdfghkmt]{10}$/;

/**
 * Both sides, with each generated ConfigMap or Secret under its name without the hash, if each side has exactly one of that
 * name. Otherwise, new contents would look like another object.
 */
export function pairHashed(base: Objects, head: Objects): [Map<string, Rendered>, Map<string, Rendered>] {
    const [before, after] = [base, head].map((objects) => {
        const names = [...objects.keys()].map((name) => hashed.exec(name)?.[1] ?? "");
        return new Set(names.filter((name) => name && names.indexOf(name) === names.lastIndexOf(name)));
    });
    const renamed = (objects: Objects): Map<string, Rendered> =>
        new Map(
            [...objects].map(([name, rendered]) => {
                const plain = hashed.exec(name)?.[1] ?? "";
                return before?.has(plain) && after?.has(plain)
                    ? [`${plain}-…`, { ...rendered, fields: withoutName(rendered.fields) }]
                    : [name, rendered];
            }),
        );
    return [renamed(base), renamed(head)];
}

const withoutName = (fields: Rendered["fields"]): Rendered["fields"] =>
    new Map([...fields].filter(([path]) => path !== "metadata.name"));
