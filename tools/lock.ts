import { mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isAlive } from "../base/processes";
import { readText } from "./store";

/** How often a holder shows that it is alive, and after how long without that it counts as dead, in milliseconds. */
const beatMs = 2_000;
const deadMs = 15_000;

/**
 * Does some work that no other process does at the same time. A lock whose holder has died is taken over: immediately
 * if its process is gone, otherwise after 15 s without a sign of life.
 *
 * It only avoids doing work twice: if two processes take over a dead lock at the same moment, both continue.
 *
 * @param path the lock's file
 * @param onWait called once with the holder's process id, if there is one to wait for
 */
export async function withLock<T>(path: string, onWait: (holder: number) => void, work: () => Promise<T>): Promise<T> {
    mkdirSync(dirname(path), { recursive: true });
    let told = false;
    while (!take(path)) {
        if (isDead(path)) {
            const stale = `${path}.stale-${process.pid}`;
            ignoringAbsence(() => renameSync(path, stale));
            rmSync(stale, { force: true });
            continue;
        }
        if (!told) onWait(holderOf(path));
        told = true;
        await new Promise((wake) => setTimeout(wake, 200));
    }
    const beat = setInterval(() => ignoringAbsence(() => utimesSync(path, new Date(), new Date())), beatMs);
    beat.unref();
    try {
        return await work();
    } finally {
        clearInterval(beat);
        if (holderOf(path) === process.pid) rmSync(path, { force: true });
    }
}

function take(path: string): boolean {
    try {
        writeFileSync(path, String(process.pid), { flag: "wx" });
        return true;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
        throw error;
    }
}

const holderOf = (path: string): number => Number(readText(path) ?? 0);

function isDead(path: string): boolean {
    const holder = holderOf(path);
    if (holder > 0 && !isAlive(holder)) return true;
    return (ignoringAbsence(() => Date.now() - statSync(path).mtimeMs) ?? 0) > deadMs;
}

/** Undefined if a file is gone: the holder has just released the lock, or another process has taken it over. */
function ignoringAbsence<T>(access: () => T): T | undefined {
    try {
        return access();
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
    }
}
