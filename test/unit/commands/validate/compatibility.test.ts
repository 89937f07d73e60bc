import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { avroReasons } from "../../../../commands/validate/compatibility/avro";
import { compatibilityFindings } from "../../../../commands/validate/compatibility";
import { protobufReasons } from "../../../../commands/validate/compatibility/protobuf";
import { root } from "../../../harness";

const record = (...fields: object[]) => JSON.stringify({ type: "record", name: "R", fields });
const f1 = { name: "f1", type: "string" };
const f2 = { name: "f2", type: "string" };

/** Whether the first reads what was written by the second: https://docs.confluent.io/platform/current/schema-registry/fundamentals/schema-evolution.html. */
const avro: Record<string, [reader: string, writer: string, isRead: boolean]> = {
    "a field with a default more": [record(f1, { ...f2, default: "x" }), record(f1), true],
    "a field without a default more": [record(f1, f2), record(f1), false],
    "a field less": [record(f1), record(f1, f2), true],
    "another name": [record({ name: "f1_new", type: "string", aliases: ["f1"] }), record(f1), true],
    "another name without an alias": [record({ name: "f1_new", type: "string" }), record(f1), false],
    "a union of what it was and null": [record({ name: "f1", type: ["null", "string"] }), record(f1), true],
    "no null any more": [record(f1), record({ name: "f1", type: ["null", "string"] }), false],
    "a wider number": [record({ name: "f1", type: "long" }), record({ name: "f1", type: "int" }), true],
    "a narrower number": [record({ name: "f1", type: "int" }), record({ name: "f1", type: "long" }), false],
    "a symbol less": [
        JSON.stringify({ type: "enum", name: "E", symbols: ["A"] }),
        JSON.stringify({ type: "enum", name: "E", symbols: ["A", "B"] }),
        false,
    ],
};

const message = (fields: string, more = "") => `syntax = "proto3";\npackage p;\n${more}\nmessage M { ${fields} }\n`;
/** Changes of a Protobuf schema: https://protobuf.dev/programming-guides/proto3/#updating. */
const protobuf: Record<string, [update: string, original: string, says: RegExp | undefined]> = {
    "a field more": [message("string a = 1; int32 b = 2;"), message("string a = 1;"), undefined],
    "a field less": [message("string a = 1;"), message("string a = 1; int32 b = 2;"), undefined],
    "another name": [message("string z = 1;"), message("string a = 1;"), undefined],
    "a type that is read alike": [
        message("int64 a = 1; bytes b = 2;"),
        message("int32 a = 1; string b = 2;"),
        undefined,
    ],
    "a type that is read in another way": [
        message("sint32 a = 1;"),
        message("int32 a = 1;"),
        /M\.a \(1\) was int32 and is sint32/,
    ],
    "a number in place of a text": [message("int32 a = 1;"), message("string a = 1;"), /was string and is int32/],
    "an enum in place of a number": [message("E a = 1;", "enum E { X = 0; }"), message("int32 a = 1;"), undefined],
    "another message": [
        message("B a = 1;", "message A {} message B {}"),
        message("A a = 1;", "message A {} message B {}"),
        /was A and is B/,
    ],
    "a message less": [message("string a = 1;"), message("string a = 1;", "message A {}"), /the message A was removed/],
    "a change in a message inside": [
        message("message I { string x = 1; } I i = 1;"),
        message("message I { bool x = 1; } I i = 1;"),
        /M\.I\.x \(1\) was bool and is string/,
    ],
    "a field in a new oneof": [message("oneof o { string a = 1; string b = 2; }"), message("string a = 1;"), undefined],
    "two fields in a new oneof": [
        message("oneof o { string a = 1; string b = 2; }"),
        message("string a = 1; string b = 2;"),
        /several fields were moved into the oneof M\.o/,
    ],
    "a field that may be left out": [message("optional string a = 1;"), message("string a = 1;"), undefined],
    "a required field more": [
        'syntax = "proto2"; message M { required string a = 1; }',
        'syntax = "proto2"; message M { }',
        /the required field M\.a \(1\) was added/,
    ],
    "another value in a map": [
        message("map<string, string> a = 1;"),
        message("map<string, int32> a = 1;"),
        /M\.a \(1\)/,
    ],
};

