import { check, type Checked } from "../../config/check";
import type { Facts } from "../../config/rules/rule";
import { type CfkVersion, cfkReleases, cfkVersions } from "../../config/support";
import { checkoutFolder } from "../../config/workload/checkout";
import type { Overlay } from "../../config/workload/overlay";
import { UsageError } from "../../base/error";
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
 * @throws UsageError where the stack has none: an upgrade is commits
 */
export function treeOf(stack: string, { gitops, overlay }: Facts, root: string): { overlay: Overlay; tree: string } {
    const tree = checkoutFolder(gitops, root);
    if (overlay && tree !== undefined) return { overlay, tree };
    throw new UsageError(
        `gitops.checkout of ${stack} is none, and an upgrade is commits to ${gitops.path}: git clone ${gitops.repository} FOLDER && pulumi config set --path gitops.checkout FOLDER --stack ${stack}`,
    );
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
