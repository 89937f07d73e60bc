import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { connect } from "node:net";

/**
 * Whether a process itself listens on a port, rather than another one that was faster. If the system can't tell (it has
 * no /proc), whether any process does.
 */
export async function listensOn(port: number, pid: number): Promise<boolean> {
    if (process.platform !== "linux") return isAnswered(port);
    return listeningPorts(pid).includes(port);
}

/** The ports on which a process itself listens, with any address; empty if the system can't tell. */
export function listeningPorts(pid: number): number[] {
    const inodes = new Set(socketsOf(pid));
    return ["tcp", "tcp6"]
        .flatMap((table) => listeningSockets(`/proc/net/${table}`))
        .filter(({ inode }) => inodes.has(inode))
        .map(({ port }) => port);
}

/** The state of a listening socket in /proc/net/tcp. */
const listening = "0A";

/** The listening sockets: address with port, state and inode are words of a line (man 5 proc_pid_net). */
function listeningSockets(table: string): { port: number; inode: string }[] {
    return textOf(table)
        .split("\n")
        .map((line) => line.trim().split(/\s+/))
        .filter(([, , , state]) => state === listening)
        .map((words) => ({ port: Number.parseInt(words[1]?.split(":")[1] ?? "", 16), inode: words[9] ?? "" }));
}

/** Inodes of the sockets that a process has open; empty if it has ended. */
function socketsOf(pid: number): string[] {
    const folder = `/proc/${pid}/fd`;
    try {
        return readdirSync(folder).flatMap(
            (name) => /^socket:\[(\d+)\]$/.exec(targetOf(`${folder}/${name}`))?.[1] ?? [],
        );
    } catch {
        return [];
    }
}

/** Empty if it was closed in the meantime. */
function targetOf(path: string): string {
    try {
        return readlinkSync(path);
    } catch {
        return "";
    }
}

/** Empty if there is no such file: on a machine without IPv6. */
function textOf(path: string): string {
    try {
        return readFileSync(path, "utf8");
    } catch {
        return "";
    }
}

/** Whether any process listens on a port of 127.0.0.1. */
function isAnswered(port: number): Promise<boolean> {
    return new Promise((resolve) => {
        const socket = connect(port, "127.0.0.1");
        socket.on("connect", () => resolve(true)).on("error", () => resolve(false));
        socket.on("connect", () => socket.destroy());
    });
}
