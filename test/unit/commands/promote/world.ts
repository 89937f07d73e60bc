import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { committedStacks, root } from "../../../../base/checkout";
import { promote, type Wanted } from "../../../../commands/promote/promote";
import type { Live } from "../../../../commands/migrate/cluster";
import type { ApplicationStatus } from "../../../../kubernetes/application";

export const now = new Date("2026-11-27T12:00:00Z");
export const overlays = "gitops/platform/overlays";

/** The tree, its stacks and the list of environments, as a separate repository, in which prod follows the first commit. */
export class World {
    readonly folder = mkdtempSync(join(tmpdir(), "promote-"));

    constructor() {
        cpSync(join(root, "gitops"), join(this.folder, "gitops"), { recursive: true });
        const stacks = committedStacks().map((stack) => `Pulumi.${stack}.yaml`);
        for (const file of ["Pulumi.yaml", ...stacks]) cpSync(join(root, file), join(this.folder, file));
        this.git("init", "--quiet", "--initial-branch=main");
        this.git("config", "user.name", "Somebody");
        this.git("config", "user.email", "somebody@example.com");
        this.commit("The first");
        this.git("tag", "v1.0.0");
    }

    git(...args: string[]): string {
        const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
        return execFileSync("git", args, { cwd: this.folder, env, encoding: "utf8", stdio: "pipe" }).trim();
    }

    commit(message: string): string {
        this.git("add", "--all");
        this.git("commit", "--quiet", "--message", message);
        return this.head();
    }

    head = (): string => this.git("rev-parse", "HEAD");
    branches = (): string[] => this.git("for-each-ref", "--format=%(refname:short)", "refs/heads").split("\n");
    read = (path: string): string => readFileSync(join(this.folder, path), "utf8");
    write(path: string, text: string): void {
        mkdirSync(dirname(join(this.folder, path)), { recursive: true });
        writeFileSync(join(this.folder, path), text);
    }

    /** Replaces the match of a pattern, which must exist. */
    edit(path: string, from: string | RegExp, to: string | ((found: string) => string)): void {
        const text = this.read(path);
        const edited = text.replace(from, typeof to === "string" ? () => to : to);
        if (edited === text) throw new Error(`${path} has no ${String(from)}`);
        this.write(path, edited);
    }

    /** What staging runs, according to Argo CD: the last commit, for three hours. */
    live(status: ApplicationStatus = {}, more: Partial<Live> = {}): Live {
        const since = "2026-11-27T09:00:00Z";
        const application = {
            apiVersion: "argoproj.io/v1alpha1",
            kind: "Application",
            metadata: { name: "confluent-platform" },
            spec: { source: { path: `${overlays}/staging` } },
            status: {
                sync: { status: "Synced", revision: this.head() },
                health: { status: "Healthy", lastTransitionTime: since },
                operationState: { phase: "Succeeded", finishedAt: since },
                ...status,
            },
        };
        return { application, kafkas: [], zookeepers: [], controllers: [], jobs: [], ...more };
    }

    promote(live = this.live(), wanted: Partial<Wanted> = {}) {
        return promote({ from: "staging", to: "prod", root: this.folder, now, ...wanted }, () => Promise.resolve(live));
    }

    remove = (): void => rmSync(this.folder, { recursive: true });
}