describe("compatibility of schemas", () => {
    for (const [what, [reader, writer, isRead]] of Object.entries(avro)) {
        it(`by Avro ${isRead ? "lets" : "does not let"} a reader have ${what}`, () => {
            const reasons = avroReasons(reader, writer);
            assert.equal(reasons.length === 0, isRead, reasons.join());
        });
    }
    for (const [what, [update, original, says]] of Object.entries(protobuf)) {
        it(`by Protobuf ${says ? "does not let" : "lets"} a schema have ${what}`, () => {
            const reasons = protobufReasons(update, original);
            if (!says) return assert.deepEqual(reasons, []);
            assert.match(reasons.join("; "), says);
        });
    }

    describe("against Git", () => {
        let top: string;
        const git = (...args: string[]) =>
            execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@localhost", ...args], {
                cwd: top,
                encoding: "utf8",
            }).trim();
        before(() => {
            top = mkdtempSync(join(tmpdir(), "compatibility-"));
            cpSync(join(root, "gitops/teams"), join(top, "gitops/teams"), { recursive: true });
            git("init", "--quiet");
        });
        after(() => rmSync(top, { recursive: true }));

        function write(schema: string, mode: string, format = "avro"): void {
            const indented = schema.replaceAll("\n", "\n    ");
            mkdirSync(join(top, "gitops/teams/payments/schemas"), { recursive: true });
            writeFileSync(
                join(top, "gitops/teams/payments/schemas/a.yaml"),
                `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: payments.a-value }\ndata:\n  schema: |\n    ${indented}\n---\n` +
                    `apiVersion: platform.confluent.io/v1beta1\nkind: Schema\nmetadata: { name: payments.a-value }\n` +
                    `spec: { compatibilityLevel: ${mode}, data: { format: ${format}, configRef: payments.a-value } }\n`,
            );
        }
        function committed(schema: string): string {
            write(schema, "BACKWARD");
            git("add", "--all");
            git("commit", "--quiet", "--allow-empty", "--message=a");
            return git("rev-parse", "HEAD");
        }
        const found = (revision: string) =>
            compatibilityFindings(top, "gitops/teams", revision).map(
                ({ severity, why, file }) => `${severity} ${file}: ${why}`,
            );

        it("follows the schema's mode: which side has to read which", () => {
            const base = committed(record(f1));
            const more = record(f1, f2);
            for (const [mode, isRefused] of Object.entries({
                BACKWARD: true,
                FORWARD: false,
                FULL: true,
                NONE: false,
            })) {
                write(more, mode);
                const all = found(base);
                assert.equal(all.length, isRefused ? 1 : 0, `${mode}: ${all.join()}`);
                if (isRefused)
                    assert.match(
                        all[0] ?? "",
                        new RegExp(`^error .*schemas/a\\.yaml: is not ${mode}: the new version cannot read`),
                    );
            }
            write(record(f1), "FULL");
            assert.deepEqual(found(base), []);
        });

        it("goes back to the first of them for a transitive mode", () => {
            committed(record(f1));
            const base = committed(record(f1, { ...f2, default: "x" }));
            const last = record(f1, f2);
            write(last, "BACKWARD");
            assert.deepEqual(found(base), []);
            write(last, "BACKWARD_TRANSITIVE");
            assert.match(found(base).join(), /is not BACKWARD_TRANSITIVE/);
        });

        it("says what it can't compare, and what has a different format", () => {
            const base = committed(record(f1));
            write('{ "type": "object" }', "FULL", "json");
            assert.match(found(base).join(), /^error .*was avro and is json/);
            write("{ nothing", "FULL");
            assert.match(found(base).join(), /^warning .*cannot be compared/);
        });
    });
});
