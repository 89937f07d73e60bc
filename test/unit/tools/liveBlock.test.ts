import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { LiveBlock } from "../../../tools/liveBlock";
import { Screen } from "../../screen";

/** The block is drawn anew every 20 ms here. */
const drawn = () => new Promise((wake) => setTimeout(wake, 100));

describe("tools: a block that is drawn anew", () => {
    let turn = 0;
    /** A block of two lines, of which one says how often it was asked for. */
    const on = (screen: Screen, lines = ["a line that stays", ""]) =>
        new LiveBlock(
            screen,
            { write: screen.write, isTTY: true },
            () => [...lines.slice(0, -1), `turn ${turn++}`],
            20,
        );
    before(() => import("log-update"));

    it("appears once, wider than the terminal or not, in letters of any width", async () => {
        for (const columns of [10, 30, 80]) {
            const screen = new Screen(columns);
            const block = on(screen, ["Kafka ist bereit, 卡夫卡已就绪, ✓ and more words", ""]);
            screen.write("before\n");
            block.start();
            await drawn();
            await drawn();
            const text = (await screen.lines()).join("");
            assert.equal(text.match(/Kafka/g)?.length, 1, text);
            assert.equal(text.match(/turn/g)?.length, 1, text);
            block.stop();
            assert.deepEqual(await screen.lines(), ["before"], `${columns} columns`);
        }
    });

    it("is cut at its top if the terminal has less room", async () => {
        const screen = new Screen(40, 5);
        const block = on(screen, [...Array.from({ length: 9 }, (_, at) => `line ${at}`), ""]);
        block.start();
        await drawn();
        await drawn();
        const lines = await screen.lines();
        assert.deepEqual(lines.slice(0, -1), ["line 6", "line 7", "line 8"]);
        block.stop();
        assert.deepEqual(await screen.lines(), []);
    });

    it("continues in a window of a different size", async () => {
        const screen = new Screen(60);
        const block = on(screen);
        block.start();
        await drawn();
        for (const columns of [100, 25]) {
            await screen.resize(columns, 30);
            await drawn();
            const lines = await screen.lines();
            assert.equal(lines.filter((line) => line.startsWith("turn")).length, 1, lines.join("\n"));
            assert.equal(lines.length, 2);
        }
        block.stop();
        assert.deepEqual(await screen.lines(), []);
    });

    it("waits while somebody's line is incomplete, and prints what should stay on a line of its own", async () => {
        const screen = new Screen();
        const block = on(screen);
        block.start();
        await drawn();
        screen.write("Name? ");
        await drawn();
        assert.deepEqual(await screen.lines(), ["Name? "]);
        block.draw("done\n");
        assert.equal((await screen.lines()).slice(0, 2).join(), "Name? ,done");
        assert.match((await screen.lines()).at(-1) ?? "", /^turn/);
        block.stop();
    });

    it("assumes 80 columns for a terminal of unknown size", async () => {
        const screen = new Screen();
        [screen.columns, screen.rows] = [0, 0];
        const block = on(screen);
        assert.equal(block.width, 79);
        block.start();
        await drawn();
        assert.equal((await screen.lines()).length, 2);
        block.stop();
    });

    it("restores the cursor if Ctrl-C ends the program", async function () {
        this.timeout(60_000);
        const program = `
            const { LiveBlock } = require("./tools/liveBlock");
            process.on("SIGINT", () => process.exit(130));
            setInterval(() => {}, 1000);
            new LiveBlock(process.stderr, process.stdout, () => ["under way"]).start();`;
        // A terminal of util-linux's: what is written to its input is typed.
        const command = `${process.execPath} -r ./base/typescript.cjs -e '${program}'`;
        const child = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"]);
        let text = "";
        const ended = new Promise((resolve) => child.on("close", resolve));
        await new Promise<void>((seen) =>
            child.stdout.on("data", (chunk) => {
                text += String(chunk);
                if (text.includes("under way")) seen();
            }),
        );
        child.stdin.write("\x03");
        const code = await ended;
        assert.equal(code, 130, text);
        assert.ok(text.includes("\x1b[?25l"), "hidden");
        assert.ok(text.lastIndexOf("\x1b[?25h") > text.lastIndexOf("\x1b[?25l"), "shown again");
    });
});
