import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../base/error";
import { Cleanup } from "../../base/cleanup";
import type { Application } from "../../kubernetes/application";
import { openFolder, sideOf } from "../diff/folder";
import { type Commit, commitOf, git } from "../diff/git";
import type { Live, Namespaces } from "../migrate/cluster";
import { refuse } from "../migrate/refuse";
import { compareFolders } from "./compare";
import { assertIs, type Checked, factsOf, wayOf } from "./environments";
import { assertNoMigration } from "./migration";
import { assertPath } from "./path";
import { assertClean, assertNewBranch, commitFrom, setRevision, takeOver } from "./repository";
import type { Report } from "./shape";
import { type Soaked, soaked } from "./soak";
import { textOf, titleOf } from "./text";

export interface Wanted {
    from: string;
    to: string;
    /** Default: a name from both environments and the commit. */
    branch?: string;
    dryRun?: boolean;
    /** Folder of Pulumi.yaml. */
    root: string;
    now: Date;
}

/** A commit or a release, as the policy pinned-revision-in-prod requires. A merge alone then changes nothing there. */
const fixed = /^(v?\d+\.\d+\.\d+([-+][0-9A-Za-z.+-]+)?|[0-9a-f]{40})$/;

/**
 * Promotes what one environment runs to another, on a new branch. Everything is checked and prepared outside the working
 * copy. The branch is created last, so that it is either complete or doesn't exist.
 *
 * @param lookAt reads the source's cluster
 * @throws UsageError if the promotion is refused, with what to do first
 */
export async function promote(wanted: Wanted, lookAt: (namespaces: Namespaces) => Promise<Live>): Promise<Report> {
    const { from, to, root, now } = wanted;
    const { requiredSoakTime } = wayOf(wanted);
    await assertClean(root);
    const [source, target] = [factsOf(from, root), factsOf(to, root)];
    const live = await lookAt({ argocd: source.argocd.namespace, workload: source.gitops.namespace });
    const application = live.application as Application | undefined;
    assertIs(from, source.gitops.path, application);
    assertNoMigration(from, live.jobs);
    const tried = soaked(from, application, requiredSoakTime, now);

    const head = await commitOf("HEAD", root);
    const branch = wanted.branch ?? `promote/${from}-to-${to}-${tried.revision.slice(0, 7)}`;
    if (!wanted.dryRun) await assertNewBranch(branch, root);
    const cleanup = new Cleanup();
    try {
        const folder = openFolder();
        cleanup.add(() => folder.remove());
        const checkoutOf = async (commit: Commit, name: string) => {
            mkdirSync(join(folder.path, name));
            return (await sideOf(commit, join(folder.path, name), root)).checkout;
        };
        const promoted = await checkoutOf(head, "promoted");
        await assertTried(from, source, tried, promoted, (commit) => checkoutOf(commit, "tried"), root);

        const { revision } = target.gitops;
        const isFixed = fixed.test(revision);
        const running = isFixed ? await commitOf(revision, root).catch(() => undefined) : head;
        const before = await checkoutOf(running ?? head, "before");
        const notes = running
            ? []
            : [
                  `${revision}, which ${to} follows, is not in this clone: it was compared with ${head.label} instead. git fetch --tags, if there is one.`,
              ];
        const was = running === head || !running ? target : factsOf(to, before, target.gitops.path);
        const files = takeOver(promoted, source.gitops.path, target.gitops.path);
        const will = factsOf(to, promoted);
        assertPath(to, was.overlay, will.overlay);

        const { path, prune } = target.gitops;
        const overlay = await compareFolders(path, before, promoted, { stack: to, prune });
        if (overlay.state === "broken") throw new UsageError(overlay.refusals.map(({ message }) => message).join("\n"));
        const platform = { before: was.overlay.platformVersion, after: will.overlay.platformVersion };
        const isNothing = overlay.objects.length === 0 && files.length === 0;
        const title = titleOf({ from, to, platform });
        const commits: string[] = [];
        if (files.length > 0) commits.push(await commitFrom(promoted, head.id, [...new Set(files)], title, root));
        const moved = isFixed && !isNothing ? { before: revision, after: commits[0] ?? head.id } : undefined;
        if (moved) {
            const file = `Pulumi.${to}.yaml`;
            setRevision(join(promoted, file), moved.after);
            const message = `Have ${to} follow ${moved.after.slice(0, 7)}, which ${from} was promoted by`;
            commits.push(await commitFrom(promoted, commits[0] ?? head.id, [file], message, root));
        }
        const last = commits.at(-1);
        const isMade = last !== undefined && !wanted.dryRun;
        if (isMade) await git(root, ["branch", "--no-track", branch, last]);
        return {
            version: 1,
            from,
            to,
            source: tried,
            branch: isMade ? branch : null,
            commits: isMade ? commits : [],
            revision: moved ?? null,
            title,
            text: isNothing
                ? ""
                : textOf({
                      from,
                      to,
                      source: tried,
                      requiredSoakTime,
                      platform,
                      overlay,
                      files,
                      revision: moved,
                      notes,
                  }),
            files,
            objects: [...overlay.objects].map((one) => ({ ...one, fields: [...one.fields] })) as Report["objects"],
            losses: [...overlay.losses],
            final: [...(overlay.final ?? [])],
        };
    } finally {
        await cleanup.run();
    }
}

/** Checks that this checkout renders for the source's overlay what runs there, so that nothing untested is promoted. */
async function assertTried(
    from: string,
    { gitops: { path, prune } }: Checked,
    { revision }: Soaked,
    here: string,
    checkoutOf: (commit: Commit) => Promise<string>,
    root: string,
): Promise<void> {
    const commit = await commitOf(revision, root).catch(() =>
        refuse(`${from} runs ${revision}, which is not in this clone: git fetch origin.`),
    );
    const { objects } = await compareFolders(path, await checkoutOf(commit), here, { stack: from, prune });
    if (objects.length === 0) return;
    const [first] = objects;
    refuse(
        `${from} runs ${commit.label}, and this checkout renders something else for it: ${first?.object ?? ""}${objects.length > 1 ? ` and ${objects.length - 1} more` : ""}. ` +
            `Wait until ${from} runs it, or check out what it runs: git switch --detach ${revision.slice(0, 7)}.`,
    );
}
