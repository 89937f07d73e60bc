import assert from "node:assert/strict";
import type * as Marked from "marked" with { "resolution-mode": "import" };
import { renderPage } from "../../../../commands/diff/markdown/page";
import type {
    AddonsComparison,
    Comparison,
    Loss,
    OverlayComparison,
    StackComparison,
} from "../../../../commands/diff/model";
import { touchedStacks } from "../../../../commands/diff/touched";

const loss = (severity: Loss["severity"], where: string, what: string): Loss => ({
    severity,
    where,
    what,
    lost: "Gone.",
});
const sameStack: StackComparison = {
    stack: "dev",
    state: "same",
    refusals: [],
    resources: [],
    unchanged: 12,
    notes: [],
    losses: [],
};
const changedStack: StackComparison = {
    ...sameStack,
    stack: "eks",
    state: "changed",
    resources: [
        { op: "added", type: "aws:ec2/subnet:Subnet", name: "a", layer: "Network", inputs: [], retained: false },
        { op: "added", type: "aws:ec2/subnet:Subnet", name: "b", layer: "Network", inputs: [], retained: false },
        {
            op: "replaced",
            type: "aws:eks/cluster:Cluster",
            name: "c",
            layer: "Cluster",
            inputs: [{ path: "name", before: "a|b", after: "c`d\n</details>", forces: true }],
            retained: false,
        },
    ],
    notes: ["A note."],
    losses: [loss("service", "stack `eks`", "nodes go"), loss("data", "stack `eks`", "`c` is replaced")],
};
const overlay = (path: string, state: OverlayComparison["state"], stacks: string[]): OverlayComparison => ({
    path,
    stacks,
    state,
    refusals: [],
    objects:
        state === "changed"
            ? [
                  { op: "removed", object: "Connect/connect", fields: [] },
                  ...Array.from({ length: 20 }, (_, at) => ({
                      op: "changed" as const,
                      object: `Kafka/kafka-${at}`,
                      fields: [{ path: "spec.replicas", before: "3", after: "1", forces: false }],
                  })),
              ]
            : [],
    losses: state === "changed" ? [loss("data", `\`${path}\``, "a broker goes")] : [],
});
const comparison: Comparison = {
    base: "main (1234567)",
    head: "the working tree",
    served: ["Stand-ins answer."],
    stacks: [sameStack, changedStack],
    overlays: [overlay("o/dev", "changed", ["dev"]), overlay("o/eks", "changed", ["eks"]), overlay("o/x", "same", [])],
    addons: [],
};
const whole = "`npm run diff`";

/** An ES module: a program in CommonJS waits for it. */
let marked: typeof Marked.marked;

/** All tokens, also those within others. */
const lexed = (page: string) => {
    const tokens: Marked.Tokens.Generic[] = [];
    void marked.walkTokens(marked.lexer(page), (token) => void tokens.push(token));
    return tokens;
};

