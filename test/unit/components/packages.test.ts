import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../harness";

const read = (file: string) =>
    JSON.parse(readFileSync(join(root, file), "utf8")) as Record<string, Record<string, unknown>>;

describe("the packages", () => {
    it("contain one copy of @pulumi/pulumi, because a second one breaks invokes", () => {
        const copies = Object.keys(read("package-lock.json").packages ?? {}).filter((path) =>
            path.endsWith("node_modules/@pulumi/pulumi"),
        );
        assert.deepEqual(copies, ["node_modules/@pulumi/pulumi"]);
    });

    it("are pinned to one version each", () => {
        const { dependencies, devDependencies } = read("package.json");
        const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
            ([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version)),
        );
        assert.deepEqual(loose, []);
    });

    it("include an AWS SDK, forges' clients and a live display that no start of a preview loads", () => {
        // In a process of its own: other tests load them.
        const start = `require("./commands/preview");
            require("./test/harness").runStack("eks").then(() => console.log(Object.keys(require.cache).join("\\n")));`;
        const args = ["-r", "./base/typescript.cjs", "-e", start];
        const loaded = execFileSync(process.execPath, args, { cwd: root, encoding: "utf8" }).split("\n");
        assert.ok(loaded.some((path) => path.includes("node_modules/@pulumi/awsx/ec2/")));
        assert.deepEqual(
            loaded.filter((path) =>
                /node_modules\/(@(aws-sdk|smithy|octokit|gitbeaker)|log-update|wrap-ansi)\//.test(path),
            ),
            [],
        );
    });

    it("run on Node 20, which @pulumi/pulumi supports up to 3.248", () => {
        assert.match(String(read("package.json").dependencies?.["@pulumi/pulumi"]), /^3\.248\./);
    });
});
