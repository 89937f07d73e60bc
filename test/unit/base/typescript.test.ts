import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
    copyFileSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../../base/checkout";

describe("base/typescript.cjs", () => {
    let folder: string;
    const at = (...names: string[]) => join(folder, ...names);
    const kept = () => at("node_modules", ".cache");
    const write = (text: string) => writeFileSync(at("program.ts"), text);

    /** What a program prints, one more time whether sucrase had to be loaded for it. */
    const run = (text: string, env: NodeJS.ProcessEnv = {}): string[] => {
        write(`${text}\nconsole.log(Object.keys(require.cache).some((path) => /sucrase.dist/.test(path)));`);
        const args = ["--require", at("base", "typescript.cjs"), at("program.ts")];
        return execFileSync(process.execPath, args, {
            encoding: "utf8",
            stdio: "pipe",
            env: { ...process.env, ...env },
        })
            .trim()
            .split("\n");
    };

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "typescript-"));
        for (const made of ["base", "node_modules"]) mkdirSync(at(made));
        copyFileSync(join(root, "base", "typescript.cjs"), at("base", "typescript.cjs"));
        for (const name of ["sucrase", "@pulumi"]) {
            symlinkSync(join(root, "node_modules", name), at("node_modules", name));
        }
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it("removes types from a text once, and again from a different text", () => {
        const one = "const said: string = 'one';\nconsole.log(said);";
        assert.deepEqual(run(one), ["one", "true"]);
        assert.deepEqual(run(one), ["one", "false"]);
        assert.deepEqual(run(one.replace("'one'", "'another'")), ["another", "true"]);
        assert.deepEqual(run(one), ["one", "false"]);
        assert.equal(readdirSync(kept(), { recursive: true }).filter((name) => /\.js$/.test(String(name))).length, 2);
    });

    it("uses nothing cached for a text that was cut short or is different", () => {
        for (const name of ["a", "b", "c"])
            writeFileSync(at(`${name}.ts`), `export const ${name}: string = "${name}";`);
        const all =
            "import { a } from './a';\nimport { b } from './b';\nimport { c } from './c';\nconsole.log(a + b + c);";
        run(all);
        const files = readdirSync(kept(), { recursive: true })
            .map((name) => join(kept(), String(name)))
            .filter((name) => /\.js$/.test(name));
        const texts = files.map((file) => readFileSync(file, "utf8"));
        assert.equal(files.length, 4);
        const damages = ["", "\n", texts[2]?.slice(0, 20) ?? "", texts[0] ?? ""];
        files.forEach((file, at) => writeFileSync(file, damages[at] ?? ""));
        assert.deepEqual(run(all), ["abc", "true"]);
        assert.deepEqual(
            files.map((file) => readFileSync(file, "utf8")),
            texts,
        );
        assert.deepEqual(run(all), ["abc", "false"]);
    });

    it("loads what it cannot keep", () => {
        writeFileSync(kept(), "a file where the folder should be");
        for (let times = 0; times < 2; times++) {
            assert.deepEqual(run("const said: string = 'one';\nconsole.log(said);"), ["one", "true"]);
        }
    });

    it("names the file and the line of anything that isn't TypeScript", () => {
        assert.throws(() => run("const one = 1;\nconst = 2;"), /program\.ts[^]*\(2:7\)/);
    });

    it("keeps the lines, so that a stack trace names the right one", () => {
        assert.throws(() => run("interface A {\n    b: string;\n}\n\nthrow new Error('here');"), /program\.ts:5/);
    });

    it("makes Pulumi's SDK load a compiler and npm's resolver only to turn a function into text", () => {
        const loaded = "/[\\\\/](typescript|arborist)[\\\\/]/.test(Object.keys(require.cache).join())";
        const said = run(
            "import { runtime } from '@pulumi/pulumi';\n" +
                `console.log(${loaded});\n` +
                "const serialized = runtime.serializeFunction(() => 40 + 2);\n" +
                "serialized.then(({ text }) => console.log(/return 40 \\+ 2|=> 40 \\+ 2/.test(text)));\n" +
                `serialized.then(() => console.log(${loaded}));`,
        );
        assert.deepEqual(said, ["false", "true", "true", "true"]);
    });

    it("makes Pulumi's SDK record where a promise was created only if somebody looks for one that leaks", () => {
        const program =
            "import '@pulumi/pulumi';\n" +
            "import { debuggablePromise } from '@pulumi/pulumi/runtime/debuggable';\n" +
            "const made = Promise.resolve(1);\n" +
            "void debuggablePromise(made, 'here').then((one: number) => console.log(one));\n" +
            "console.log(/program\\.ts:4/.test((made as any)._debugStackTrace), /program\\.ts/.test(new Error().stack!));";
        assert.deepEqual(run(program).slice(0, 1), ["false true"]);
        assert.deepEqual(run(program, { PULUMI_DEBUG_PROMISE_LEAKS: "1" }).slice(0, 1), ["true true"]);
    });
});
