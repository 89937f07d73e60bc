import assert from "node:assert/strict";
import fc from "fast-check";
import { type Recording, trackStates } from "../../../../commands/demo/recording";
import { renderReport } from "../../../../commands/demo/report";
import { escapeText, markup } from "../../../../commands/demo/report/html";
import { roundStep, scaleOf } from "../../../../commands/demo/report/scale";
import { waves } from "../../../../commands/demo/report/timeline";
import { demoRecording } from "../../../fixtures/recording";

const recording = demoRecording();
const page = renderReport(recording);
/** Without printing the whole page where it is not so. */
const has = (text: string, what: RegExp) => assert.ok(what.test(text), `nothing is like ${what}`);
const hasNot = (text: string, what: RegExp) => assert.equal(what.exec(text)?.[0], undefined);
const count = (text: string, of: RegExp) => [...text.matchAll(of)].length;

describe("report: its text", () => {
    it("is escaped, whatever it is", () => {
        fc.assert(
            fc.property(fc.string({ unit: fc.constantFrom("<", ">", "&", '"', "'", "a", ";", "\x00") }), (text) => {
                const { text: made } = markup`<a b="${text}">${text}</a>`;
                assert.equal(count(made, /</g), 2);
                assert.equal(count(made, /"/g), 2);
            }),
        );
        assert.equal(escapeText(`<a href="x" class='y'>&`), "&lt;a href=&quot;x&quot; class=&#39;y&#39;&gt;&amp;");
        assert.equal(escapeText("a\x00b\x1b[31m"), "a�b�[31m");
    });

    it("is left as it is where it is markup, and nothing where there is none", () => {
        assert.equal(markup`${[markup`<b>${1}</b>`, undefined, false, "<"]}`.text, "<b>1</b>&lt;");
    });

    it("reaches the page escaped from everywhere in a recording", () => {
        const evil = `"><script>alert(1)</script>`;
        const poisoned = JSON.parse(JSON.stringify(recording), (key, value: unknown) =>
            typeof value === "string" && !["state", "part"].includes(key) ? value + evil : value,
        ) as Recording;
        hasNot(renderReport(poisoned), /<script/);
    });
});

describe("report: its scale", () => {
    it("places the beginning at 0, the end at 100, what is between in order, and nothing beyond", () => {
        fc.assert(
            fc.property(fc.nat(), fc.nat(100_000), fc.nat(), fc.nat(), (from, length, one, other) => {
                const scale = scaleOf(from, from + length);
                const place = (at: number) => scale.place(at);
                const [first, second] = [Math.min(one, other), Math.max(one, other)];
                assert.ok(place(first) <= place(second));
                assert.ok(place(first) >= 0 && place(second) <= 100);
                assert.equal(place(from), 0);
                if (length > 0) assert.equal(place(from + length), 100);
            }),
        );
    });

    it("has a few round times on its axis, the first of them the beginning, no two called the same", () => {
        fc.assert(
            fc.property(fc.nat(), fc.integer({ min: 10, max: 1_000_000 }), (from, length) => {
                const { ticks } = scaleOf(from, from + length);
                assert.equal(ticks[0]?.at, from);
                assert.ok(ticks.length >= 2 && ticks.length <= 9, `${ticks.length} of ${length}`);
                assert.equal(new Set(ticks.map(({ label }) => label)).size, ticks.length);
            }),
        );
        assert.deepEqual([1, 3, 90, 101, 250, 600].map(roundStep), [1, 5, 100, 200, 500, 1000]);
        assert.deepEqual(
            scaleOf(1000, 2600)
                .ticks.map(({ label }) => label)
                .slice(0, 3),
            ["0.0 s", "0.2 s", "0.4 s"],
        );
    });
});

describe("report: its page", () => {
    it("needs nothing else: no script, nothing fetched", () => {
        hasNot(page, /<script|<img|<iframe|@import|https?:/);
        for (const [, target] of page.matchAll(/(?:href|src)="([^"]*)"/g)) assert.match(target ?? "", /^(#|data:,$)/);
        for (const [, target] of page.matchAll(/url\(([^)]*)\)/g)) assert.match(target ?? "", /^#lines-/);
        has(page, /default-src 'none'/);
    });

    it("refers only to what exists, and closes whatever it opens", () => {
        const ids = new Set([...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
        for (const [, id] of page.matchAll(/(?:href="|url\()#([^")]*)/g)) assert.ok(ids.has(id), id);
        for (const name of ["section", "svg", "ul", "ol", "li", "div", "span", "table", "tr", "figure", "details", "p"])
            assert.equal(
                count(page, new RegExp(`<${name}[ >]`, "g")),
                count(page, new RegExp(`</${name}>`, "g")),
                name,
            );
    });

    it("says of each scene what it was to show, and what came of it", () => {
        for (const { title, explanation, result, marks } of recording.scenes)
            for (const text of [title, explanation, result, ...marks.map(({ text }) => text)])
                assert.ok(page.includes(escapeText(text)), text);
        has(page, /✗ 7 scenes, failed: Drift/);
    });

    it("has a row for each resource of a scene in which something happened, told in words too", () => {
        const eventful = recording.scenes.filter(({ name }) => name !== "customise");
        const rows = eventful.reduce((sum, { tracks }) => sum + tracks.length, 0);
        assert.equal(count(page, /<svg class="lane [^"]*" role="img" aria-label="[^"]+"/g), rows);
        has(page, /aria-label="pending \(simulated\) from \d\.\d s, PROVISIONING \(simulated\) from/);
        has(page, /Of \d+ resources, none changed\./);
    });

    it("tells states apart by more than a colour, and says what each means", () => {
        for (const state of trackStates.filter((state) => state !== "gone"))
            has(page, new RegExp(`<b>\\S ${state}</b> \\w+`));
        const lines = new Set([...page.matchAll(/<pattern [^>]*><path d="([^"]*)"/g)].map(([, path]) => path));
        // Healthy and gone are those with no lines.
        assert.equal(lines.size, trackStates.length - 1);
    });

    it("names each measured time's bound, and whether it was met", () => {
        has(
            page,
            /drift to healed<\/td><td class="figure">2\.29 s<\/td><td class="figure">2 s<\/td><td><span class="verdict failed">✗ no/,
        );
        has(
            page,
            /commit to live<\/td><td class="figure">1\.39 s<\/td><td class="figure">2 s<\/td><td><span class="verdict ok">✓ yes/,
        );
    });

    it("tells what was simulated from what ran", () => {
        const [ran = "", simulated = ""] = page.split("What was simulated");
        has(ran, /Argo CD<\/dt><dd>3\.6\.1/);
        has(simulated, /Confluent for Kubernetes<\/dt><dd>3\.4\.0 <span class="muted">simulated by kwok/);
        has(page, /<h3>Confluent Platform \(simulated\)<\/h3>/);
    });

    it("shows in full why something was wrong", () => {
        has(page, /<ul class="said">[^]*ComparisonError: kustomize build: yaml: line 12/);
    });

    it("shows where each wave began, where there were several", () => {
        const [deploy, change] = recording.scenes;
        assert.deepEqual(deploy && waves(deploy).map(({ wave }) => wave), [0, 10, 20, 30]);
        assert.deepEqual(change && waves(change), []);
    });

    it("is made of a recording in which nothing happened, too", () => {
        const empty = renderReport({ title: "Nothing", startedAt: "never", versions: [], scenes: [] });
        has(empty, /✓ 0 scenes, all passed/);
        hasNot(empty, /Measured times|undefined|NaN/);
        hasNot(page, /undefined|NaN/);
    });
});
