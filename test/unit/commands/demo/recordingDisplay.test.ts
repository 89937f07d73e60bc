import assert from "node:assert/strict";
import { LiveDisplay } from "../../../../commands/demo/recording/display/live";
import { PlainDisplay } from "../../../../commands/demo/recording/display/plain";
import { displayOn } from "../../../../commands/demo/recording";
import { ends, reason } from "../../../../commands/demo/recording/display/words";
import { Player } from "../../../fixtures/player";
import { Screen } from "../../../screen";

const title = { name: "change", title: "Change", explanation: "A commit adds Schema Registry." };
const measure = { what: "commit to live", seconds: 2.4, bound: 2 };

/** The block is drawn anew ten times a second. */
const drawn = () => new Promise((wake) => setTimeout(wake, 150));

function live({ columns = 80, rows = 24, colour = false } = {}) {
    const screen = new Screen(columns, rows);
    const display = new LiveDisplay(screen, { write: screen.write, isTTY: true }, colour);
    return { screen, player: new Player({ display }) };
}

describe("recording: the display without a terminal", () => {
    it("is a line for each change, with what is simulated called so", async () => {
        const screen = new Screen();
        const player = new Player({ display: new PlainDisplay(screen) }).wait(5000);
        player.recorder.beginScene(title);
        player.wait(100).recorder.mark("commit pushed");
        player.engine("begins", "create", "kubernetes:core/v1:Namespace", "one");
        player.provision("SchemaRegistry", 20, 700).syncing("first").syncing("again");
        player.engine("ends", "create", "kubernetes:core/v1:Namespace", "one");
        player.wait(80).recorder.endScene({ ok: false, result: "Too late.", measures: [measure] });
        assert.deepEqual(await screen.lines(), [
            "",
            "Change",
            "  A commit adds Schema Registry.",
            "    0.1 s  > commit pushed",
            "    0.1 s  SchemaRegistry confluent/schemaregistry   pending (simulated)",
            "    0.2 s  SchemaRegistry confluent/schemaregistry   PROVISIONING (simulated)",
            "    0.9 s  SchemaRegistry confluent/schemaregistry   RUNNING (simulated)",
            "    0.9 s  Application argocd/confluent-platform     Syncing: first",
            "    0.9 s  Pulumi: Namespace one                     created",
            "  commit to live: 2.4 s (at most 2 s: NOT MET)",
            "  FAILED after 1.0 s: Too late.",
        ]);
    });

    it("gives the reason in a line of limited length, with its end, and says only once that it is simulated", () => {
        const span = (message: string) => ({ from: 0, state: "degraded" as const, message });
        assert.equal(reason(span("simulated: pods\n are starting")), "pods are starting");
        const shortened = ends(`It failed: ${"because ".repeat(100)} of this.`, 100);
        assert.equal(shortened.length, 100);
        assert.match(shortened, /^It failed: .* … .* of this\.$/);
        assert.equal(ends("short", 100), "short");
    });

    it("prints at most twelve lines in a scene about a resource that flaps", async () => {
        const screen = new Screen(200);
        const player = new Player({ display: new PlainDisplay(screen) });
        player.recorder.beginScene(title);
        for (let turn = 0; turn < 30; turn++) {
            player.wait(10).confluent("Kafka", 10, { phase: "RUNNING" });
            player.wait(10).confluent("Kafka", 10, { phase: "PROVISIONING" });
        }
        player.recorder.endScene({ ok: true, result: "" });
        const lines = (await screen.lines()).filter((line) => line.includes("Kafka"));
        assert.equal(lines.length, 12);
        assert.match(lines.at(-1) ?? "", /it goes on changing/);
    });

    it("is what a pipe, a CI's log and a dumb terminal get", () => {
        const output = (isTTY: boolean) => ({ isTTY, write: () => true }) as unknown as NodeJS.WriteStream;
        assert.ok(displayOn(output(true), { TERM: "xterm" }) instanceof LiveDisplay);
        for (const [isTTY, env] of [
            [false, { TERM: "xterm" }],
            [true, { TERM: "xterm", CI: "true" }],
            [true, { TERM: "dumb" }],
        ] as const)
            assert.ok(displayOn(output(isTTY), env) instanceof PlainDisplay);
    });
});

