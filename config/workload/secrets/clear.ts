import { isObject, type Json, type JsonObject, textOf } from "../../kustomize/json";
import { keyOrTokenIn } from "../../repository/credentials";
import { at } from "../security/nodes";

/** A secret that stands in the clear in an object. It has no value of it. */
export interface InTheClear {
    /** Where in the object. */
    path: readonly (string | number)[];
    /** What it is, as a phrase: `a password`. */
    what: string;
    /** What to do about it. */
    fix: string;
}

const byReference = "keep the value in a Secret that is not in Git, and refer to it";

/** What stands for a value that comes from elsewhere: variables of Kafka's, Kubernetes' and shells', templates, nothing. */
const placeholder =
    /^\s*$|^(true|false|null)$|\$\{[^}]+\}|\$\([\w.-]+\)|^\$\w+$|%s|^<[^>]*>$|^\*+$|^\{\{.*\}\}$|^(\/[\w.-]+)+$/;

/** Names of settings whose value is a secret, in words that are apart: `ssl.keystore.password`, `adminPassword`. */
const secretName =
    /(^|[ ._-])(pass(word|wd|phrase)|(secret|account)[ ._-]?(access[ ._-]?)?key|(access|auth|bearer|refresh)[ ._-]?token|client[ ._-]?secret|api[ ._-]?(key|secret))$/i;

/** `sasl.jaas.config`, or what is in one: a module with options, of which some are passwords. */
const jaasOption = /LoginModule[\s\S]*?\b(password|clientSecret|user_[\w-]+)\s*=\s*["']?([^"';\s]+)/;
const userInfo = /(^|[._-])(user[._-]?info)$/i;
/** A URL with a password between a user and a host, such as a database's. */
const urlWithPassword = /\b[a-z][a-z0-9+.-]{1,15}:\/\/[^\s:/@"']+:([^\s@"']+)@/i;

/** Every secret that an object holds for everybody to read who can read the object. */
export function inTheClear(object: JsonObject): InTheClear[] {
    const kind = textOf(object.kind);
    if (kind === "Secret" && object.apiVersion === "v1") return inSecret(object);
    // What is sealed is meant to be read by everybody.
    if (kind === "SealedSecret") return inValues(at(object, "spec.template"), ["spec", "template"], isFree);
    return [...inValues(object, [], isFree), ...inEnvironment(object, [])];
}

/** As `inTheClear`, of values of a Helm chart: every name counts. */
export const inChartValues = (values: Json, path: readonly (string | number)[] = []): InTheClear[] =>
    inValues(values, path, () => true);

function inSecret(object: JsonObject): InTheClear[] {
    return ["data", "stringData"].flatMap((field) => {
        const values = object[field];
        if (!isObject(values)) return [];
        return Object.entries(values).flatMap(([key, value]) =>
            textOf(value) === ""
                ? []
                : [
                      {
                          path: [field, key],
                          what: field === "data" ? "a Secret's value, which base64 does not hide" : "a Secret's value",
                          fix: "remove the Secret from Git, and change what it has: npx confluent-gitops secrets seals it, pushes it to AWS Secrets Manager or applies it",
                      },
                  ],
        );
    });
}

/**
 * Where the names are an application's own, so that one that ends in `password` has one: not in Kubernetes' fields, where
 * `secretKey` may be the name of a key.
 */
const isFree = (path: readonly (string | number)[]): boolean =>
    path.some(
        (part, index) =>
            (part === "data" && index === 0) ||
            ["configOverrides", "configs", "valuesObject", "values", "parameters", "envVars", "config"].includes(
                String(part),
            ),
    );

function inValues(
    node: Json | undefined,
    path: readonly (string | number)[],
    isOwn: (path: readonly (string | number)[]) => boolean,
): InTheClear[] {
    if (Array.isArray(node)) return node.flatMap((item, index) => inValues(item, [...path, index], isOwn));
    if (isObject(node)) return Object.entries(node).flatMap(([key, value]) => inValues(value, [...path, key], isOwn));
    if (typeof node !== "string" && typeof node !== "number") return [];
    const what = whatIn(String(node), String(path.at(-1) ?? ""), isOwn(path));
    return what === undefined ? [] : [{ path, what, fix: byReference }];
}

/** @param isSetting whether the name is an application's, and the text may be lines of settings */
export function whatIn(text: string, name: string, isSetting: boolean): string | undefined {
    const known = keyOrTokenIn(text);
    if (known) return known;
    const jaas = jaasOption.exec(text);
    if (jaas && !placeholder.test(jaas[2] ?? "")) return "a password in a JAAS configuration";
    const url = urlWithPassword.exec(text);
    if (url && !placeholder.test(url[1] ?? "")) return "a password in a URL";
    if (!isSetting) return undefined;
    if (isSecretSetting(name, text)) return "a password";
    return text.split("\n").some((line) => {
        const [, key = "", value = ""] = /^\s*["']?([\w.-]+)["']?\s*[=:]\s*["']?(.*?)["']?\s*,?\s*$/.exec(line) ?? [];
        return isSecretSetting(key, value);
    })
        ? "a setting with a password"
        : undefined;
}

function isSecretSetting(name: string, value: string): boolean {
    const words = name.replace(/([a-z])([A-Z])/g, "$1.$2");
    if (value.includes("\n") || placeholder.test(value)) return false;
    return secretName.test(words) || (userInfo.test(words) && /^[^\s:]+:\S+$/.test(value));
}

/** `env` of a container, and of Helm's parameters: a name and a value, side by side. */
function inEnvironment(node: Json | undefined, path: readonly (string | number)[]): InTheClear[] {
    if (Array.isArray(node)) return node.flatMap((item, index) => inEnvironment(item, [...path, index]));
    if (!isObject(node)) return [];
    const { name, value } = node;
    if (typeof name === "string" && typeof value === "string" && isSecretSetting(name.toLowerCase(), value)) {
        return [{ path: [...path, "value"], what: `a password, of ${name}`, fix: byReference }];
    }
    return Object.entries(node).flatMap(([key, inner]) => inEnvironment(inner, [...path, key]));
}
