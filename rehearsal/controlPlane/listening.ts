import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { connect } from "node:net";

/**
 * Whether a process itself listens on a port: not somebody else, who was quicker to take it. Where the system does not
 * say who (it has no /proc), whether anybody does.
 */
export async function listensOn(port: number, pid: number): Promise<boolean> {
    if (process.platform !== "linux") return isAnswered(port);
    const inodes = ["tcp", "tcp6"].flatMap((table) => listeningInodes(`/proc/net/${table}`, port));
    return inodes.length > 0 && socketsOf(pid).some((inode) => inodes.includes(inode));
}

/** The state of a socket that listens, as /proc/net/tcp writes it. */
const listening = "0A";

/** Inodes of the sockets that listen on a port: the second, fourth and tenth word of a line (man 5 proc_pid_net). */
function listeningInodes(table: string, port: number): string[] {
    const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
    return textOf(table)
        .split("\n")
        .map((line) => line.trim().split(/\s+/))
        .filter(([, local = "", , state]) => local.endsWith(suffix) && state === listening)
        .map((words) => words[9] ?? "");
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
