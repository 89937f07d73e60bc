import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { examples as edits } from "../../../commands/validate/examples";
import { adding, type BadEdit, platform } from "../../../commands/validate/examples/edit";
import { placeOf } from "../../../commands/validate/place";
import type { Problem } from "../../../config/problems";
import { root } from "../../harness";
import { Copy } from "./badEdits/edit";
import { goodEdits } from "./badEdits/good";

/** Runs `use` without the rules of some files in config/rules. */
function withoutRules<T>(files: readonly string[], use: () => T): T {
    const taken = files.flatMap((file) => {
        // eslint-disable-next-line @typescript-eslint/no-require-imports -- by its name, which the table has
        const exported = require(`../../../config/rules/${file}`) as Record<string, unknown>;
        const lists = Object.entries(exported).filter(([name]) => name.endsWith("Rules"));
        return lists.map(([name, rules]) => ({ exported, name, rules }));
    });
    for (const { exported, name, rules } of taken) exported[name] = Array.isArray(rules) ? [] : () => [];
    try {
        return use();
    } finally {
        for (const { exported, name, rules } of taken) exported[name] = rules;
    }
}

const said = (problems: readonly Problem[]) => problems.map(({ reason, fix }) => `${reason}; ${fix}`);

/** `validate` says it at a line with the object's name or the field, of the object's file or of one that was edited. */
function assertPlaced(top: string, { files, overlay = "eks" }: BadEdit, problem: Problem | undefined): void {
    const about = problem?.about;
    assert.ok(about, `${problem?.rule} does not say which object it is about`);
    const { file, line } = placeOf(top, about, `${platform}/overlays/${overlay}`);
    const text = readFileSync(join(top, file), "utf8").split("\n")[line - 1] ?? "";
    if (!("resource" in about)) return assert.ok(file.startsWith("gitops/"), file);
    const { resource, field = "" } = about;
    const [image = ""] = [...resource.setBy.entries()].filter(([, by]) => by === file).map(([name]) => name);
    const words = [resource.name, field.split(/[. ]/).at(-1) ?? "", image.split(":")[0] ?? ""].filter(Boolean);
    assert.ok(
        words.some((word) => text.includes(word)),
        `${file}:${line} has none of ${words.join(", ")}: ${text}`,
    );
    assert.ok([resource.file, ...resource.changedBy, ...Object.keys(files)].includes(file), file);
}

describe("a bad edit of the files in gitops/", () => {
    let copy: Copy;
    before(() => (copy = new Copy()));
    after(() => copy.delete());

    for (const [title, edit] of Object.entries(edits)) {
        it(`is refused by the rule meant for it: ${title}`, () =>
            copy.while(edit, ({ problems, facts }) => {
                const meant = problems.filter(({ reason }) => edit.says.test(reason));
                assert.equal(meant.length, 1, said(problems).join("\n") || "nothing was refused");
                assert.match(said(meant).join(), edit.fix);
                assertPlaced(copy.top, edit, meant[0]);
                if (edit.rule === "overlay") {
                    assert.equal(facts.overlay, undefined, "it was read in spite of it");
                    return;
                }
                const rules = [edit.rule, ...(edit.also ?? [])];
                const rest = withoutRules(rules, () => copy.check(edit).problems);
                assert.deepEqual(said(rest), [], `not of config/rules/${rules.join(" and ")} alone`);
                if (rules.length === 1) return;
                const others = withoutRules(rules.slice(1), () => copy.check(edit).problems);
                assert.deepEqual(
                    others.map(({ reason }) => reason),
                    [meant[0]?.reason],
                );
            }));
    }

    for (const [title, edit] of Object.entries(goodEdits)) {
        it(`is not what only looks like one: ${title}`, () =>
            copy.while({ ...edit, rule: "", says: /./, fix: /./ }, ({ problems }) =>
                assert.deepEqual(said(problems), []),
            ));
    }

    it("causes a warning if it may be intended: passwords in the clear between pods", () =>
        copy.while({ files: adding("eks", "sasl-plain"), rule: "", says: /./, fix: /./ }, ({ warnings }) => {
            const clear = warnings.filter((warning) =>
                /without TLS, so these are sent in the clear between pods/.test(warning),
            );
            assert.equal(clear.length, 1);
            assert.match(clear[0] ?? "", /KRaftController kraftcontroller \(\S+\) at listeners\.controller \(plain\)/);
        }));

    it("is one of at least thirty, and each file of rules about overlays has one", () => {
        assert.ok(Object.keys(edits).length >= 30);
        const covered = new Set(Object.values(edits).map(({ rule }) => rule));
        const files = readdirSync(join(root, "config/rules")).map((name) => name.replace(/\.ts$/, ""));
        const uncovered = files.filter((file) => !covered.has(file) && !ofKeys.includes(file));
        assert.deepEqual(uncovered, []);
    });

    it("is taken back: the overlays as they are in Git are refused by none", () => {
        for (const overlay of ["dev", "eks", "eks-nodeport", "eks-internal", "classic-dev", "classic-eks", "secure"]) {
            const nothing = { files: {}, overlay, rule: "", says: /./, fix: /./ };
            copy.while(nothing, ({ problems }) => assert.deepEqual(said(problems), [], overlay));
        }
    });
});

/** Rules about a stack's keys, which test/unit/config/refusals tests; and what is no rule. */
const ofKeys = [
    ...[
        "addon",
        "autoMode",
        "autoSync",
        "capacity",
        "cluster",
        "company",
        "gitops",
        "mirrors",
        "network",
        "nodes",
        "partition",
    ],
    ...["loadBalancers", "placement", "values", "index", "rule", "sentences"],
];
