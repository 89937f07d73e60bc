import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { stringify } from "yaml";
import { BadUsage, UsageError } from "../../../base/error";
import type { MadeSecret, Values } from "../make";
import { secretObject, type Way } from "./way";

type Read = (names: readonly string[]) => Promise<ReadonlyMap<string, Values>>;

/** Writes Secrets for kubectl apply: to a pipe, or to a file that only its user may read and that Git ignores. */
export function writeWay(file: string, namespace: string, read: Read | undefined): Way {
    if (file === "-" && process.stdout.isTTY) {
        throw new BadUsage("--output - prints passwords: pipe it, such as into kubectl apply -f -.");
    }
    if (file !== "-") refuseTracked(resolve(file));
    return {
        maker: undefined,
        read: read ?? (() => Promise.resolve(new Map())),
        question: undefined,
        arrives: () => "once they are applied",
        check: () => Promise.resolve(),
        put: (secrets) => {
            const text = manifests(secrets, namespace);
            if (file === "-") process.stdout.write(text);
            else writeNew(resolve(file), text);
            const where =
                file === "-" ? "to the standard output" : `to ${file}: kubectl apply -f ${file}, and delete it`;
            return Promise.resolve([`Written ${where}`]);
        },
    };
}

const manifests = (secrets: readonly MadeSecret[], namespace: string): string =>
    secrets.map((secret) => `---\n${stringify(secretObject(secret, namespace), { lineWidth: 0 })}`).join("");

/** Fails if the file exists: its permissions, and who has it open, are outside our control. */
function writeNew(file: string, text: string): void {
    try {
        writeFileSync(file, text, { mode: 0o600, flag: "wx" });
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        throw new UsageError(
            `${file} cannot be written (${code}): name a file that is not there yet, in a folder of your own.`,
        );
    }
}

function refuseTracked(file: string): void {
    const { GIT_DIR: _, GIT_WORK_TREE: __, GIT_INDEX_FILE: ___, ...env } = process.env;
    const git = (...words: string[]) => spawnSync("git", words, { cwd: dirname(file), env, encoding: "utf8" });
    const isInside = git("rev-parse", "--is-inside-work-tree").stdout?.trim() === "true";
    if (!isInside || git("check-ignore", "--quiet", basename(file)).status === 0) return;
    throw new BadUsage(
        `${file} is in a working tree of Git, which would take it: name a file elsewhere, or one that .gitignore has.`,
    );
}
