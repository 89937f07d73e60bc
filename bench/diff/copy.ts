import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../base/checkout";

/** Linked, not copied: they are too large, and the same for every revision. */
const linked = ["node_modules", ".tools"];
const left = [...linked, ".git", ".rehearsal"];

/** Environments that are `eks` with additional keys: each takes as long as `eks`, and shows nothing else. */
const alike = ["staging", "prod"];

/**
 * This checkout without the environments that are like another one, as the only commit of a separate repository, on
 * branch main.
 */
export class CheckoutCopy {
    /** @param folder an empty folder */
    constructor(readonly folder: string) {
        for (const name of readdirSync(root).filter((name) => !left.includes(name))) {
            const filter = (path: string) => !path.endsWith("node_modules");
            cpSync(join(root, name), join(folder, name), { recursive: true, filter });
        }
        for (const name of alike) {
            for (const path of [
                `Pulumi.${name}.yaml`,
                ...["platform", "addons"].map((one) => `gitops/${one}/overlays/${name}`),
            ])
                rmSync(join(folder, path), { recursive: true });
        }
        for (const name of linked) symlinkSync(join(root, name), join(folder, name));
        this.git("init", "--quiet", "--initial-branch=main");
        writeFileSync(join(folder, ".git", "info", "exclude"), `${left.join("\n")}\n`);
        this.commit("This checkout");
    }

    commit(message: string): void {
        this.git("add", "--all");
        this.git("commit", "--quiet", `--message=${message}`);
    }

    git(...args: string[]): string {
        // The user's own settings (hooks, signing, a template) must not apply here.
        const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
        const identity = ["-c", "user.name=Rehearsal", "-c", "user.email=rehearsal@localhost"];
        return execFileSync("git", [...identity, ...args], { cwd: this.folder, env, encoding: "utf8" });
    }
}
