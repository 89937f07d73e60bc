import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { render } from "../../../config/kustomize/render";
import { findKustomize } from "../../../config/kustomize/tool";
import { warningsAboutKustomize } from "../../../config/warnings";
import { inTree, refused } from "./overlayTree";

/** Runs `use` in a folder with executables that answer as the scripts say. */
function withBinaries<T>(scripts: Record<string, string>, use: (folder: string) => T): T {
    const folder = mkdtempSync(join(tmpdir(), "binaries-"));
    try {
        for (const [name, script] of Object.entries(scripts)) {
            mkdirSync(dirname(join(folder, name)), { recursive: true });
            writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
            chmodSync(join(folder, name), 0o755);
        }
        return use(folder);
    } finally {
        rmSync(folder, { recursive: true });
    }
}

const kubectl = (version: string) =>
    `echo 'clientVersion:'; echo '  gitVersion: v1.32.4'; echo 'kustomizeVersion: ${version}'`;

describe("the Kustomize that renders overlays", () => {
    it("is the first on PATH that renders as Argo CD's does, then the built one, then kubectl's", () =>
        withBinaries(
            {
                "old/kustomize": "echo '{Version:kustomize/v4.5.7 GitCommit:56d82a8 BuildDate:2022-08-02}'",
                "good/kustomize": "echo v5.8.1",
                "k/kubectl": kubectl("v5.5.0"),
                "old/kubectl": kubectl("v5.0.1"),
            },
            (folder) => {
                const found = (built: string, ...path: string[]) => {
                    const folders = path.map((name) => join(folder, name)).join(delimiter);
                    const { kustomize, passedOver } = findKustomize(folders, join(folder, built));
                    const said = [kustomize, ...passedOver].map(
                        (one) => one && `${one.path.slice(folder.length + 1)} ${one.version}`,
                    );
                    return said;
                };
                assert.deepEqual(found("none", "old", "k", "good"), ["good/kustomize 5.8.1", "old/kustomize 4.5.7"]);
                assert.deepEqual(found("good", "k"), ["good/kustomize 5.8.1"]);
                assert.deepEqual(found("none", "old", "k"), [
                    "k/kubectl 5.5.0",
                    "old/kustomize 4.5.7",
                    "old/kubectl 5.0.1",
                ]);
                assert.deepEqual(found("none", "old"), [undefined, "old/kustomize 4.5.7", "old/kubectl 5.0.1"]);
                assert.deepEqual(found("none"), [undefined]);

                const warned = (path: string) => warningsAboutKustomize(findKustomize(join(folder, path), folder));
                assert.match(
                    warned("old").join(),
                    /old\/kustomize contains Kustomize 4\.5\.7, which renders differently from Argo CD's/,
                );
                assert.deepEqual([...warned("k"), ...warned("none")], []);
            },
        ));

    const version = "5.8.1";
    const rendered = (script: string, files: Record<string, string> = {}) =>
        withBinaries({ kustomize: script }, (folder) =>
            inTree(files, (root) =>
                render(root, "o", { path: join(folder, "kustomize"), command: "kustomize build", version }),
            ),
        );

    it("is trusted, and the reader says which file an object is from", () => {
        const object = (name: string) =>
            `---\napiVersion: platform.confluent.io/v1beta1\nkind: Kafka\nmetadata: { name: ${name} }\nspec: { replicas: 9 }\n`;
        const { resources } = rendered(`cat <<'END'\n${object("new")}${object("kafka")}END`);
        assert.deepEqual(
            resources.map(({ name, file, object }) => [name, file, object.spec]),
            [
                ["new", "o/kustomization.yaml", { replicas: 9 }],
                ["kafka", "base/kafka.yaml", { replicas: 9 }],
            ],
        );
    });

    it("is quoted where it refuses, in one line, with paths in the repository and without what it prints of generators", () =>
        withBinaries(
            {
                kustomize:
                    "echo '# Warning: old' >&2\nprintf 'Error: trouble configuring builtin SecretGenerator with config: `\\nliterals:\\n- password=hush\\n`: bad\\n%s/base\\n' \"${2%/o}\" >&2\nexit 1",
            },
            (folder) =>
                inTree({}, (root) =>
                    refused(
                        () =>
                            render(root, "o", { path: join(folder, "kustomize"), command: "kustomize build", version }),
                        "o",
                        /^o: is rejected by Kustomize: trouble configuring builtin SecretGenerator: bad base; fix it until kustomize build o renders it$/,
                    ),
                ),
        ));

    // Each is what kustomize 5.8.1 says of such a tree.
    for (const words of [
        "loading KV pairs: literal sources [hush]: invalid literal source hush, expected key=value",
        "loading KV pairs: env source files: [e.env]: line [104 117 115 104 255] has invalid utf8 bytes : hush",
        `unable to parse SM or JSON patch from [patch: "[{op: add, path: /a, value: hush}]"]`,
        `must specify a target for JSON patch [patch: "- {op: add, value: hush}"]`,
        "patch and path can't be set at the same time\npatch: 'password: hush'\npath: p.json",
        `trouble configuring builtin PatchJson6902Transformer with config: \`\njsonOp: hush\n\`: decoding "hush": json: cannot unmarshal string`,
        "options.index 9 is out of bounds for value hush",
        'unable to find field "stringData.p.q" in replacement target: wrong node kind: node contents:\nhush\n',
        "MalformedYAMLError: yaml: unknown anchor 'hush' referenced in File: alias.yaml",
    ]) {
        it(`is quoted without what it repeats of files: ${words.replace(/\n[^]*/, "").replaceAll("hush", "…")}`, () => {
            const script = `cat >&2 <<'END'\nError: ${words}\nEND\nexit 1`;
            withBinaries({ kustomize: script }, (folder) =>
                inTree({}, (root) =>
                    refused(
                        () =>
                            render(root, "o", { path: join(folder, "kustomize"), command: "kustomize build", version }),
                        "o",
                        /^(?![^]*(hush|104 117))o: is rejected by Kustomize: .{10,}; fix it/,
                    ),
                ),
            );
        });
    }

    it("is not run if something is outside the repository, which Argo CD does not have", () => {
        const files = { "o/kustomization.yaml": "resources: [../../../elsewhere]\n" };
        withBinaries({ kustomize: "echo" }, (folder) =>
            inTree(files, (root) =>
                refused(
                    () => render(root, "o", { path: join(folder, "kustomize"), command: "kustomize build", version }),
                    "o/kustomization.yaml",
                    /is outside the repository/,
                ),
            ),
        );
    });
});
