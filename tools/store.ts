import {
    chmodSync,
    existsSync,
    mkdirSync,
    readdirSync,
    readFileSync,
    renameSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { ToolName } from "./catalogue";
import { root } from "../base/checkout";
import { isAlive } from "../base/processes";

/** What is built or fetched once for each checkout; Git ignores it. */
export const storeFolder = join(root, ".tools");

/** The built tools in a store. A tool only counts if the key with which it was built is beside it. */
export class Store {
    constructor(readonly folder: string = storeFolder) {}

    /** The path of a built tool; undefined if it isn't built, or was built with a different key. */
    find(tool: ToolName, key: string): string | undefined {
        const path = this.pathOf(tool);
        return existsSync(path) && readText(this.keyPathOf(tool)) === key ? path : undefined;
    }

    /** Takes over a binary. It is never visible incomplete, or with a wrong key. */
    put(tool: ToolName, binary: string, key: string): void {
        chmodSync(binary, 0o755);
        rmSync(this.keyPathOf(tool), { force: true });
        mkdirSync(dirname(this.pathOf(tool)), { recursive: true });
        renameSync(binary, this.pathOf(tool));
        this.write(this.keyPathOf(tool), key);
    }

    /** Works in an empty folder that is deleted afterwards; it also deletes the folders of dead processes. */
    async inWorkFolder<T>(purpose: string, work: (folder: string) => Promise<T>): Promise<T> {
        const prefix = `${purpose}-in-work-`;
        mkdirSync(this.folder, { recursive: true });
        for (const name of readdirSync(this.folder).filter((name) => name.startsWith(prefix))) {
            const worker = Number(name.slice(prefix.length));
            if (worker === process.pid || !isAlive(worker)) this.delete(name);
        }
        const name = `${prefix}${process.pid}`;
        mkdirSync(join(this.folder, name));
        try {
            return await work(join(this.folder, name));
        } finally {
            this.delete(name);
        }
    }

    /**
     * Makes a file or a folder completely, or not at all, unless it is there.
     *
     * @param make writes it at the path that it gets; another process may be faster
     */
    async keep(path: string, purpose: string, make: (half: string) => void): Promise<void> {
        if (existsSync(path)) return;
        await this.inWorkFolder(purpose, (work) => {
            const half = join(work, "half");
            make(half);
            mkdirSync(dirname(path), { recursive: true });
            if (!existsSync(path)) renameSync(half, path);
            return Promise.resolve();
        });
    }

    /** Writes a file completely, or not at all. */
    write(path: string, text: string): void {
        mkdirSync(dirname(path), { recursive: true });
        const half = `${path}.${process.pid}`;
        writeFileSync(half, text);
        renameSync(half, path);
    }

    private readonly delete = (name: string): void => rmSync(join(this.folder, name), { recursive: true, force: true });
    private readonly pathOf = (tool: ToolName): string => join(this.folder, "bin", tool);
    private readonly keyPathOf = (tool: ToolName): string => join(this.folder, "keys", tool);
}

/** A file's text; undefined if it doesn't exist. */
export function readText(path: string): string | undefined {
    try {
        return readFileSync(path, "utf8");
    } catch {
        return undefined;
    }
}
