import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { z } from "zod";
import { root } from "../base/checkout";
import { shapes } from "../commands/shapes";
import { schemaFile } from "../docs/json";

/**
 * Checks what a command printed with `--json` against its schema: the file that users have, and that there is no field
 * that the file doesn't describe.
 *
 * @returns the value
 */
export function checkShape<Value = unknown>(command: string, text: string): Value {
    const shape = shapes[command];
    assert.ok(shape, `${command} has no shape`);
    const value = JSON.parse(text) as Value;
    const published = readFileSync(join(root, "docs", schemaFile(command, shape)), "utf8");
    for (const schema of [JSON.parse(published) as object, z.toJSONSchema(shape.schema)]) {
        const ajv = new Ajv2020({ allErrors: true });
        assert.ok(ajv.validate(schema, value), `${command} --json: ${ajv.errorsText(ajv.errors)}`);
    }
    return value;
}
