import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { changedSecrets } from "../../../../commands/diff/encrypted";
import { pairHashed } from "../../../../commands/diff/hashed";
import { compare } from "../../../../rehearsal/overlays/differences";
import { objectsIn } from "../../../../rehearsal/overlays/objects";

const map = (name: string, data: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\ndata: ${data}\n`;

describe("two renderings of an overlay", () => {
    it("have a list's items by their names, so that one more is one more", () => {
        const pod = (containers: string) => `kind: Pod\nmetadata: { name: p }\nspec: { containers: ${containers} }\n`;
        const rows = compare(
            objectsIn(pod("[{ name: a, image: x }, { name: b, image: y }]")),
            objectsIn(pod("[{ name: new, image: z }, { name: a, image: x }, { name: b, image: y2 }]")),
        );
        assert.deepEqual(
            rows.map(({ field, one, other }) => [field, one, other]),
            [
                ["spec.containers[b].image", "y", "y2"],
                ["spec.containers[new].name", undefined, "new"],
                ["spec.containers[new].image", undefined, "z"],
            ],
        );
    });

    it("keep two of one name apart where they are in two namespaces", () => {
        const role = (namespace: string) => `kind: Role\nmetadata: { name: r, namespace: ${namespace} }\n`;
        assert.deepEqual([...objectsIn(`${role("a")}---\n${role("b")}`).keys()], ["Role/r (a)", "Role/r (b)"]);
    });

    it("have a generated ConfigMap's new contents as a change, and not as another object", () => {
        const [before, after] = pairHashed(
            objectsIn(map("script-25gc9m2f5b", "{ a: '1' }")),
            objectsIn(map("script-5khmkc5928", "{ a: '2' }")),
        );
        assert.deepEqual(compare(before, after), [
            { object: "ConfigMap/script-…", field: "data.a", one: "1", other: "2" },
        ]);
    });

    it("do not mix two that could be the same, nor what has no hash", () => {
        const two = objectsIn(`${map("s-25gc9m2f5b", "{}")}---\n${map("s-25gc9m2f5c", "{}")}`);
        const [before] = pairHashed(two, objectsIn(map("s-5khmkc5928", "{}")));
        assert.deepEqual([...before.keys()], [...two.keys()]);
        const [plain] = pairHashed(objectsIn(map("s-settings", "{}")), objectsIn(map("s-others", "{}")));
        assert.deepEqual([...plain.keys()], ["ConfigMap/s-settings"]);
    });
});

describe("encrypted values of a stack's file", () => {
    it("are told by key where they changed, and never shown", () => {
        const folders = [mkdtempSync(join(tmpdir(), "base-")), mkdtempSync(join(tmpdir(), "head-"))] as const;
        const file = (at: 0 | 1, text: string) => writeFileSync(join(folders[at], "Pulumi.s.yaml"), text);
        file(
            0,
            "config:\n  p:a: { secure: v1:S3CRET-A }\n  p:b: { secure: v1:S3CRET-B }\n  p:same: { secure: v1:x }\n  p:plain: 1\n",
        );
        file(
            1,
            "config:\n  p:a: { secure: v1:S3CRET-C }\n  p:c: { secure: v1:S3CRET-D }\n  p:same: { secure: v1:x }\n  p:plain: 2\n",
        );
        const notes = changedSecrets("s", ...folders);
        assert.deepEqual(
            notes.map((note) => /^`(\w+)`.*?(again|gone|new)/.exec(note)?.slice(1)),
            [
                ["a", "again"],
                ["b", "gone"],
                ["c", "new"],
            ],
        );
        assert.doesNotMatch(notes.join(), /v1|S3CRET/);
        for (const folder of folders) rmSync(folder, { recursive: true });
    });
});
