import assert from "node:assert/strict";
import { ToolsError } from "../../../tools/error";
import { onlyImports } from "../../../tools/partly";

const file = `package register

import (
\t_ "example.com/stores/pkg/aws"
\t_ "example.com/stores/pkg/azure"
\t"fmt"
)
`;

describe("a program that is built without some of its parts", () => {
    it("imports those that remain, and what has a name", () => {
        assert.equal(
            onlyImports(file, ["example.com/stores/pkg/aws"], "here"),
            file.replace('\t_ "example.com/stores/pkg/azure"\n', ""),
        );
        assert.doesNotMatch(onlyImports(file, [], "here"), /stores/);
    });

    it("is not built if one that should remain no longer exists", () => {
        assert.throws(
            () => onlyImports(file, ["example.com/stores/pkg/amazon"], "the list in register.go"),
            new ToolsError(
                "the list in register.go doesn't import example.com/stores/pkg/amazon: correct partsOf in tools/flags.ts.",
            ),
        );
    });
});
