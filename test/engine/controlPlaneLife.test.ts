import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Binaries, startControlPlane } from "../../rehearsal/controlPlane";
import { commandOf } from "../../rehearsal/controlPlane/processes";
import { sweep } from "../../rehearsal/controlPlane/sweep";
import { ensureTools } from "../../tools";
import { eventually } from "./eventually";
import { root } from "../../base/checkout";

const servers = ["etcd", "kube-apiserver", "kube-controller-manager"] as const;

const pidIn = (folder: string, name: string) => Number(readFileSync(join(folder, `${name}.pid`), "utf8"));

/** Whether anything is left of a control plane: a server, or its folder. */
const isLeft = (folder: string, pids: number[]): boolean =>
    existsSync(folder) || pids.some((pid) => commandOf(pid).includes(folder));

/** Starts a control plane in a command of its own, in a process group of its own, as a shell would. */
async function startElsewhere(binaries: Binaries): Promise<{ command: ChildProcess; folder: string; pids: number[] }> {
    const script = `require("./rehearsal/controlPlane").startControlPlane(${JSON.stringify(binaries)})
        .then(({ dataDir }) => { console.log(dataDir); setInterval(() => {}, 1000); });`;
    const args = ["-r", "sucrase/register/ts", "-e", script];
    const options = { cwd: root, detached: true } as const;
    const command = spawn(process.execPath, args, { ...options, stdio: ["ignore", "pipe", "inherit"] });
    const [folder] = (await once(createInterface(command.stdout as NodeJS.ReadableStream), "line")) as [string];
    return { command, folder, pids: servers.map((name) => pidIn(folder, name)) };
}

describe("the embedded control plane's life", () => {
    const commands: ChildProcess[] = [];
    let binaries: Binaries;
    let folder: string;

    const elsewhere = async () => {
        const started = await startElsewhere(binaries);
        commands.push(started.command);
        return started;
    };
    /** A server's binary that is a shell script. */
    const scripted = (script: string): string => {
        const path = join(folder, "server");
        writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
        return path;
    };

    before(async function () {
        this.timeout(20 * 60_000);
        binaries = await ensureTools(servers);
    });
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "control-plane-test-"))));
    afterEach(() => {
        rmSync(folder, { recursive: true });
        // Also where a test has failed before it ended its command.
        for (const command of commands.splice(0)) command.kill("SIGKILL");
    });

    it("stops with all its processes and data, and more than once", async () => {
        const other = await startControlPlane(binaries);
        const pids = servers.map((name) => pidIn(other.dataDir, name));
        await Promise.all([other.stop(), other.stop()]);
        assert.equal(isLeft(other.dataDir, pids), false);
    });

    it("is gone within 10 s when its command is killed", async () => {
        const { command, folder, pids } = await elsewhere();
        assert.ok(isLeft(folder, pids));
        command.kill("SIGKILL");
        await eventually(() => !isLeft(folder, pids), 10, "something is left");
    });

    it("is gone within 10 s after a Ctrl-C, which a terminal sends to the whole process group", async () => {
        const { command, folder, pids } = await elsewhere();
        process.kill(-(command.pid as number), "SIGINT");
        await eventually(() => !isLeft(folder, pids), 10, "something is left");
    });

    it("is cleaned up by the next command if even its guardian was killed, and only then", async () => {
        const { command, folder, pids } = await elsewhere();
        await sweep();
        assert.ok(
            pids.every((pid) => commandOf(pid).includes(folder)),
            "a living one was swept away",
        );
        process.kill(pidIn(folder, "guardian"), "SIGKILL");
        command.kill("SIGKILL");
        await once(command, "exit");
        await sweep();
        // The sweep of a test beside this one may be at it already.
        await eventually(() => !isLeft(folder, pids), 10, "something is left");
    });

    it("uses other ports if one was taken in between", async () => {
        const once_ = `if mkdir ${join(folder, "tried")}; then echo "bind: address already in use"; exit 1; fi`;
        const plane = await startControlPlane({ ...binaries, etcd: scripted(`${once_}\nexec ${binaries.etcd} "$@"`) });
        await plane.stop();
    });

    it("says, with the last lines of its log, which server does not start, and leaves nothing", async () => {
        const broken = scripted('echo "unknown flags: $*" >&2; exit 3');
        await assert.rejects(startControlPlane({ ...binaries, "kube-apiserver": broken }), (error: Error) => {
            assert.match(error.message, /^kube-apiserver ended while it was starting \(exit code 3\)/);
            const lines = /Its last lines:\n {4}unknown flags: .*--cert-dir=(\S+)\/certificates/.exec(error.message);
            assert.ok(lines?.[1], error.message);
            assert.equal(existsSync(lines[1]), false);
            return true;
        });
    });
});
