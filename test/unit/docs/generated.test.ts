import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { commands } from "../../../commands";
import { shapes } from "../../../commands/shapes";
import { generated } from "../../../docs/generate";
import { definitions } from "../../commandLine";
import { root } from "../../harness";

describe("the pages that are generated from the code", () => {
    it("are what the code says (else: npm run docs)", async () => {
        const pages = await generated();
        for (const [path, text] of Object.entries(pages))
            assert.equal(readFileSync(join(root, "docs", path), "utf8"), text, path);
        const schemas = Object.keys(pages).filter((path) => path.startsWith("json/"));
        assert.deepEqual(readdirSync(join(root, "docs/json")).sort(), schemas.map((path) => path.slice(5)).sort());
    });

    it("have a section for each command, and a schema for each that has --json", async () => {
        const { "COMMANDS.md": page = "" } = await generated();
        for (const name of Object.keys(commands)) assert.match(page, new RegExp(`^### ${name}$`, "m"));
        const reporting = (await definitions()).filter(({ options }) => options.some(({ long }) => long === "--json"));
        assert.deepEqual(reporting.map((command) => command.name()).sort(), Object.keys(shapes).sort());
    });
});
