import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type BadEdit, type Change, platform } from "../../../../commands/validate/examples/edit";
import { check, type Checked } from "../../../../config/check";
import { byReader } from "../../../overlays";
import { root } from "../../../harness";

/** A copy of gitops/ for edits. */
export class Copy {
    readonly top = mkdtempSync(join(tmpdir(), "bad-edit-"));

    constructor() {
        cpSync(join(root, "gitops"), join(this.top, "gitops"), { recursive: true });
    }

    /** Restores the checkout's version; a folder that the checkout doesn't have is removed with its file. */
    private restore(path: string): void {
        if (existsSync(join(root, path))) return cpSync(join(root, path), join(this.top, path));
        const isNew = !existsSync(join(root, dirname(path)));
        rmSync(join(this.top, isNew ? dirname(path) : path), { recursive: true, force: true });
    }

    /** Passes a preview's result to `use`, while the files contain an edit. */
    while<T>(edit: BadEdit, use: (checked: Checked) => T): T {
        try {
            for (const [path, change] of Object.entries(edit.files)) this.write(path, change);
            return use(this.check(edit));
        } finally {
            for (const path of Object.keys(edit.files)) this.restore(path);
        }
    }

    /** A preview's result for the current files. */
    check({ overlay = "eks", stack = {} }: BadEdit): Checked {
        return checkIn(this.top, overlay, stack);
    }

    private write(path: string, change: Change): void {
        const file = join(this.top, path);
        if (typeof change === "string") {
            mkdirSync(dirname(file), { recursive: true });
            writeFileSync(file, change);
            return;
        }
        const [find, replacement] = change;
        const text = existsSync(file) ? readFileSync(file, "utf8") : "";
        if (!text.includes(find)) throw new Error(`${path} does not have ${find}`);
        writeFileSync(
            file,
            text.replace(find, () => replacement),
        );
    }

    delete(): void {
        rmSync(this.top, { recursive: true });
    }
}

const checkIn = (top: string, overlay: string, { gitops, ...stack }: Readonly<Record<string, object>>): Checked =>
    check({
        groups: {
            cluster: { source: "existing", name: "shared" },
            ...stack,
            gitops: {
                repository: "https://git.example.com/platform/confluent-gitops.git",
                path: `${platform}/overlays/${overlay}`,
                kinds: [
                    "Service",
                    "batch/Job",
                    "networking.k8s.io/Ingress",
                    "cert-manager.io/Certificate",
                    "cert-manager.io/Issuer",
                ],
                ...gitops,
            },
        },
        secrets: {},
        region: "eu-central-1",
        root: top,
        rendered: byReader,
        today: "2026-11-27",
    });
