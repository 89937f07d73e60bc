import { readFileSync } from "node:fs";
import { BadUsage } from "../../base/error";
import type { NeededSecret } from "../../config/workload/secrets";
import type { Values } from "./make";

/** The environment variable for a key of a Secret: `CONFLUENT_GITOPS_SECRET_OLD_KAFKA_PLAIN_TXT`. */
export const variableOf = (secret: string, key: string): string =>
    `CONFLUENT_GITOPS_SECRET_${`${secret}_${key}`.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}`;

/**
 * The values that the user passes: each `SECRET/KEY=FILE`, and variables. Never a value as an argument, which everybody
 * on the machine can read.
 */
export function givenBy(
    from: readonly string[],
    needed: readonly NeededSecret[],
    env: NodeJS.ProcessEnv,
): ReadonlyMap<string, Values> {
    const given = new Map<string, Record<string, Buffer>>();
    const add = (secret: string, key: string, value: Buffer) =>
        given.set(secret, { ...given.get(secret), [key]: value });
    for (const { name, keys } of needed) {
        for (const key of keys) {
            const value = env[variableOf(name, key)];
            if (value) add(name, key, Buffer.from(value));
        }
    }
    for (const text of from) {
        const [, secret = "", key = "", file = ""] = /^([a-z0-9][a-z0-9.-]*)\/([\w.-]+)=(.+)$/.exec(text) ?? [];
        if (!file) throw new BadUsage("--from takes SECRET/KEY=FILE, such as kafka-license/license.txt=license.txt.");
        if (!needed.some(({ name }) => name === secret)) {
            throw new BadUsage(
                `--from names the Secret ${secret}, which nothing in the overlay refers to, or which an object of it makes.`,
            );
        }
        add(secret, key, contents(file));
    }
    return given;
}

function contents(file: string): Buffer {
    try {
        return readFileSync(file);
    } catch (error) {
        throw new BadUsage(
            `--from names the file ${file}, which cannot be read (${(error as NodeJS.ErrnoException).code}).`,
        );
    }
}
