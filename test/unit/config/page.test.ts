import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { descriptionOf } from "../../../config/fields";
import { allKeys } from "../../../config/keys";
import { configurationPage } from "../../../config/page";
import { root } from "../../harness";

describe("docs/configuration.md", () => {
    it("is what the schema says (else: npm run docs)", () => {
        assert.equal(readFileSync(join(root, "docs/configuration.md"), "utf8"), configurationPage());
    });

    it("describes every key", () => {
        const silent = allKeys.filter(({ schema }) => !descriptionOf(schema)?.meaning).map(({ path }) => path);
        assert.deepEqual(silent, []);
    });
});
