import type { Rendered } from "../../rehearsal/overlays/objects";

type Objects = ReadonlyMap<string, Rendered>;

/** Kustomize's hash of a ConfigMap's or Secret's contents, at the end of its name (kustomize, api/hasher). */
const hashed = /^((?:ConfigMap|Secret)\/.+)-[2456789bcdfghkmt]{10}$/;

/**
 * Both sides, a generated ConfigMap or Secret under its name without the hash of its contents where each side has just one
 * such. Otherwise new contents would look like another object.
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
