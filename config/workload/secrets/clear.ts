import { isObject, type Json, type JsonObject, textOf } from "../../kustomize/json";
import { at } from "../security/nodes";
import { isInCommand, isSecretSetting, whatIn } from "./settings";

/** A secret in plain text in an object. It doesn't include the value. */
export interface InTheClear {
    /** Its path in the object. */
    path: readonly (string | number)[];
    /** What it is, as a phrase: `a password`. */
    what: string;
    /** What to do about it. */
    fix: string;
}

type Path = readonly (string | number)[];

const byReference = "keep the value in a Secret that is not in Git, and refer to it";
export const instead = "npx confluent-gitops secrets seals it, pushes it to AWS Secrets Manager or applies it";

/** Where kubectl keeps a copy of the object (https://kubernetes.io/docs/reference/labels-annotations-taints/). */
const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";

/** Every secret in plain text in an object, which anyone who can read the object can read. */
export function inTheClear(object: JsonObject): InTheClear[] {
    const kind = textOf(object.kind);
    if (kind.endsWith("List") && Array.isArray(object.items)) {
        return object.items.flatMap((item, index) => (isObject(item) ? below(["items", index], inTheClear(item)) : []));
    }
    const applied = inApplied(object);
    if (kind === "Secret" && (object.apiVersion === "v1" || object.apiVersion === undefined)) {
        return [...inSecret(object), ...applied];
    }
    // Kustomize's own: it creates a Secret from what is in Git.
    if (kind === "SecretGenerator") return [generator([])];
    // A kubeconfig: https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/
    if (kind === "Config" && object.apiVersion === "v1") return inChartValues(object);
    // Sealed values are safe for everybody to read.
    if (kind === "SealedSecret") {
        return [...inValues(at(object, "spec.template"), ["spec", "template"], isFree), ...applied];
    }
    return [...inValues(object, [], isFree), ...inContainers(object, []), ...inFakeStore(object), ...applied];
}

const below = (path: Path, found: readonly InTheClear[]): InTheClear[] =>
    found.map((one) => ({ ...one, path: [...path, ...one.path] }));

export const generator = (path: Path, name = ""): InTheClear => ({
    path,
    what: `a secretGenerator${name ? `, of ${name},` : ""} which makes a Secret from files in Git`,
    fix: `remove it, and the files that it reads; ${instead.replace("seals it", "seals the Secret")}`,
});

/** Like `inTheClear`, for a Helm chart's values: every name counts. */
export const inChartValues = (values: Json, path: Path = []): InTheClear[] => inValues(values, path, () => true);

/** Placeholders, to be replaced by envsubst, Argo CD's vault plug-in, or a chart. */
const template = /^(\$\{[^}]+\}|<[^>]+>|\{\{[^}]*\}\})$/;

function inSecret(object: JsonObject): InTheClear[] {
    return ["data", "stringData"].flatMap((field) => {
        const values = object[field];
        if (!isObject(values)) return [];
        return Object.entries(values).flatMap(([key, value]) =>
            textOf(value) === "" || template.test(textOf(value).trim()) ? [] : [secretValue([field, key], field)],
        );
    });
}

export const secretValue = (path: Path, field: string): InTheClear => ({
    path,
    what: field === "data" ? "a Secret's value, which base64 does not hide" : "a Secret's value",
    fix: `remove the Secret from Git, and change its values: ${instead}`,
});

function inApplied(object: JsonObject): InTheClear[] {
    const path = ["metadata", "annotations", lastApplied];
    try {
        const annotations = at(object, "metadata.annotations");
        const before: unknown = JSON.parse(textOf(isObject(annotations) ? annotations[lastApplied] : undefined));
        const found = isObject(before) ? inTheClear(before) : [];
        return found.slice(0, 1).map((one) => ({ ...one, path }));
    } catch {
        return [];
    }
}

/** External Secrets' provider for tests keeps its values in the store itself. */
function inFakeStore(object: JsonObject): InTheClear[] {
    const isStore = ["SecretStore", "ClusterSecretStore"].includes(textOf(object.kind));
    const path = ["spec", "provider", "fake", "data"];
    const values = isStore ? at(object, path.join(".")) : undefined;
    return Array.isArray(values) && values.length > 0
        ? [
              {
                  path,
                  what: "values in a store for tests (provider fake)",
                  fix: "use a store that keeps them outside Git",
              },
          ]
        : [];
}

/**
 * Where an application chooses the names, so that one that ends in `password` contains a password. Not in Kubernetes'
 * fields, where `secretKey` may be the name of a key.
 */
const isFree = (path: Path): boolean =>
    path.some(
        (part, index) =>
            (part === "data" && (index === 0 || path[index - 1] === "template")) ||
            ["configOverrides", "configs", "valuesObject", "values", "parameters", "envVars", "config"].includes(
                String(part),
            ),
    );

function inValues(node: Json | undefined, path: Path, isOwn: (path: Path) => boolean): InTheClear[] {
    if (Array.isArray(node)) return node.flatMap((item, index) => inValues(item, [...path, index], isOwn));
    if (isObject(node)) {
        return Object.entries(node).flatMap(([key, value]) =>
            key === lastApplied ? [] : inValues(value, [...path, key], isOwn),
        );
    }
    if (typeof node !== "string" && typeof node !== "number") return [];
    const what = whatIn(String(node), String(path.at(-1) ?? ""), isOwn(path));
    return what === undefined ? [] : [{ path, what, fix: byReference }];
}

/**
 * `env` of a container, and Helm parameters, where a name and a value are side by side; and the container's command.
 */
function inContainers(node: Json | undefined, path: Path): InTheClear[] {
    if (Array.isArray(node)) return node.flatMap((item, index) => inContainers(item, [...path, index]));
    if (!isObject(node)) return [];
    const { name, value } = node;
    if (typeof name === "string" && typeof value === "string" && isSecretSetting(name.toLowerCase(), value)) {
        return [{ path: [...path, "value"], what: `a password, of ${name}`, fix: byReference }];
    }
    return Object.entries(node).flatMap(([key, inner]) => {
        const isRun = (key === "command" || key === "args") && Array.isArray(inner);
        return isRun && isInCommand(inner.map(textOf).join(" "))
            ? [{ path: [...path, key], what: "a password in a command", fix: byReference }]
            : inContainers(inner, [...path, key]);
    });
}
