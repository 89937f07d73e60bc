import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { findPython } from "../../tools/python/interpreter";
import { explain } from "../../tools/python/pip";
import { pythonToolNames, pythonTools } from "../../tools/python";

const pinned = readFileSync(join(__dirname, "../../tools/python/requirements.txt"), "utf8");

describe("Python tools", () => {
    it("are there in the pinned versions", async () => {
        const tools = await pythonTools();
        assert.deepEqual(Object.keys(tools), pythonToolNames);
        const python = join(dirname(tools.aws), "python");
        const { stdout } = await promisify(execFile)(python, ["-m", "pip", "list", "--format", "freeze"]);
        const installed = stdout.split("\n");
        for (const name of ["awscli", "cfn-lint", "moto"]) {
            const pin = new RegExp(`^${name}==\\S+`, "m").exec(pinned)?.[0] ?? "not pinned";
            assert.ok(installed.includes(pin), pin);
        }
        const { stdout: version } = await promisify(execFile)(tools.aws, ["--version"]);
        assert.match(version, /^aws-cli\/1\./);
    });

    it("are pinned with hashes, and no package index is named", () => {
        const unhashed = pinned
            .split(/\n(?=\S)/)
            .filter((each) => !each.startsWith("#") && !each.includes("--hash=sha256:"));
        assert.deepEqual(unhashed, []);
        assert.doesNotMatch(pinned, /:\/\/|--index-url|--find-links/);
    });

    it("say what to install where there is no Python", async () => {
        await assert.rejects(findPython("for moto", { PATH: "/nowhere" }), {
            name: "ToolsError",
            message:
                /^Python 3\.10 or later is needed for moto: install it \(https:.*python3-venv\) and run this again\.$/,
        });
    });

    it("say what to do where they cannot be installed", () => {
        const unreached = ["Collecting attrs==26.1.0", "ERROR: No matching distribution found for attrs==26.1.0"];
        assert.equal(
            explain(unreached, "exit code 1"),
            [
                "The Python tools could not be installed (exit code 1):",
                "    ERROR: No matching distribution found for attrs==26.1.0",
                "A package could not be downloaded: check the network, or set PIP_INDEX_URL to an index that this machine reaches.",
            ].join("\n"),
        );
        assert.match(explain(["ensurepip is not available"], "exit code 1"), /Install python3-venv/);
    });
});
