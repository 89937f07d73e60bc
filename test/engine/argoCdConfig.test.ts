import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { argoCdCm, argoCdParams } from "../../config/charts/argoCdConfig";
import { argoCdFiles } from "../../tools";

/** References to keys of ConfigMaps anywhere in Argo CD's own manifests, as `MAP KEY`. */
async function keysRead(): Promise<Set<string>> {
    const { base } = await argoCdFiles();
    const files = readdirSync(base, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".yaml"));
    const keys = new Set<string>();
    const look = (node: unknown): void => {
        if (typeof node !== "object" || node === null) return;
        const { configMapKeyRef } = node as { configMapKeyRef?: { name: string; key: string } };
        if (configMapKeyRef) keys.add(`${configMapKeyRef.name} ${configMapKeyRef.key}`);
        Object.values(node).forEach(look);
    };
    for (const file of files) {
        parseAllDocuments(readFileSync(join(base, file), "utf8")).forEach((document) => look(document.toJS()));
    }
    return keys;
}

describe("Argo CD reads", () => {
    let keys: Set<string>;
    before(async function () {
        this.timeout("15m");
        keys = await keysRead();
    });

    for (const key of Object.keys(argoCdParams())) {
        it(`${key} of argocd-cmd-params-cm`, () => {
            assert.ok(keys.has(`argocd-cmd-params-cm ${key}`));
        });
    }

    for (const key of Object.keys(argoCdCm()).filter((key) => key.startsWith("timeout."))) {
        it(`${key} of argocd-cm`, () => {
            assert.ok(keys.has(`argocd-cm ${key}`));
        });
    }
});