describe("a comment on what a change does", () => {
    before(async () => ({ marked } = await import("marked")));
    const page = renderPage(comparison, { whole });

    it("has on top, in bold and once, what takes data with it, and then what interrupts a service", () => {
        const bold = lexed(page).filter(({ type }) => type === "strong");
        assert.equal(bold[0]?.text, "stack `eks`: `c` is replaced.");
        assert.equal(bold[1]?.text, "`o/dev`, `o/eks`: a broker goes.");
        assert.ok(page.indexOf("nodes go") > page.indexOf("a broker goes"));
        assert.ok(page.indexOf("nodes go") < page.indexOf("### Stack"));
    });

    it("has nothing but tables, headings, lists, details and paragraphs, and every table is one", () => {
        const tokens = lexed(page);
        assert.equal(tokens.filter(({ type }) => type === "table").length, (page.match(/^\| --- /gm) ?? []).length);
        assert.ok(tokens.filter(({ type }) => type === "table").length >= 4);
        for (const token of tokens.filter(({ type }) => type === "paragraph"))
            assert.doesNotMatch(token.text as string, /^\|/m);
        const html = tokens.filter(({ type }) => type === "html").map(({ text }) => (text as string).trim());
        const tags = /^(<\/?(details|summary|code|br|sub)>|<details>\n<summary>[^<]*<\/summary>|<sub>[^<]*<\/sub>)$/;
        assert.deepEqual(
            html.filter((text) => !tags.test(text)),
            [],
        );
        assert.equal(html.join("").match(/<details>/g)?.length, html.join("").match(/<\/details>/g)?.length);
    });

    it("groups resources by layer in the program's order, and says once what happens to several", () => {
        assert.ok(page.indexOf("**Network**") < page.indexOf("**Cluster**"));
        assert.match(page, /\| added \| aws\.ec2\.Subnet `a`<br>aws\.ec2\.Subnet `b` \|/);
        assert.match(page, /\| \*\*replaced\*\* \| aws\.eks\.Cluster `c` \| `name` \*\*forces it\*\* \|/);
        assert.match(page, /^### Stack `eks`: 1 replaced, 2 added, 12 unchanged$/m);
    });

    it("gives one line to what is the same, and hides what is long", () => {
        assert.match(page, /^- Stack `dev`: no resource changes, of 12\.$/m);
        assert.match(page, /^- Overlay `o\/x`: renders the same\.$/m);
        assert.match(page, /<summary>Objects: 1 removed, 20 changed<\/summary>\n\n\|/);
    });

    it("says that nothing changes where nothing does", () => {
        const nothing = renderPage({ ...comparison, stacks: [sameStack], overlays: [] }, { whole });
        assert.match(
            nothing,
            /No data is replaced or deleted\.\n\n\*\*Nothing changes, in any stack, overlay or addon\.\*\*/,
        );
    });

    it("has the addons after the overlays, their losses on top, and those that are the same in a line", () => {
        const folder = { path: "a/eks", stacks: [], refusals: [], addons: [], losses: [] };
        const addon = { op: "removed" as const, name: "s", chart: "s", version: { before: "1.0.0" }, fields: [] };
        const lost = [loss("data", "`a/eks`", "keys go")];
        const addons: AddonsComparison[] = [
            { ...folder, state: "changed", addons: [addon], losses: lost },
            { ...folder, path: "a/dev", state: "same" },
            { ...folder, path: "a/x", state: "broken", refusals: [{ side: "head", message: "no file" }] },
        ];
        const shown = renderPage({ ...comparison, stacks: [], addons }, { whole });
        assert.match(shown, /- \*\*`a\/eks`: keys go\.\*\* Gone\.\n[^]*### Overlay/);
        assert.ok(shown.indexOf("### Overlay `o/eks`") < shown.indexOf("### Addons `a/eks`: 1 removed"));
        assert.match(shown, /^- Addons `a\/dev`: render the same\.$/m);
        assert.match(
            shown,
            /^### Addons `a\/x`: \*\*refused\*\*\n\nKustomize refuses them at head:\n\n```text\nno file/m,
        );
    });

    it("shows a refusal and its side", () => {
        const refusals = [{ side: "head" as const, message: "cluster.version: 9 is not allowed\n```" }];
        const broken = renderPage({ ...comparison, stacks: [{ ...sameStack, state: "broken", refusals }] }, { whole });
        assert.match(broken, /### Stack `dev`: \*\*refused\*\*\n\nRefused at head:\n\n````text\ncluster\.version: 9/);
    });

    it("is cut within the limit, keeps the top and all headlines, and says how to see the whole", () => {
        for (const limit of [page.length - 1, 2500, 1600]) {
            const cut = renderPage(comparison, { limit, whole });
            assert.ok(cut.length <= limit, `${cut.length} of ${limit}`);
            assert.match(cut, /> This is cut, .* `npm run diff`/);
            assert.match(cut, /\*\*stack `eks`: `c` is replaced\.\*\*/);
            assert.match(cut, /^### Stack `eks`: 1 replaced/m);
            assert.match(cut, /^### Overlay `o\/eks`.*: 1 removed, 20 changed$/m);
        }
        assert.equal(renderPage(comparison, { limit: page.length, whole }), page);
    });

    it("is cut where the losses alone are too many", () => {
        const losses = Array.from({ length: 3000 }, (_, at) => loss("data", "stack `eks`", `number ${at} goes`));
        const cut = renderPage({ ...comparison, stacks: [{ ...changedStack, losses }] }, { limit: 65_536, whole });
        assert.ok(cut.length <= 65_536);
        assert.match(cut, /\*\*and \d+ more\*\*/);
    });
});

describe("the stacks that a change touches", () => {
    it("are those whose preview differs and those whose overlay does", () => {
        assert.deepEqual(touchedStacks(comparison), ["dev", "eks"]);
        const untouched = {
            stacks: [sameStack, { ...changedStack, state: "same" as const }],
            overlays: [],
            addons: [],
        };
        assert.deepEqual(touchedStacks(untouched), []);
        assert.deepEqual(touchedStacks({ ...untouched, overlays: [overlay("o", "broken", ["eks"])] }), ["eks"]);
    });

    it("include new and refused ones, but none whose file is gone", () => {
        const of = (state: StackComparison["state"]) =>
            touchedStacks({ stacks: [{ ...sameStack, state }], overlays: [], addons: [] });
        assert.deepEqual([of("added"), of("broken"), of("mended"), of("removed")], [["dev"], ["dev"], ["dev"], []]);
    });
});
