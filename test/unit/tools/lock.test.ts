import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withLock } from "../../../tools/lock";

describe("tools: the lock of a build", () => {
    let folder: string;
    let path: string;
    const waits: number[] = [];
    const take = (work: () => Promise<void> = () => Promise.resolve()) =>
        withLock(path, (pid) => waits.push(pid), work);
    const pause = (ms: number) => new Promise((wake) => setTimeout(wake, ms));

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "lock-"));
        path = join(folder, "engine.lock");
        waits.length = 0;
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it("lets one process work at a time, and the next one when it is done or has failed", async () => {
        const seen: string[] = [];
        const work = (name: string) => async () => {
            seen.push(`${name} begins`);
            await pause(50);
            seen.push(`${name} ends`);
            if (name === "first") throw new Error("no luck");
        };
        const first = assert.rejects(take(work("first")), /no luck/);
        await Promise.all([first, take(work("second"))]);
        assert.deepEqual(seen, ["first begins", "first ends", "second begins", "second ends"]);
        assert.deepEqual(waits, [process.pid]);
        assert.equal(existsSync(path), false);
    });

    it("is taken over at once from a process that is gone", async () => {
        const gone = spawnSync("true").pid;
        writeFileSync(path, String(gone));
        await take();
        assert.deepEqual(waits, []);
    });

    it("is taken over from a process that shows no activity, whatever has its id now", async () => {
        writeFileSync(path, String(process.pid));
        const longAgo = new Date(Date.now() - 60_000);
        utimesSync(path, longAgo, longAgo);
        await take();
        assert.deepEqual(waits, []);
    });

    it("is left to a running process", async () => {
        writeFileSync(path, String(process.pid));
        let taken = false;
        const taking = take(() => {
            taken = true;
            return Promise.resolve();
        });
        await pause(500);
        assert.equal(taken, false);
        rmSync(path);
        await taking;
        assert.deepEqual(waits, [process.pid]);
    });
});
