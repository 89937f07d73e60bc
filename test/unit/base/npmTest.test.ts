import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { root } from "../../../base/checkout";

interface Tsconfig {
    compilerOptions: { tsBuildInfoFile: string };
}

describe("npm test", () => {
    let folder: string;
    const write = (path: string, text: string) => {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
    };

    /** Runs it with a compiler and a mocha that end as they are told, the compiler before mocha says anything. */
    const run = (types: number, unit: number, ...words: string[]) => {
        write("node_modules/typescript/bin/tsc", `console.log("types:", ${types}); process.exit(${types});`);
        const said = `console.log("mocha:", process.argv.slice(2).join(" ")); process.exit(${unit});`;
        write("node_modules/mocha/bin/mocha.js", `setTimeout(() => { ${said} }, 200);`);
        return spawnSync(process.execPath, [join(folder, "test", "run.cjs"), ...words], { encoding: "utf8" });
    };

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "npm-test-"));
        mkdirSync(join(folder, "test"));
        copyFileSync(join(root, "test", "run.cjs"), join(folder, "test", "run.cjs"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    for (const [types, unit] of [
        [0, 0],
        [2, 0],
        [0, 3],
        [2, 3],
    ] as const) {
        it(`${types || unit ? "fails" : "passes"} where the compiler ends with ${types}, and mocha with ${unit}`, () => {
            const { status, stdout } = run(types, unit);
            assert.equal(status === 0, types === 0 && unit === 0);
            // What the compiler reports is not lost above two thousand tests.
            assert.match(stdout, new RegExp(`^mocha: [^\\n]*\\ntypes: ${types}\\n$`));
        });
    }

    it("fails if either is killed by a signal", () => {
        write("node_modules/typescript/bin/tsc", "process.kill(process.pid, 'SIGKILL');");
        write("node_modules/mocha/bin/mocha.js", "");
        assert.notEqual(spawnSync(process.execPath, [join(folder, "test", "run.cjs")]).status, 0);
    });

    it("passes arguments on to mocha, which uses at least two processes", () => {
        const { stdout } = run(0, 0, "--grep", "a name");
        assert.match(stdout, /mocha: --config \S+unit\.mocharc\.json --parallel --jobs (?!1\b)\d+ --grep a name\n/);
    });

    it("makes the compiler start afresh after packages are installed, which it does not notice itself", () => {
        const found = "node_modules/.cache/tsc/tsconfig.tsbuildinfo";
        assert.equal(
            (parse(readFileSync(join(root, "tsconfig.json"), "utf8")) as Tsconfig).compilerOptions.tsBuildInfoFile,
            found,
        );
        const isKept = (installed: number) => {
            write(found, "{}");
            write("node_modules/.package-lock.json", "{}");
            utimesSync(join(folder, "node_modules/.package-lock.json"), installed, installed);
            write("node_modules/mocha/bin/mocha.js", "");
            const exists = `require("node:fs").existsSync(${JSON.stringify(join(folder, found))})`;
            write("node_modules/typescript/bin/tsc", `console.log(${exists}, process.argv.slice(2).join(" "));`);
            return spawnSync(process.execPath, [join(folder, "test", "run.cjs")], { encoding: "utf8" }).stdout;
        };
        const now = Date.now() / 1000;
        assert.equal(isKept(now - 60), "true --build --noEmit\n");
        assert.equal(isKept(now + 60), "false --build --noEmit\n");
    });
});
