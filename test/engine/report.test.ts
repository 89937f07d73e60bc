import assert from "node:assert/strict";
import { renderReport } from "../../commands/demo/report";
import { demoRecording } from "../fixtures/recording";
import { findBrowser, look, type LookOptions } from "./browser";

interface Seen {
    /** The page's width over the frame's: more than none is a page that has to be pushed sideways. */
    overflow: number;
    background: number;
    ink: number;
    /** Lanes that are not a picture of some size. */
    emptyLanes: number;
    /** Bars whose colour is their page's, or black as where no style reached them. */
    uncoloured: number;
    /** Pairs of words on one axis that run into each other. */
    collisions: string[];
    /** Words that do not end within their bar. */
    cut: string[];
}

const measure = `
const light = (colour) => colour.match(/\\d+/g).slice(0, 3).reduce((sum, one) => sum + Number(one) / 765, 0);
const style = (one) => window.getComputedStyle(one);
const all = (selector) => [...document.querySelectorAll(selector)];
const box = (one) => one.getBoundingClientRect();
const body = style(document.body);
return {
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    background: light(body.backgroundColor),
    ink: light(body.color),
    emptyLanes: all(".row:not(.axis) .lane").filter((one) => box(one).width < 100 || box(one).height < 20).length,
    uncoloured: all(".lane .span").filter((one) => ["rgb(0, 0, 0)", body.backgroundColor].includes(style(one).fill)).length,
    collisions: all(".axis .lane").flatMap((lane) => ["time", "wave", "number"].flatMap((kind) => {
        const words = [...lane.querySelectorAll("text." + kind)].filter((word) => style(word).display !== "none");
        return words.slice(1).filter((word, at) => box(words[at]).right > box(word).left).map((word) => word.textContent);
    })),
    cut: all(".says").filter((one) => style(one).display !== "none" && box(one).right > box(one.parentNode.querySelector("rect")).right)
        .map((one) => one.textContent),
};`;

describe("the report page, in a browser", function () {
    this.timeout(120_000);
    const page = renderReport(demoRecording());
    let browser = "";
    before(function () {
        browser = findBrowser() ?? "";
        // Counted, and told in the closing line, as skipped.
        if (!browser) this.skip();
    });
    const seen = (options: LookOptions) => look<Seen>(browser, page, measure, options);

    for (const width of [1280, 768, 360]) {
        it(`fits a window of ${width} pixels, with nothing cut off or overlapping`, async () => {
            const { overflow, emptyLanes, uncoloured, collisions, cut } = await seen({ width });
            assert.deepEqual(
                { overflow, emptyLanes, uncoloured, collisions, cut },
                { overflow: 0, emptyLanes: 0, uncoloured: 0, collisions: [], cut: [] },
            );
        });
    }

    it("is light or dark, like the reader's system", async () => {
        const light = await seen({ width: 1280, theme: "light" });
        const dark = await seen({ width: 1280, theme: "dark" });
        assert.ok(light.background > 0.9 && light.ink < 0.3, JSON.stringify(light));
        assert.ok(dark.background < 0.2 && dark.ink > 0.7, JSON.stringify(dark));
        assert.equal(dark.uncoloured, 0);
    });
});
