import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Flags } from "../../../../commands/new/answers";
import type { What } from "../../../../commands/new/whats";
import { make } from "../../../../commands/new/run";
import { root } from "../../../harness";

/** A checkout with this one's `gitops/` and the example for teams, new for each test. */
export class NewCheckout {
    top = "";

    constructor() {
        beforeEach(() => {
            this.top = mkdtempSync(join(tmpdir(), "new-test-"));
            for (const path of ["gitops", "examples/Pulumi.teams.yaml"])
                cpSync(join(root, path), join(this.top, path), { recursive: true });
        });
        afterEach(() => rmSync(this.top, { recursive: true }));
    }

    /** Creates what is asked for with flags alone, and confirms. */
    written = (what: What, flags: Flags) => make(this.top, what, flags, undefined, () => Promise.resolve(true));

    read = (path: string) => readFileSync(join(this.top, "gitops/teams", path), "utf8");
}
