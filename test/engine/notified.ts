import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse, stringify } from "yaml";
import type { KubernetesObject } from "../../kubernetes";
import { root } from "../harness";

interface Values {
    notifications: Record<"notifiers" | "triggers" | "templates", Record<string, string>> & {
        argocdUrl: string;
        subscriptions: object[];
    };
}

const example = readFileSync(join(root, "examples/argocd-notifications.yaml"), "utf8");
const { notifications } = parse(example) as Values;

/**
 * The ConfigMap that the chart creates from its values (templates/argocd-configs/argocd-notifications-cm.yaml in
 * argo-helm).
 */
export const configured = {
    context: stringify({ argocdUrl: notifications.argocdUrl }),
    ...notifications.notifiers,
    subscriptions: stringify(notifications.subscriptions),
    ...notifications.templates,
    ...notifications.triggers,
};

const sh = promisify(execFile);

/** The Secret, created with the command in the example's head comment. */
export async function secretOf(WEBHOOK_URL: string, WEBHOOK_TOKEN: string): Promise<KubernetesObject> {
    const [command = assert.fail("no command")] =
        /^kubectl .* create secret .*$/m.exec(example.replace(/^# +/gm, "")) ?? [];
    const env = { ...process.env, WEBHOOK_URL, WEBHOOK_TOKEN };
    const { stdout } = await sh("bash", ["-c", `${command} --dry-run=client --output=json`], { env });
    return JSON.parse(stdout) as KubernetesObject;
}

export interface Status {
    sync: string;
    health: string;
    phase: string;
    revision: string;
    message?: string;
    /** Changes to the sync, which by default has ended at this revision. `null` removes a field. */
    operation?: object;
}

/** As Argo CD writes it; it has compared again since the sync ended. */
export const statusOf = ({ sync, health, phase, revision, message = "successfully synced", operation }: Status) => ({
    sync: { status: sync, revision },
    health: { status: health },
    reconciledAt: "2026-11-24T05:10:00Z",
    operationState: {
        phase,
        message,
        operation: { sync: { revision } },
        startedAt: "2026-11-24T05:00:00Z",
        finishedAt: "2026-11-24T05:05:00Z",
        syncResult: { revision, source: { repoURL: "https://git.example.com/platform.git" } },
        ...operation,
    },
});
