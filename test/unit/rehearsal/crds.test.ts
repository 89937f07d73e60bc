import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chartCrds, crdsIn } from "../../../rehearsal/controlPlane/chartCrds";
import { type CrdSet } from "../../../rehearsal/crds/crdSet";
import { firstOf, listIn } from "../../../rehearsal/controlPlane/crds";
import { smallConfluentCrds } from "../../../rehearsal/crds/confluent";

describe("CRDs of Confluent for Kubernetes", () => {
    let folder: string;
    const at = (name: string) => join(folder, name);
    const crd = "kind: CustomResourceDefinition\nmetadata: { name: kafkas.platform.confluent.io }\n";

    /** A helm that writes down that it was called, and does what a shell script says. */
    const helm = (script: string): string => {
        writeFileSync(at("helm"), `#!/bin/sh\necho "$@" >>${at("calls")}\n${script}\n`);
        chmodSync(at("helm"), 0o755);
        return at("helm");
    };

    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "crds-"))));
    afterEach(() => rmSync(folder, { recursive: true }));

    it("come from the first place that has them", async () => {
        const set = (source: string): CrdSet => ({ source, objects: [] });
        const asked: string[] = [];
        const place = (name: string, has: boolean) => () => {
            asked.push(name);
            return Promise.resolve(has ? set(name) : undefined);
        };
        const found = await firstOf([place("chart", false), place("shared", true), place("small", true)]);
        assert.equal(found.source, "shared");
        assert.deepEqual(asked, ["chart", "shared"]);
    });

    it("are taken from the chart once, and then from the cache", async () => {
        const path = helm(`printf '# notes\\n---\\n${crd.replaceAll("\n", "\\n")}'`);
        const first = await chartCrds(path, folder);
        assert.deepEqual(first?.objects, crdsIn(crd));
        assert.match(first?.source ?? "", /^chart confluent-for-kubernetes \d/);
        rmSync(at("calls"));
        assert.deepEqual(await chartCrds(path, folder), first);
        assert.equal(existsSync(at("calls")), false);
    });

    for (const [why, script] of [
        ["cannot be reached", "echo 'Error: no such host' >&2; exit 1"],
        ["has none", "echo 'kind: ConfigMap'"],
    ] as const) {
        it(`are not from a chart that ${why}, and nothing of it is cached`, async () => {
            assert.equal(await chartCrds(helm(script), folder), undefined);
            assert.equal(existsSync(at("crds")), false);
        });
    }

    it("are waited for no longer than the limit", async () => {
        const startedAt = Date.now();
        assert.equal(await chartCrds(helm("exec /bin/sleep 30"), folder, 300), undefined);
        assert.ok(Date.now() - startedAt < 5_000);
    });

    it("may be in a file with a List, or not", () => {
        const list = { apiVersion: "v1", kind: "List", items: crdsIn(crd) };
        writeFileSync(at("list.json"), JSON.stringify(list));
        assert.deepEqual(listIn(at("list.json"))?.objects, list.items);
        assert.equal(listIn(at("none.json")), undefined);
    });

    it("of our own are named as an API server wants them: plural and group", () => {
        for (const { metadata, spec } of smallConfluentCrds()) {
            const { group, names } = spec as { group: string; names: { plural: string } };
            assert.equal(metadata.name, `${names.plural}.${group}`);
        }
    });
});
