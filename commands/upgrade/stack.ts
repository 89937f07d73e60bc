import { check, type Checked } from "../../config/check";
import type { Facts } from "../../config/rules/rule";
import { type CfkVersion, cfkReleases, cfkVersions } from "../../config/support";
import { checkoutFolder } from "../../config/workload/checkout";
import type { Overlay } from "../../config/workload/overlay";
import { UsageError } from "../../base/error";
import { ConfigurationError } from "../../config/problems";
import { renderQuickly } from "../../config/kustomize/render";
import { project } from "../../base/checkout";
import { readStackFile } from "../../config/stackFile";

/** What a stack's file says, and all that is wrong with it: an upgrade passes through some of that. */
export function checkedStack(stack: string, root: string): Checked {
    const { config, secrets } = readStackFile(stack, {}, root);
    const own = (values: Record<string, unknown>) =>
        Object.entries(values)
            .filter(([key]) => key.startsWith(`${project}:`))
            .map(([key, value]) => [key.slice(project.length + 1), value] as const);
    return check({
        groups: Object.fromEntries(own(config)),
        secrets: Object.fromEntries(
            own(secrets).map(([key, value]) => [key, { value: String(value), encrypted: true }]),
        ),
        region:
            (config["aws:region"] as string | undefined) ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION,
        root,
        rendered: renderQuickly,
        today: new Date().toISOString().slice(0, 10),
    });
}

/**
 * The overlay of a stack, and the working copy that has it.
 *
 * @param what what is done by commits, as the error says it: `an upgrade`
 * @throws UsageError where the stack has none
 */
export function treeOf(
    stack: string,
    { gitops, overlay }: Facts,
    root: string,
    what = "an upgrade",
): { overlay: Overlay; tree: string } {
    const tree = checkoutFolder(gitops, root);
    if (overlay && tree !== undefined) return { overlay, tree };
    throw new UsageError(
        `gitops.checkout of ${stack} is none, and ${what} is commits to ${gitops.path}: git clone ${gitops.repository} FOLDER && pulumi config set --path gitops.checkout FOLDER --stack ${stack}`,
    );
}

/** Where a command that guides by commits finds a stack's overlay and its cluster's objects. */
export interface InGit {
    stack: string;
    /** The folder of Pulumi.yaml. */
    root: string;
    /** The working copy that contains the overlay. */
    tree: string;
    /** The overlay, relative to it. */
    path: string;
    revision: string;
    namespaces: { argocd: string; workload: string };
}

/**
 * A stack whose configuration nothing refuses, except where it runs, which does not affect the contents of Git.
 *
 * @param what what is done by commits, as an error says it: `a migration`
 * @throws UsageError, ConfigurationError for a stack whose Git cannot be read, or whose configuration is refused
 */
export function stackInGit(
    stack: string,
    root: string,
    what: string,
): { facts: Facts; overlay: Overlay; inGit: InGit } {
    const { facts, problems } = checkedStack(stack, root);
    const others = problems.filter(({ key }) => key !== "cluster.context");
    if (others.length > 0) throw new ConfigurationError(others);
    const { overlay, tree } = treeOf(stack, facts, root, what);
    const { path, revision, namespace } = facts.gitops;
    const namespaces = { argocd: facts.argocd.namespace, workload: namespace };
    return { facts, overlay, inGit: { stack, root, tree, path, revision, namespaces } };
}

/**
 * The release that an overlay's components are of: that of their init image.
 *
 * @throws UsageError where it is not in config/support.ts
 */
export function releaseOf({ initVersion }: Overlay, path: string): CfkVersion {
    if (isKnown(initVersion)) return initVersion;
    throw new UsageError(
        `${path} has the init image ${initVersion}, a release that is not known here (${cfkVersions.join(", ")}): add its row to config/support.ts.`,
    );
}

/** Whether a version is a release of Confluent for Kubernetes that is known here. */
export const isKnown = (version: string): version is CfkVersion => version in cfkReleases;
