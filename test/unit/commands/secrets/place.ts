import assert from "node:assert/strict";
import {
    chmodSync,
    cpSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    statSync,
    writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { root } from "../../../harness";

/** An overlay whose Secrets can all be generated, in a folder of this checkout that is deleted afterwards. */
export class Place {
    readonly folder = mkdtempSync(join(root, "test/fixtures/overlay-"));
    readonly path = relative(root, this.folder);

    /** @param kustomization default: a Kafka, and a Connect that authenticates to it */
    constructor(kustomization?: string) {
        for (const file of ["kafka.yaml", "kustomization.yaml"]) {
            cpSync(join(root, "test/fixtures/secrets/plain", file), join(this.folder, file));
        }
        if (kustomization !== undefined) this.write("kustomization.yaml", kustomization);
    }

    read = (file: string): string => readFileSync(join(this.folder, file), "utf8");
    write = (file: string, text: string): void => writeFileSync(join(this.folder, file), text);
    /** Makes the overlay include what was written for it. */
    takeIn = (): void =>
        this.write(
            "kustomization.yaml",
            this.read("kustomization.yaml").replace(/^(resources: \[.*)\]$/m, "$1, secrets]"),
        );
    remove = (): void => rmSync(this.folder, { recursive: true });

    /** Every file below it, except the overlay's own, as one text. */
    written(below = this.folder): string {
        return readdirSync(below)
            .filter((name) => name !== "kafka.yaml")
            .map((name) => join(below, name))
            .map((path) =>
                statSync(path).isDirectory() ? this.written(path) : `${path}\n${readFileSync(path, "utf8")}`,
            )
            .join("\n");
    }

    /**
     * A stand-in for kubeseal: it records its arguments and input, and prints a SealedSecret without any of it.
     * test/engine/addonsSecrets.ts checks that the real one seals.
     *
     * @returns a PATH that contains it
     */
    kubeseal(body = sealing): string {
        const bin = join(this.folder, "bin");
        mkdirSync(bin);
        writeFileSync(join(bin, "kubeseal"), `#!${process.execPath}\n${body}`);
        chmodSync(join(bin, "kubeseal"), 0o755);
        return `${bin}:${process.env.PATH}`;
    }
}

const sealing = `
const { appendFileSync, readFileSync } = require("node:fs");
const secret = JSON.parse(readFileSync(0, "utf8"));
appendFileSync(process.env.SEAL_LOG, JSON.stringify({ argv: process.argv.slice(2), secret, controller: process.env.SEALED_SECRETS_CONTROLLER_NAMESPACE }) + "\\n");
const encryptedData = Object.fromEntries(Object.keys(secret.data).map((key) => [key, "AgSealed"]));
console.log(JSON.stringify({ apiVersion: "bitnami.com/v1alpha1", kind: "SealedSecret", metadata: { name: secret.metadata.name, namespace: secret.metadata.namespace }, spec: { encryptedData, template: { metadata: { name: secret.metadata.name }, type: secret.type } } }));
`;

export interface Secret {
    metadata: { name: string; namespace: string };
    data: Record<string, string>;
}

/** Every form in which a Secret could leak: its values as they are, each of their lines and passwords, and in base64. */
function valuesOf(secrets: readonly Secret[]): string[] {
    const values = secrets.flatMap(({ data }) => Object.values(data));
    const texts = values.map((value) => Buffer.from(value, "base64").toString("utf8"));
    const passwords = texts.flatMap((text) => text.match(/\b[A-Za-z2-9]{32}\b/g) ?? []);
    assert.ok(passwords.length > 0);
    return [...values, ...texts, ...passwords];
}

export function tellsNothing(said: string, secrets: readonly Secret[]): void {
    for (const value of valuesOf(secrets)) assert.ok(!said.includes(value), "a value was told");
}
