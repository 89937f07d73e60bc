import assert from "node:assert/strict";
import type { ResourceRule } from "../rule";
import type { Value } from "../values";
import { said, seen } from "./seen";

/** What a resource is, its properties, and for a bad one what the message says. */
export type Row = readonly [is: string, type: string, props: Value, says?: RegExp];

/** A test for each row: without a text to find, the rule has to let it pass. */
export function judges(rule: ResourceRule, rows: readonly Row[], stack = "eks"): void {
    for (const [is, type, props, says] of rows) {
        it(`${says ? "refuses" : "lets pass"} ${is}`, () => {
            const messages = said(rule, seen(type, props, { stack }));
            assert.equal(messages.length, says ? 1 : 0, messages.join("\n"));
            if (!says) return;
            assert.match(messages[0] ?? "", says);
            assert.match(
                messages[0] ?? "",
                /^one \(.+\): .+\. Allowed: .+\. [A-Z].+\.$/,
                "names the resource and what to do",
            );
        });
    }
}
