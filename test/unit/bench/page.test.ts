import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { partNames } from "../../../bench/parts";
import { root } from "../../../base/checkout";
import { isMet, median, type Measurement } from "../../../bench/measurement";
import { renderSection, updatePage } from "../../../bench/page";
import { quantity, renderTable } from "../../../bench/table";

const bounded = (ours: number, atMost: number): Measurement => ({
    what: "cold",
    unit: "s",
    ours,
    against: { what: "other", value: 8 },
    bound: { of: "ours", atMost },
});

describe("bench: table", () => {
    it("has ratio, bound and whether it is met", () => {
        const rows: Measurement[] = [
            bounded(2, 3),
            { what: "memory", unit: "MB", ours: 230.8 },
            {
                what: "up",
                unit: "s",
                ours: 106,
                against: { what: "path", value: 100 },
                bound: { of: "ratio", atMost: 1.05 },
            },
            { what: "tools", unit: "s", ours: 481, bound: { of: "ours", atMost: 480 } },
        ];
        assert.equal(
            renderTable(rows),
            [
                "| what   | ours      | against        | ratio | bound    | met    |",
                "| ------ | --------- | -------------- | ----- | -------- | ------ |",
                "| cold   | 2.00 s    | 8.00 s: other  | 0.250 | ≤ 3 s    | yes    |",
                "| memory | 231 MB    |                |       |          |        |",
                "| up     | 106.00 s  | 100.00 s: path | 1.060 | ≤ 1.05 × | **no** |",
                "| tools  | 8 min 1 s |                |       | ≤ 8 min  | **no** |",
            ].join("\n"),
        );
    });

    it("says yes exactly up to the bound", () => {
        fc.assert(
            fc.property(fc.nat(), fc.nat(), (ours, atMost) => {
                assert.equal(isMet(bounded(ours, atMost)), ours <= atMost);
                assert.equal(renderTable([bounded(ours, atMost)]).includes("**no**"), ours > atMost);
            }),
        );
    });

    it("compares the ratio, not the time, with a bound for the ratio", () => {
        const row: Measurement = { ...bounded(8.4, 0), bound: { of: "ratio", atMost: 1.05 } };
        assert.equal(isMet(row), true);
        assert.equal(isMet({ ...row, ours: 8.5 }), false);
    });

    it("switches to minutes at five, and never shows sixty seconds", () => {
        assert.equal(quantity(2.144, "s"), "2.14 s");
        assert.equal(quantity(299.9, "s"), "299.90 s");
        assert.equal(quantity(300, "s"), "5 min 0 s");
        assert.equal(quantity(359.6, "s"), "6 min 0 s");
    });

    it("takes the middle value, whatever their order", () => {
        fc.assert(
            fc.property(fc.array(fc.integer(), { minLength: 1 }), fc.integer(), (values, middle) => {
                const around = values.flatMap((value) => [middle - Math.abs(value), middle + Math.abs(value)]);
                assert.equal(median([...around, middle]), middle);
            }),
        );
    });
});

describe("bench: page", () => {
    const titles = ["one", "two", "three"];
    const section = (title: string, note: string) =>
        renderSection({ title, rows: [bounded(1, 2)], notes: [note] }, "two cores", "2026-01-02");
    const written = (entries: [string, string][], page = "") => updatePage(page, new Map(entries), titles);

    it("keeps what was not measured, replaces what was, and the order is always the same", () => {
        const before = written([
            ["three", section("three", "old")],
            ["one", section("one", "old")],
        ]);
        const after = written(
            [
                ["three", section("three", "new")],
                ["two", section("two", "new")],
            ],
            before,
        );
        assert.equal(
            after,
            written([
                ["one", section("one", "old")],
                ["two", section("two", "new")],
                ["three", section("three", "new")],
            ]),
        );
        assert.deepEqual(after.match(/^## .*/gm), ["## one", "## two", "## three"]);
    });

    it("does not change when nothing was measured", () => {
        const page = written([["two", section("two", "a note with ## in it")]]);
        assert.equal(written([], page), page);
    });

    it("is in the repository as it would be written, without parts that are no longer measured", () => {
        const page = readFileSync(join(root, "docs", "performance.md"), "utf8");
        const there = (page.match(/^## .*/gm) ?? []).map((line) => line.slice(3));
        assert.equal(updatePage(page, new Map(), there), page);
        assert.ok(page.includes(partNames.map((name) => `\`${name}\``).join(", ")));
    });

    it("says when and where, and what is meant", () => {
        const page = written([["two", section("two", "a note")]]);
        assert.match(page, /^Measured on 2026-01-02: two cores\.$/m);
        assert.match(page, /^- a note$/m);
    });
});
