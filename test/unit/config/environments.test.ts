import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { committedStacks } from "../../../base/checkout";
import { durationMs, environmentsFile, messageOf, readEnvironments } from "../../../config/environments";
import { assertListed, assertOffered, assertPromotable } from "../../environments";
import { root } from "../../harness";

describe("the list of environments", () => {
    let copy: string;
    beforeEach(() => {
        copy = mkdtempSync(join(tmpdir(), "environments-"));
        cpSync(join(root, "gitops"), join(copy, "gitops"), { recursive: true });
        for (const stack of committedStacks())
            cpSync(join(root, `Pulumi.${stack}.yaml`), join(copy, `Pulumi.${stack}.yaml`));
    });
    afterEach(() => rmSync(copy, { recursive: true }));
    const write = (path: string, text: string) => {
        mkdirSync(dirname(join(copy, path)), { recursive: true });
        writeFileSync(join(copy, path), text);
    };
    const withList = (lines: string) => {
        write(environmentsFile, `environments:\n${lines}`);
        return messageOf(readEnvironments(copy).problems).split("\n");
    };

    it("is that of the stacks and overlays of this checkout", () => assertListed(root));
    it("is what the button of the workflow offers", () => assertOffered(root));
    it("has in each environment that is promoted to what the previous one has, and in addition only a size", () =>
        assertPromotable(root));

    for (const [what, lines, says] of [
        [
            "an environment without a stack",
            "  - name: moon\n",
            /: moon has no stack; add Pulumi\.moon\.yaml, or remove moon/,
        ],
        ["one that is listed twice", "  - name: dev\n  - name: dev\n", /: dev is listed twice; remove one\./],
        [
            "one that promotes from nobody",
            "  - name: dev\n    promotesFrom: moon\n",
            /: dev promotes from moon, which is not in the list; use another name, or add moon\./,
        ],
        [
            "a circle",
            "  - { name: staging, promotesFrom: prod }\n  - { name: prod, promotesFrom: staging }\n",
            /: staging promotes from itself, through prod; remove one promotesFrom\./,
        ],
        [
            "an overlay without what is promoted",
            "  - name: staging\n  - { name: dev, promotesFrom: staging }\n",
            /: gitops\/platform\/overlays\/dev has no folder release, which is what promotion from staging copies; add gitops/,
        ],
        [
            "a time that is for nothing",
            "  - { name: dev, requiredSoakTime: 2h }\n",
            /: dev has requiredSoakTime, but no promotesFrom/,
        ],
        [
            "a time that is none",
            "  - { name: dev, requiredSoakTime: soon }\n",
            /environments\.0\.requiredSoakTime: is not a number followed by m, h or d/,
        ],
        ["a field that nobody knows", "  - { name: dev, approval: true }\n", /Unrecognized key: "approval"/],
        ["no list", "  dev\n", /environments: Invalid input: expected array/],
        ["what is not YAML", "  - {\n", /is not YAML: /],
    ] as const) {
        it(`is refused with ${what}, in one sentence`, () => {
            const said = withList(lines);
            assert.equal(said.length, 1, said.join("\n"));
            assert.match(said[0] ?? "", says);
            assert.ok(said[0]?.startsWith("gitops/environments.yaml: "));
        });
    }

    it("is refused if it does not exist, or if a stack follows something that does not exist, or another stack's overlay", () => {
        rmSync(join(copy, environmentsFile));
        assert.match(messageOf(readEnvironments(copy).problems), /^gitops\/environments\.yaml: does not exist; list/);
        const stack = readFileSync(join(copy, "Pulumi.prod.yaml"), "utf8");
        const follow = (path: string) =>
            write("Pulumi.prod.yaml", stack.replace("overlays/prod\n", `overlays/${path}\n`));
        follow("moon");
        assert.match(
            withList("  - name: prod\n").join(),
            /: prod follows gitops\/platform\/overlays\/moon, which does not exist/,
        );
        follow("staging");
        const both = "  - name: staging\n  - { name: prod, promotesFrom: staging }\n";
        assert.match(
            withList(both).join(),
            /: prod and staging both follow gitops\/platform\/overlays\/staging; give prod/,
        );
    });

    it("only warns about a stack that it does not have", () => {
        assert.deepEqual(withList("  - name: dev\n"), [""]);
        const warnings = readEnvironments(copy).problems.filter(({ isWarning }) => isWarning);
        assert.ok(
            warnings.some(
                ({ why, fix }) => why === "the stack eks is not in the list" && fix.includes('"- name: eks"'),
            ),
        );
    });

    it("gives times in minutes, hours and days", () => {
        assert.deepEqual(["30m", "1h", "2d"].map(durationMs), [1_800_000, 3_600_000, 172_800_000]);
    });
});