describe("recording: the display on a terminal", () => {
    it("has a line for each resource that changes, under what others write, and leaves the last of them", async () => {
        const { screen, player } = live();
        player.confluent("Zookeeper", 0, { phase: "RUNNING" }).wait(1000);
        player.recorder.beginScene(title);
        player.wait(200).recorder.mark("commit pushed");
        player.confluent("SchemaRegistry", 20).wait(300).confluent("SchemaRegistry", 20, { phase: "PROVISIONING" });
        player.wait(400);
        await drawn();
        screen.write("a warning\n");
        await drawn();
        const block = await screen.lines();
        assert.match(block.at(-1) ?? "", /^ {2}0\.9 s, 1 progressing, 1 healthy$/);
        assert.match(block.at(-2) ?? "", /^ {2}\S SchemaRegistry confluent\/schemaregistry +PROVISIONING.* 0\.7 s$/);
        assert.match(block.at(-3) ?? "", /^ {2}Confluent Platform$/);

        player.confluent("SchemaRegistry", 20, { phase: "RUNNING" }).wait(100);
        player.recorder.endScene({ ok: true, result: "Live.", measures: [measure] });
        const lines = await screen.lines();
        assert.deepEqual(lines.slice(3), [
            "",
            "  0.2 s  ▸ commit pushed",
            "a warning",
            "  Confluent Platform",
            "  ✓ SchemaRegistry confluent/schemaregistry  RUNNING (simulated)          0.7 s",
            "",
            "✓ 1.0 s: Live.",
            "  commit to live: 2.4 s (at most 2 s: NOT MET)",
        ]);
        assert.doesNotMatch(lines.join(), /Zookeeper/);
    });

    it("stays within the terminal, and shows what is changing if there isn't room for everything", async () => {
        const { screen, player } = live({ columns: 80, rows: 14 });
        player.recorder.beginScene({ ...title, explanation: "word ".repeat(60) });
        const kinds = Array.from({ length: 20 }, (_, at) => `VeryLongKindOfResource${at}`);
        player.wait(5);
        for (const kind of kinds) player.confluent(kind, 0, { phase: "RUNNING" });
        player
            .wait(10)
            .confluent(kinds[3] ?? "", 0, { phase: "PROVISIONING" })
            .syncing("a reason ".repeat(20));
        const head = (await screen.lines()).length;
        await drawn();
        const lines = await screen.lines();
        const block = lines.slice(head);
        assert.ok(block.length <= 14 - 4, `${block.length} lines`);
        assert.ok(Math.max(...lines.map((line) => line.length)) < 80);
        assert.match(block.join("\n"), /PROVISIONING/);
        assert.match(block.join("\n"), / …\/verylongkindofresource3 PROV/);
        assert.match(block.join("\n"), /Syncing/);
        assert.match(block.join("\n"), /and 1\d more/);
        player.recorder.endScene({ ok: true, result: "" });
    });

    it("uses colours, unless they are not wanted", async () => {
        const written = async (colour: boolean) => {
            const { screen, player } = live({ colour });
            player.recorder.beginScene(title);
            player.provision("Kafka", 10, 10).recorder.endScene({ ok: true, result: "Done." });
            return { text: (await screen.lines()).join("\n"), coloured: screen.written.includes("\x1b[32m") };
        };
        const [some, none] = [await written(true), await written(false)];
        assert.deepEqual([some.coloured, none.coloured], [true, false]);
        assert.equal(some.text, none.text);
    });

    it("leaves the terminal as it was", async () => {
        const screen = new Screen();
        const other = { write: screen.write, isTTY: true };
        const terminal = { write: screen.write, isTTY: true, columns: 80, rows: 24 };
        const player = new Player({ display: new LiveDisplay(terminal, other, false) });
        player.recorder.beginScene(title);
        await drawn();
        assert.notEqual(other.write, screen.write);
        player.recorder.endScene({ ok: true, result: "" });
        assert.deepEqual([terminal.write, other.write], [screen.write, screen.write]);
    });
});
