import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { confluentKinds } from "../../../config/workload/confluentKinds";
import { argoCdCm, argoCdParams } from "../../../config/charts/argoCdConfig";
import { argoCdManifests } from "../../../rehearsal/argoCd/manifests";
import { runStack } from "../../harness";

describe("what Argo CD is configured with", () => {
    it("has one health check for all of CFK's kinds, which knows each of them and may use Lua's libraries", () => {
        const customizations = parse(argoCdCm()["resource.customizations"] ?? "") as Record<string, object>;
        assert.deepEqual(Object.keys(customizations), ["platform.confluent.io/*", "argoproj.io/Application"]);
        const { "health.lua": script, ...rest } = customizations["platform.confluent.io/*"] as { "health.lua": string };
        assert.deepEqual(rest, { "health.lua.useOpenLibs": true });
        const known = [...(script.split("local checkOf = {")[1] ?? "").matchAll(/^ {2}(\w+) = "\w+",$/gm)];
        assert.deepEqual(
            known.map(([, kind]) => kind),
            confluentKinds.map(({ kind }) => kind),
        );
    });

    it("has no empty check", () => {
        for (const [key, value] of Object.entries(argoCdCm())) assert.notEqual(value.trim(), "", key);
    });

    it("can be the data of a ConfigMap", () => {
        for (const data of [argoCdCm(), argoCdParams()]) {
            for (const [key, value] of Object.entries(data)) {
                assert.match(key, /^[-._a-zA-Z0-9]{1,253}$/);
                assert.equal(typeof value, "string", key);
            }
            // A mebibyte is what a ConfigMap holds; Helm keeps it a second time, compressed, in the release's Secret.
            assert.ok(Buffer.byteLength(JSON.stringify(data)) < 64 * 1024);
        }
    });

    it("is the same in the chart's values as in the rehearsal", async () => {
        const { values } = (await runStack("eks")).named("argocd-release").inputs;
        const { cm, params } = (values as { configs: Record<string, Record<string, string>> }).configs;
        assert.deepEqual(rehearsed({ "argocd-cm": { "a.default": "kept" } }), {
            "argocd-cm": { "a.default": "kept", ...cm },
            "argocd-cmd-params-cm": { ...params },
        });
    });

    it("takes precedence over Argo CD's own defaults", () => {
        const [key = ""] = Object.keys(argoCdParams());
        const { "argocd-cmd-params-cm": params } = rehearsed({ "argocd-cmd-params-cm": { [key]: "a default" } });
        assert.deepEqual(params, argoCdParams());
    });
});

/** Data of the rehearsal's ConfigMaps, by name, where Argo CD's own manifests have the given data in them. */
function rehearsed(defaults: Record<string, Record<string, string>>) {
    const base = mkdtempSync(join(tmpdir(), "argo-cd-"));
    try {
        mkdirSync(join(base, "config"));
        for (const name of ["argocd-cm", "argocd-cmd-params-cm"]) {
            const object = { apiVersion: "v1", kind: "ConfigMap", metadata: { name }, data: defaults[name] };
            writeFileSync(join(base, "config", `${name}.yaml`), stringify(object));
        }
        const maps = argoCdManifests(base).filter(({ kind }) => kind === "ConfigMap");
        return Object.fromEntries(maps.map((map) => [map.metadata.name ?? "", (map as { data?: object }).data]));
    } finally {
        rmSync(base, { recursive: true });
    }
}
