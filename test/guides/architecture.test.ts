import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { ESLint, type Linter } from "eslint";
import ts from "typescript";
import tseslint from "typescript-eslint";
import { root } from "../../base/checkout";
import { importRules, rooms } from "../../eslint.config.mjs";

const page = readFileSync(join(root, "docs/ARCHITECTURE.md"), "utf8");
const tracked = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { cwd: root, encoding: "utf8" })
    .trim()
    .split("\n")
    .filter((path) => existsSync(join(root, path)));

/** The cells of the first table after a heading. */
const rowsBelow = (heading: string): string[][] =>
    (/\n\|[-|]+\|\n((?:\|.*\n)+)/.exec(page.split(heading)[1] ?? "")?.[1] ?? "")
        .trim()
        .split("\n")
        .map((line) =>
            line
                .split("|")
                .slice(1, -1)
                .map((cell) => cell.trim()),
        );

const quoted = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? "");

/** What the rules on imports say of a file's text. */
async function said(filePath: string, text: string): Promise<string[]> {
    const config: Linter.Config[] = [
        { files: ["**/*.ts"], languageOptions: { parser: tseslint.parser } },
        importRules as unknown as Linter.Config,
    ];
    const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: config });
    const [result] = await eslint.lintText(text, { filePath: join(root, filePath) });
    return (result?.messages ?? []).map(({ message }) => message);
}

describe("docs/ARCHITECTURE.md", () => {
    it("says of each room what it may import, as the lint rule does", () => {
        const rows = rowsBelow("# Architecture\n");
        const written = rows.map(([room = "", , allowed = ""]) => [
            quoted(room)[0]?.replace(/\/$/, ""),
            quoted(allowed),
        ]);
        assert.deepEqual(Object.fromEntries(written), rooms);
    });

    it("knows every folder of code", () => {
        const folders = tracked
            .filter((path) => /\/.*\.(ts|mts|mjs|cjs)$/.test(path) && !path.startsWith("."))
            .map((path) => path.split("/")[0]);
        assert.deepEqual([...new Set(folders)].sort(), [...Object.keys(rooms), "test"].filter(isFolder).sort());
    });

    it("has a folder of unit tests for rooms alone", () => {
        const tested = tracked.filter((path) => path.startsWith("test/unit/")).map((path) => path.split("/")[2] ?? "");
        assert.deepEqual(
            [...new Set(tested)].filter((room) => !(room in rooms)),
            [],
        );
    });

    it("names files and folders that are there", () => {
        const paths = quoted(page.replace(/```[^]*?```/g, ""))
            // NAME, STACK, GROUP and ROOM are the reader's to fill in.
            .filter((path) => path.includes("/") && !/NAME|STACK|GROUP|ROOM/.test(path));
        assert.ok(paths.length > 60, `the page names few paths: ${paths.length}`);
        assert.deepEqual(
            paths.filter((path) => !existsSync(join(root, path))),
            [],
        );
    });

    it("has twenty tasks", () => {
        assert.equal(rowsBelow("## Twenty tasks, and where they are done\n").length, 20);
    });
});

describe("the rule on imports", () => {
    for (const [from, text] of Object.entries({
        "base/new.ts": 'import { loadConfig } from "../config";',
        "config/new.ts": 'import { Network } from "../components/network";',
        "components/new.ts": 'import type { Stage } from "../rehearsal/stage";',
        "kubernetes/new.ts": 'export const later = () => import("../commands/diff");',
        "rehearsal/new.ts": 'export { renderTree } from "../commands/preview/tree";',
        "commands/new.ts": 'import { root } from "../test/harness";',
    }))
        it(`refuses an arrow upwards: ${from}`, async () => {
            assert.match((await said(from, text)).join(), /may import .* see docs\/ARCHITECTURE\.md/);
        });

    it("refuses a circle", async () => {
        const stage = readFileSync(join(root, "rehearsal/providers.ts"), "utf8");
        assert.deepEqual(await said("rehearsal/providers.ts", stage), []);
        const circle = `import { openStage } from "./stage";\nvoid openStage;\n${stage}`;
        assert.match((await said("rehearsal/providers.ts", circle)).join(), /cycle/);
    });

    it("leaves no circle of types either, which it does not look for", () => {
        assert.deepEqual(circles(importsOf(tracked.filter((path) => /\.(ts|mjs|cjs)$/.test(path)))), []);
        assert.deepEqual(circles({ a: ["b", "d"], b: ["c"], c: ["a"], d: [] }), ["a -> b -> c -> a"]);
    });

    it("lets pass what goes downwards", async () => {
        assert.deepEqual(await said("commands/new.ts", 'import { openStage } from "../rehearsal/stage";'), []);
    });
});

/** Of each file, those of ours that it imports, by whatever kind of import. */
function importsOf(files: readonly string[]): Record<string, string[]> {
    const known = new Set(files);
    const find = (path: string) => [path, `${path}.ts`, `${path}/index.ts`].find((one) => known.has(one));
    return Object.fromEntries(
        files.map((file) => {
            const { importedFiles } = ts.preProcessFile(readFileSync(join(root, file), "utf8"), true, true);
            const own = importedFiles.filter(({ fileName }) => fileName.startsWith("."));
            return [file, own.flatMap(({ fileName }) => find(normalize(join(dirname(file), fileName))) ?? [])];
        }),
    );
}

/** The circles that a walk comes upon, each as its files in order. */
function circles(imports: Readonly<Record<string, string[]>>): string[] {
    const done = new Set<string>();
    const walk = (file: string, path: string[]): string[] => {
        if (path.includes(file)) return [[...path.slice(path.indexOf(file)), file].join(" -> ")];
        if (done.has(file)) return [];
        const found = (imports[file] ?? []).flatMap((other) => walk(other, [...path, file]));
        done.add(file);
        return found;
    };
    return Object.keys(imports).flatMap((file) => walk(file, []));
}

const isFolder = (name: string) => !name.includes(".");
