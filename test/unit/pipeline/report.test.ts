import assert from "node:assert/strict";
import fc from "fast-check";
import { countsIn } from "../../../pipeline/preview";
import { type Report, renderReport } from "../../../pipeline/report";
import { chooseStacks } from "../../../pipeline/stacks";
import { cutMarkdown, fenced, plain, shortened } from "../../../pipeline/text";

const previewed = `Previewing update (eks):
  pulumi:pulumi:Stack: (same)
    + aws:ec2/vpc:Vpc: (create)
        [urn=urn:pulumi:eks::confluent-gitops::aws:ec2/vpc:Vpc::confluent]
Resources:
    + 3 to create
    ~ 1 to update
    4 changes. 12 unchanged
`;

const report = (change: Partial<Report> = {}): Report => ({
    diff: "# What it does\n\nNothing is deleted.",
    stacks: ["eks", "prod"],
    previews: [{ stack: "eks", exitCode: 0, text: previewed }],
    whyNone: "",
    run: "https://forge.example/run/1",
    commit: "0123456789abcdef",
    ...change,
});

/** What a text is as HTML, without what GitHub would not show. */
let html: (markdown: string) => string;
before(async () => {
    const { marked } = await import("marked");
    html = (markdown) => marked.parse(markdown, { async: false });
});

describe("a pull request's report", () => {
    it("has the difference on top, then each stack's preview, folded, with its counts", () => {
        const text = renderReport(report(), 65_000);
        assert.ok(text.startsWith("# What it does"));
        assert.match(
            text,
            /<details><summary><b>eks<\/b>: \+ 3 to create, ~ 1 to update, 4 changes\. 12 unchanged<\/summary>/,
        );
        assert.match(html(text), /<pre><code>Previewing update \(eks\):[\s\S]*<\/code><\/pre>/);
        assert.match(text, /_0123456, \[this run\]\(https:\/\/forge\.example\/run\/1\)\._\n$/);
    });

    it("reports a stack that was not previewed as such", () => {
        assert.match(renderReport(report(), 65_000), /\*\*prod: not previewed\*\*, because its job ended early/);
    });

    it("says that a preview failed, and shows it unfolded", () => {
        const previews = [{ stack: "eks", exitCode: 255, text: "error: no credentials" }];
        const text = renderReport(report({ stacks: ["eks"], previews }), 65_000);
        assert.match(
            text,
            /<details open><summary><b>eks: the preview failed<\/b><\/summary>\n\n```\nerror: no credentials/,
        );
    });

    it("says that the difference failed, and why no stack was previewed", () => {
        const text = renderReport(report({ diff: undefined, stacks: [], whyNone: "It is from a fork." }), 65_000);
        assert.match(text, /\*\*`npm run diff` failed\*\*/);
        assert.match(text, /## Preview on AWS\n\nIt is from a fork\.\n/);
    });

    it("fits, whatever the parts are", () => {
        const line = fc.constantFrom(
            "<details>",
            "```",
            "````diff",
            "text",
            "</details>",
            "<details><summary>s</summary>",
            "- item",
        );
        const diffs = fc.array(line, { maxLength: 400 }).map((lines) => lines.join("\n"));
        const texts = fc.array(fc.constantFrom("```", "a `b` c", "+ to create", "x".repeat(300)), { maxLength: 60 });
        fc.assert(
            fc.property(diffs, texts, fc.integer({ min: 3000, max: 6000 }), (diff, lines, limit) => {
                const previews = ["eks", "prod"].map((stack) => ({ stack, exitCode: 0, text: lines.join("\n") }));
                const text = renderReport(report({ diff, previews }), limit);
                assert.ok(text.length <= limit, `${text.length} of ${limit}`);
            }),
        );
    });
});

describe("text for a comment", () => {
    it("is without colours and without lines that were written over", () => {
        assert.equal(plain("\u001b[1mhead\u001b[0m\r\n10%\r50%\rdone\nend\r\n"), "head\ndone\nend\n");
    });

    it("is code that its content cannot close", () => {
        fc.assert(
            fc.property(fc.array(fc.constantFrom("`", "``", "```", "~~~", "\n", "a", "</details>")), (parts) => {
                const shown = html(fenced(parts.join("")));
                assert.match(shown, /^<pre><code>[^<]*<\/code><\/pre>\n$/);
            }),
        );
    });

    it("closes what was open at the point where it is cut", () => {
        const text = cutMarkdown(`<details>\n\n\`\`\`diff\n${"+ a line\n".repeat(100)}\`\`\`\n\n</details>\n`, 400);
        assert.ok(text.length <= 400);
        assert.match(text, /\+ a line\n```\n\n<\/details>\n\n_Cut off/);
        assert.equal(cutMarkdown("short", 400), "short");
    });

    it("keeps how an output began and how it ended", () => {
        const lines = Array.from({ length: 1000 }, (_, at) => `line ${at}`);
        const text = shortened(lines.join("\n"), 500);
        assert.ok(text.length <= 500);
        assert.match(text, /^line 0\nline 1\n[\s\S]*shortened[\s\S]*\nline 998\nline 999$/);
    });

    it("has no counts if there are none", () => {
        assert.equal(countsIn("Resources:\n    5 unchanged\n\nDuration: 1s"), "5 unchanged");
        assert.equal(countsIn("error: no credentials"), "");
    });
});

describe("the stacks of a pipeline", () => {
    const deployed = ["eks", "prod"];
    it("are those that are touched and deployed from here", () => {
        assert.deepEqual(chooseStacks({ touched: ["dev", "prod", "eks"], deployed }), ["eks", "prod"]);
        assert.deepEqual(chooseStacks({ touched: ["dev"], deployed }), []);
        assert.deepEqual(chooseStacks({ touched: ["eks"], deployed: [] }), []);
    });

    it("are the one that a person requests, touched or not, if it is deployed from here", () => {
        assert.deepEqual(chooseStacks({ touched: [], deployed, only: "prod" }), ["prod"]);
        assert.throws(() => chooseStacks({ touched: [], deployed, only: "dev" }), {
            message: "dev is not deployed from this repository (PULUMI_STACKS: eks, prod): add it to that variable.",
        });
    });
});
