import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { connect } from "node:net";

/**
 * Whether a process itself listens on a port: not somebody else, who was quicker to take it. Where the system does not
 * say who (it has no /proc), whether anybody does.
 */
export async function listensOn(port: number, pid: number): Promise<boolean> {
    if (process.platform !== "linux") return isAnswered(port);
    return listeningPorts(pid).includes(port);
}

/** The ports that a process itself listens on, of whatever address; none where the system does not say who does. */
export function listeningPorts(pid: number): number[] {
    const inodes = new Set(socketsOf(pid));
    return ["tcp", "tcp6"]
        .flatMap((table) => listeningSockets(`/proc/net/${table}`))
        .filter(({ inode }) => inodes.has(inode))
        .map(({ port }) => port);
}

/** The state of a socket that listens, as /proc/net/tcp writes it. */
const listening = "0A";

/** The sockets that listen: address with port, state and inode are words of a line (man 5 proc_pid_net). */
function listeningSockets(table: string): { port: number; inode: string }[] {
    return textOf(table)
        .split("\n")
        .map((line) => line.trim().split(/\s+/))
        .filter(([, , , state]) => state === listening)
        .map((words) => ({ port: Number.parseInt(words[1]?.split(":")[1] ?? "", 16), inode: words[9] ?? "" }));
}

/** Inodes of the sockets that a process has open; none where it has ended. */
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

/** Empty where it was closed in between. */
function targetOf(path: string): string {
    try {
        return readlinkSync(path);
    } catch {
        return "";
    }
}

/** Empty where there is none: a machine without IPv6. */
function textOf(path: string): string {
    try {
        return readFileSync(path, "utf8");
    } catch {
        return "";
    }
}

/** Whether anybody listens on a port of 127.0.0.1. */
function isAnswered(port: number): Promise<boolean> {
    return new Promise((resolve) => {
        const socket = connect(port, "127.0.0.1");
        socket.on("connect", () => resolve(true)).on("error", () => resolve(false));
        socket.on("connect", () => socket.destroy());
    });
}
