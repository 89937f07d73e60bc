import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { knownStacks, project, root } from "../base/checkout";
import { BadUsage, UsageError } from "../base/error";
import { secrets as secretKeys } from "./schema";

/** A stack's configuration with overrides, for an engine with a different passphrase. */
export interface StackFile {
    config: Record<string, unknown>;
    /** Secrets that have to be encrypted again. */
    secrets: Record<string, string>;
    /**
     * Keys whose value only the stack's own passphrase or key service can decrypt, or that an example leaves to its
     * user; `secrets` contains a placeholder.
     */
    placeholders: string[];
}

const pathsOf = (stack: string, checkout: string): string[] =>
    [checkout, join(checkout, "examples")].map((folder) => join(folder, `Pulumi.${stack}.yaml`));

/** The absolute path of a stack's file, in the checkout or its `examples/`. @throws BadUsage if there is no such stack */
export function stackFilePath(stack: string, checkout = root): string {
    const path = pathsOf(stack, checkout).find((candidate) => existsSync(candidate));
    if (path) return path;
    throw new BadUsage(`There is no stack ${stack}; this checkout has ${listed(knownStacks(checkout))}.`);
}

/**
 * Reads `Pulumi.<stack>.yaml` from the checkout or its `examples/`.
 *
 * @param overrides by key: `cluster.nodes.desired` for one of the project's, or a whole key such as `aws:region`
 * @param checkout the folder of Pulumi.yaml, in a different revision if two are compared
 * @throws UsageError if there is no such stack, or its file isn't YAML
 */
export function readStackFile(stack: string, overrides: Overrides = {}, checkout = root): StackFile {
    const path = stackFilePath(stack, checkout);
    const result: StackFile = { config: {}, secrets: {}, placeholders: [] };
    for (const [key, value] of Object.entries(configOf(path))) {
        if (isObject(value) && typeof value.secure === "string") {
            result.secrets[key] = placeholderOf(key);
            result.placeholders.push(key);
        } else {
            result.config[key] = value;
        }
    }
    if (path === pathsOf(stack, checkout)[1]) {
        for (const key of secretsToSet(path)) {
            result.secrets[key] ??= placeholderOf(key);
            result.placeholders.push(key);
        }
    }
    for (const [key, value] of Object.entries(overrides)) {
        if (key in secretKeys) result.secrets[`${project}:${key}`] = String(value);
        else setAt(result.config, configPath(key), value);
    }
    return result;
}

export type Overrides = Readonly<Record<string, unknown>>;

/**
 * A value of the form that the secret requires: a Docker config for one, and for all others a text that looks like an
 * RSA key from outside and is empty.
 */
const placeholderOf = (key: string): string =>
    key === `${project}:imagePullSecret`
        ? '{"auths":{"placeholder":{"auth":"cGxhY2Vob2xkZXI="}}}'
        : "-----BEGIN PRIVATE KEY-----\nMAsGCSqGSIb3DQEBAQ==\n-----END PRIVATE KEY-----\n";

/** Secrets that an example asks its user to set. It contains none: only whoever encrypted one could decrypt it. */
function secretsToSet(path: string): string[] {
    const told = readFileSync(path, "utf8").matchAll(/^# .*pulumi config set --secret (\w+)/gm);
    return [...told]
        .map(([, name]) => name ?? "")
        .filter((name) => name in secretKeys)
        .map((name) => `${project}:${name}`);
}

function configOf(path: string): Record<string, unknown> {
    try {
        return (parse(readFileSync(path, "utf8")) as { config?: Record<string, unknown> }).config ?? {};
    } catch (error) {
        throw new UsageError(`${path} is not YAML: ${error instanceof Error ? error.message : String(error)}`);
    }
}

/** `cluster.nodes.desired` becomes `confluent-gitops:cluster`, `nodes`, `desired`; `network.zones[0]` ends in `0`. */
export function configPath(key: string): string[] {
    const [head = "", ...rest] = key.split(/[.[\]]+/).filter(Boolean);
    return [head.includes(":") ? head : `${project}:${head}`, ...rest];
}

function setAt(config: Record<string, unknown>, path: readonly string[], value: unknown): void {
    const [leaf = "", ...above] = [...path].reverse();
    const parent = above.reverse().reduce<Record<string, unknown>>((at, part) => {
        const next = at[part];
        return (at[part] = typeof next === "object" && next !== null ? next : {}) as Record<string, unknown>;
    }, config);
    parent[leaf] = value;
}

/** `dev, eks and graviton` */
const listed = (names: readonly string[]): string => names.join(", ").replace(/, ([^,]*)$/, " and $1");

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
