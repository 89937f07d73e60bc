import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check } from "../../../config/check";
import { buildOptionsIn } from "../../../config/kustomize/options";
import { warningsAboutBuildOptions } from "../../../config/warnings";
import { inTree } from "./overlayTree";

const values = (options: unknown) => ({ configs: { cm: { "kustomize.buildOptions": options } } });

/** The small tree, with `files` in place of its own, where Argo CD is configured so. */
const checkedTree = (options: string, files: Record<string, string> = {}) =>
    inTree({ ...files, "values.yaml": JSON.stringify(values(options)) }, (root) =>
        check({
            groups: {
                cluster: { source: "existing", name: "shared" },
                argocd: { values: "values.yaml" },
                gitops: { repository: "https://git.example.com/a.git", path: "o" },
            },
            secrets: {},
            region: "eu-central-1",
            root,
            today: "2026-11-26",
        }),
    );

describe("what Argo CD passes to Kustomize in addition to the folder", () => {
    for (const [options, followed, left] of [
        ["--enable-helm", ["--enable-helm"], []],
        [
            " --enable-helm\n --load-restrictor  LoadRestrictionsNone",
            ["--enable-helm", "--load-restrictor", "LoadRestrictionsNone"],
            [],
        ],
        ["--load-restrictor=LoadRestrictionsNone", ["--load-restrictor=LoadRestrictionsNone"], []],
        [
            "--enable-alpha-plugins --enable-exec -e SECRET=hunter2 --helm-command=h",
            [],
            ["--enable-alpha-plugins", "--enable-exec", "-e", "--helm-command"],
        ],
        ["", [], []],
        [3, [], []],
    ] as const) {
        it(`is said here too, or named, but for its values: ${JSON.stringify(options)}`, () => {
            assert.deepEqual(buildOptionsIn(values(options)), { followed, left });
        });
    }

    it("is nothing by default", () => {
        for (const none of [{}, { configs: null }, { configs: { cm: null } }]) {
            assert.deepEqual(buildOptionsIn(none), { followed: [], left: [] });
        }
        assert.deepEqual(warningsAboutBuildOptions({ followed: ["--enable-helm"], left: [] }), []);
    });

    it("causes a warning if it is not passed here", () => {
        const [warning = "", ...others] = warningsAboutBuildOptions(
            buildOptionsIn(values("--enable-exec --env A=hunter2")),
        );
        assert.match(warning, /^argocd\.values has --enable-exec, --env in kustomize\.buildOptions/);
        assert.doesNotMatch(warning, /hunter2/);
        assert.deepEqual(others, []);
        const { problems, warnings } = checkedTree("--enable-exec");
        assert.deepEqual(problems, []);
        assert.match(warnings.join("\n"), /argocd\.values has --enable-exec in/);
    });

    it("is passed to the Kustomize that renders the overlay", () => {
        const bin = mkdtempSync(join(tmpdir(), "binaries-"));
        const { PATH } = process.env;
        const script = `#!/bin/sh
case "$*" in
version) echo v5.8.1 ;;
*"--load-restrictor LoadRestrictionsNone") cat "$2/../base/zookeeper.yaml" ;;
*) echo "Error: not without the option" >&2; exit 1 ;;
esac
`;
        writeFileSync(join(bin, "kustomize"), script);
        chmodSync(join(bin, "kustomize"), 0o755);
        const reasons = (options: string) =>
            checkedTree(options, { "o/kustomization.yaml": "resources: [../base/zookeeper.yaml]\n" })
                .problems.map(({ reason }) => reason)
                .join("\n");
        try {
            process.env.PATH = `${bin}:${PATH}`;
            assert.match(reasons("--enable-helm"), /a file outside o, which Kustomize rejects/);
            assert.match(reasons("--load-restrictor LoadRestrictionsNone"), /zookeeper:? without a tag/);
        } finally {
            process.env.PATH = PATH;
            rmSync(bin, { recursive: true });
        }
    });
});
