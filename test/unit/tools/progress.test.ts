import assert from "node:assert/strict";
import { Bars } from "../../../tools/bars";
import { outputName, titleOf } from "../../../tools/build";
import { Lines } from "../../../tools/display";
import { compilerMemory } from "../../../tools/flags";
import { explain } from "../../../tools/goErrors";
import { duration, line, type Step } from "../../../tools/step";
import { Screen } from "../../screen";

const step = (change: Partial<Step> = {}): Step => ({
    title: "Engine 1.0",
    phase: "compiling",
    detail: "example.org/module",
    count: 50,
    total: 100,
    startedAt: 0,
    ...change,
});

describe("tools: progress", () => {
    it("shows what is being built, the progress and the time so far", () => {
        const bar = `[${"#".repeat(12)}${"-".repeat(12)}]`;
        assert.equal(line(step(), 61_000, 200), `Engine 1.0 ${bar} 50 of 100 packages, 1 min 1 s, example.org/module`);
    });

    it("stays within the terminal's width, and within the bar", () => {
        assert.equal(line(step({ count: 500 }), 61_000, 30).length, 30);
        assert.match(line(step({ count: 500 }), 0, 200), /\[#{24}\]/);
    });

    it("tells times as people do", () => {
        assert.deepEqual([420, 9_960, 59_400, 59_600, 192_000].map(duration), [
            "0.4 s",
            "10 s",
            "59 s",
            "1 min 0 s",
            "3 min 12 s",
        ]);
    });

    it("without a terminal, is a line for each phase and every 15 s, and one at the end", () => {
        const written: string[] = [];
        let now = 0;
        const display = new Lines({ write: (text: unknown) => written.push(String(text)) > 0 }, () => now);
        const shown = step({ phase: "downloading", count: 0 });
        const show = (at: number, change: Partial<Step>) => {
            now = at;
            display.show(Object.assign(shown, change));
        };
        show(0, {});
        show(5_000, { count: 3 });
        show(6_000, { phase: "compiling", count: 1 });
        show(20_000, { count: 7 });
        show(21_000, { count: 8 });
        show(22_000, { count: 9 });
        show(23_000, { phase: "done", endedAt: 23_000 });
        show(23_000, {});
        assert.deepEqual(written, [
            "Engine 1.0: downloading, looking for what is missing, 0.0 s\n",
            "Engine 1.0: compiling, 1 of 100 packages, 6.0 s\n",
            "Engine 1.0: compiling, 8 of 100 packages, 21 s\n",
            "Engine 1.0: ready after 23 s\n",
        ]);
    });

    it("on a terminal, stays under what others write, and leaves the streams as they were", async () => {
        const screen = new Screen(60);
        const { write } = screen;
        const [terminal, other] = [
            { write, isTTY: true, columns: 60 },
            { write, isTTY: true },
        ];
        const bars = new Bars(terminal, other);
        const drawn = () => new Promise((wake) => setTimeout(wake, 250));

        const shown = step({ startedAt: Date.now() });
        bars.show(shown);
        await drawn();
        other.write("a tree\n");
        terminal.write("a warning\n");
        await drawn();
        const lines = await screen.lines();
        assert.deepEqual(lines.slice(0, 2), ["a tree", "a warning"]);
        assert.match(lines.slice(2).join("|"), /^Engine 1\.0 \[#+-+\] 50 of 100 packages[^|]*$/);

        bars.show(Object.assign(shown, { phase: "done", endedAt: shown.startedAt + 1000 }));
        assert.deepEqual(await screen.lines(), ["a tree", "a warning", "Engine 1.0: ready after 1.0 s"]);
        assert.deepEqual([terminal.write, other.write], [write, write]);
    });
});

describe("tools: what Go says when it fails", () => {
    it("is quoted without what is mere progress, with the way out", () => {
        const lines = [
            "go: downloading example.org/a v1.0.0",
            "example.org/a/b",
            'go: example.org/c@v1.2.3: Get "https://proxy.example/c": dial tcp: lookup proxy.example: no such host',
        ];
        const text = explain("go build", lines, "exit code 1");
        assert.match(text, /^go build failed \(exit code 1\):\n {4}go: example\.org\/c@v1\.2\.3: Get/);
        assert.match(text, /set GOPROXY to a module proxy that this machine reaches\.$/);
        assert.doesNotMatch(text, /downloading|example\.org\/a/);
    });

    it("names the disk and the memory if they are the cause", () => {
        assert.match(explain("go build", ["write /x: no space left on device"], "exit code 1"), /The disk is full/);
        assert.match(explain("go build", ["a/b: compile: signal: killed"], "exit code 1"), /memory ran out/);
    });
});

describe("tools: compiling", () => {
    it("lets each compiler use the available memory, and changes nothing if there is little", () => {
        assert.equal(compilerMemory(24_000, 2), 2048);
        assert.equal(compilerMemory(8_000, 4), 1000);
        assert.equal(compilerMemory(3_000, 4), undefined);
    });

    it("is named after what is built", () => {
        assert.match(titleOf(["pulumi"]), /^pulumi 3\.\d+\.\d+$/);
        assert.match(titleOf(["kube-apiserver", "etcd", "helm"]), /^kube-apiserver 1\.\d+\.\d+ and 2 more$/);
    });

    it("knows how Go names a binary", () => {
        assert.equal(outputName("go.etcd.io/etcd/server/v3"), "server");
        assert.equal(outputName("k8s.io/kubernetes/cmd/kube-apiserver"), "kube-apiserver");
    });
});
