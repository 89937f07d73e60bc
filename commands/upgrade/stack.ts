import { check, type Checked } from "../../config/check";
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
