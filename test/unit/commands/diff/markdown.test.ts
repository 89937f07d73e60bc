import assert from "node:assert/strict";
import fc from "fast-check";
import type * as Marked from "marked" with { "resolution-mode": "import" };
import { block, table } from "../../../../commands/diff/markdown/blocks";
import { change, code, prose } from "../../../../commands/diff/markdown/code";
import { valueAt, valueChange } from "../../../../commands/diff/values";

/** An ES module: a program in CommonJS waits for it. */
let marked: typeof Marked.marked;

/** What a reader sees of a piece of HTML. */
const seen = (html: string): string =>
    html
        .replace(/<[^>]*>/g, "")
        .replace(/&#(\d+);/g, (_, point: string) => String.fromCodePoint(Number(point)))
        .replace(/&lt;/g, "<")
        .replace(/&gt;/g, ">")
        .replace(/&quot;/g, '"')
        .replace(/&amp;/g, "&");

function onlyTable(markdown: string): Marked.Tokens.Table {
    const tokens: Marked.Token[] = marked.lexer(markdown);
    assert.deepEqual(
        tokens.map(({ type }) => type),
        ["table"],
        markdown,
    );
    return tokens[0] as Marked.Tokens.Table;
}

describe("values in a comment's table", () => {
    before(async () => ({ marked } = await import("marked")));
    const nasty = [
        "a|b",
        "`",
        "``x``",
        "a\\|b",
        "<b>&amp;</b>",
        "</details>",
        "**x** _y_",
        " x ",
        "\\",
        "https://a.b",
        "@x",
        "‮",
    ];

    it("are one cell of code each, whatever is in them", () => {
        const one = (text: string) => {
            const { rows } = onlyTable(table(["a", "b"], [[code(text), "z"]]));
            const html = marked.parseInline(rows[0]?.[0]?.text ?? "", { async: false });
            assert.match(html, /^<code>[^<]*<\/code>$/, `${text}: ${html}`);
            assert.equal(rows[0]?.[1]?.text, "z");
            const visible = text.replace(/\r?\n/g, "⏎").replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "�");
            assert.equal(seen(html), visible || '""');
        };
        for (const text of nasty) one(text);
        fc.assert(fc.property(fc.string({ unit: "binary" }), one), { numRuns: 20 });
        fc.assert(fc.property(fc.string({ unit: fc.constantFrom(..."|`\\<>&\n *_[]a ") }), one), { numRuns: 20 });
    });

    it("show where two long ones differ, and what only one side's list has", () => {
        const [one, other] = [`${"x".repeat(200)}1${"y".repeat(100)}`, `${"x".repeat(200)}2${"y".repeat(100)}`];
        const shown = change(one, other);
        assert.match(shown, /`…x+1y+…`<br>→ `…x+2y+…`/);
        assert.ok(shown.length < 200, shown);
        const { before, after } = valueChange("p", ["a=1", "b=2", "c=3"], ["a=1", "b=4", "c=3"]);
        assert.equal(change(before, after), "`b=2` → `b=4`");
        const many = Array.from({ length: 9 }, (_, at) => `line ${at}`);
        assert.match(change([], many), /^– → `line 0`<br>.*`line 4`<br>and 4 more$/);
        assert.equal(change(undefined, "3"), "– → `3`");
    });

    it("leave no Markdown in a sentence from elsewhere", () => {
        const html = marked.parseInline(prose("**a** <i>b</i> `c` @team #1 [x](y)\n| d"), { async: false });
        assert.ok(!html.includes("<") && !/[@#]\w/.test(html), html);
        assert.equal(seen(html).replaceAll("\u200b", ""), "**a** <i>b</i> `c` @team #1 [x](y) | d");
    });

    it("keep a refusal as it is, with fences in it", () => {
        const tokens = marked.lexer(block("a\n```\nb </details>\n````"));
        assert.deepEqual(
            tokens.map((token) => [token.type, (token as Marked.Tokens.Code).text]),
            [["code", "a\n```\nb </details>\n````"]],
        );
    });
});

describe("the values of a change", () => {
    it("are found by the engine's paths", () => {
        const inputs = { spec: { ports: [{ name: "a" }] }, metadata: { labels: { "a.b/c": "x" } }, list: ["p", "q"] };
        assert.equal(valueAt(inputs, "spec.ports[0].name"), "a");
        assert.equal(valueAt(inputs, 'metadata.labels["a.b/c"]'), "x");
        assert.deepEqual(valueAt(inputs, "list"), ["p", "q"]);
        assert.equal(valueAt(inputs, "spec.ports"), '[{"name":"a"}]');
        assert.equal(valueAt(inputs, "spec.none.at.all"), undefined);
    });

    it("are masked wherever they lie in a secret", () => {
        assert.equal(valueAt({ data: "[secret]" }, "data.password"), "[secret]");
        assert.equal(valueAt({ data: "[secret]" }, "data"), "[secret]");
    });

    it("of a text with several lines are the lines that differ, and of a single line all of it", () => {
        assert.deepEqual(valueChange("p", "a\nb\nc\n", "a\nB\nc\n"), {
            path: "p",
            before: ["b"],
            after: ["B"],
            forces: false,
        });
        assert.deepEqual(valueChange("p", "a", "b", true), { path: "p", before: "a", after: "b", forces: true });
        assert.deepEqual(valueChange("p", undefined, ["x"]), {
            path: "p",
            before: undefined,
            after: ["x"],
            forces: false,
        });
    });

    it("say so if only the order differs", () => {
        assert.equal(valueChange("p", ["a", "b"], ["b", "a"]).after, "in another order");
        assert.deepEqual(valueChange("p", ["a", "a"], ["a"]).before, ["a"]);
    });
});
