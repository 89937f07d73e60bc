import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { make } from "../../../../commands/new/run";
import { answerTo } from "../../../commandLine";
import { root } from "../../../harness";
import { checkShape } from "../../../shape";
import { NewCheckout } from "./newCheckout";

describe("new, of its user,", () => {
    const checkout = new NewCheckout();
    const { written } = checkout;

    it("accepts only valid names and numbers", async () => {
        for (const team of ["../x", "A", "a.b", "platform"]) {
            await assert.rejects(written("team", { team, owner: "a" }), /--team takes at most 42/, team);
        }
        for (const name of ["../x", "a/b", ".a"]) {
            await assert.rejects(written("topic", { team: "payments", name }), /--name takes letters/, name);
        }
        await assert.rejects(
            written("topic", { team: "payments", name: "a", partitions: 1.5 }),
            /--partitions takes a whole number/,
        );
        await assert.rejects(
            written("topic", { team: "payments", name: "a", retention: "7" }),
            /--retention takes a time/,
        );
        await assert.rejects(
            written("connector", { team: "payments", name: "a", class: "a.B", setting: ["x"] }),
            /--setting takes KEY=VALUE/,
        );
        await assert.rejects(
            written("schema", { team: "payments", name: "a", schema: "nowhere.avsc" }),
            /there is no such file/,
        );
    });

    it("asks for what no flag gives, shows the result, and writes it only after a yes", async () => {
        const answers = ["payments", "refunds", "", "1d"];
        const questions: string[] = [];
        const askText = (question: string, usual?: string) => {
            questions.push(`${question} ${usual ?? ""}`);
            return Promise.resolve(answers.shift() ?? "");
        };
        const shown: string[] = [];
        const no = (question: string) => (shown.push(question), Promise.resolve(false));
        const report = await make(checkout.top, "topic", {}, askText, no);
        assert.deepEqual(questions, [
            "Of which team ",
            "What is the topic called, without payments. ",
            "How many partitions 3",
            "How long does it keep a record 7d",
        ]);
        assert.match(
            shown.join(),
            /\+\+\+ gitops\/teams\/payments\/topics\/refunds\.yaml\n\+apiVersion[^]*partitionCount: 3[^]*"86400000"[^]*Write it\?$/,
        );
        assert.equal(report.written, false);
        assert.equal(existsSync(join(checkout.top, report.files[0]?.path ?? "")), false);
    });

    it("reports by its schema with --json, and changes nothing then; without a terminal it says which flag is missing", async () => {
        const { status, stdout, stderr } = await answerTo([
            "new",
            "topic",
            "--team",
            "payments",
            "--name",
            "refunds",
            "--json",
        ]);
        assert.deepEqual([status, stderr], [3, ""]);
        const { written: isWritten, refused: none } = checkShape<{ written: boolean; refused: [] }>("new", stdout);
        assert.deepEqual([isWritten, none], [false, []]);
        assert.equal(existsSync(join(root, "gitops/teams/payments/topics/refunds.yaml")), false);
        const missing = await answerTo(["new", "topic", "--team", "payments", "--json"]);
        assert.equal(missing.status, 2);
        assert.match(missing.stderr, /^What is the topic called, without payments\.\? Say it by --name\./);
    });
});
