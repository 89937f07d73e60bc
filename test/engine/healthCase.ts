import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { stringify } from "yaml";
import { argoCdCm } from "../../config/charts/argoCdConfig";

/** A resource as the API server could return it, and what Argo CD has to report about it. */
export interface HealthCase {
    title: string;
    kind: string;
    /** In addition to name, namespace and generation 2. */
    metadata?: Record<string, unknown>;
    spec?: Record<string, unknown>;
    status?: Record<string, unknown>;
    health: Health;
}

export type Health = [status: string, message: string];

/** A condition as CFK writes it. */
export const condition = (type: string, status: string, reason = "", message = "") => ({
    type: `platform.confluent.io/${type}`,
    status,
    reason,
    message,
    lastProbeTime: "2026-11-24T05:00:00Z",
    lastTransitionTime: "2026-11-24T05:00:00Z",
});

const run = promisify(execFile);

/**
 * What Argo CD reports about each case's resource with the stack's own configuration, using its own Lua and no cluster.
 *
 * @param argocd path of its binary, which acts according to the name with which it is called
 */
export async function healthOf(argocd: string, cases: readonly HealthCase[]): Promise<Health[]> {
    const folder = mkdtempSync(join(tmpdir(), "health-"));
    try {
        const config = join(folder, "argocd-cm.yaml");
        const labels = { "app.kubernetes.io/part-of": "argocd" };
        const metadata = { name: "argocd-cm", namespace: "argocd", labels };
        writeFileSync(config, stringify({ apiVersion: "v1", kind: "ConfigMap", metadata, data: argoCdCm() }));
        const one = async (resource: HealthCase, index: number): Promise<Health> => {
            const file = join(folder, `${index}.yaml`);
            writeFileSync(file, stringify(asObject(resource)));
            const args = ["admin", "settings", "resource-overrides", "health", file, "--argocd-cm-path", config];
            const { stdout } = await run(argocd, args, { env: { ...process.env, ARGOCD_BINARY_NAME: "argocd" } });
            const { status, message } =
                /^STATUS: (?<status>.*)\nMESSAGE: (?<message>[^]*)\n$/.exec(stdout)?.groups ?? {};
            return [status ?? stdout, message ?? ""];
        };
        return await inTurns(cases, one, 4);
    } finally {
        rmSync(folder, { recursive: true });
    }
}

function asObject({ kind, metadata, spec, status }: HealthCase) {
    return {
        apiVersion: "platform.confluent.io/v1beta1",
        kind,
        metadata: { name: "it", namespace: "confluent", generation: 2, ...metadata },
        spec: spec ?? {},
        ...(status && { status }),
    };
}

/** Like `Promise.all` for a list, but with limited concurrency: each starts a process, on few cores. */
async function inTurns<T, R>(list: readonly T[], does: (item: T, index: number) => Promise<R>, atATime: number) {
    const results: R[] = [];
    const entries = list.entries();
    const turn = async () => {
        for (const [index, item] of entries) results[index] = await does(item, index);
    };
    await Promise.all(Array.from({ length: atATime }, turn));
    return results;
}
