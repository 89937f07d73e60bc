import { UsageError } from "../../../base/error";
import { type KubernetesApi, KubernetesError } from "../../../kubernetes";
import type { Values } from "../make";
import { secretObject, type Way } from "./way";

const kind = { apiVersion: "v1", kind: "Secret" };

/** The existing Secrets in a cluster. */
export async function readSecrets(
    api: KubernetesApi,
    namespace: string,
    names: readonly string[],
): Promise<ReadonlyMap<string, Values>> {
    const read = async (name: string) => [name, await api.get(kind, namespace, name)] as const;
    const found = await refusing(() => Promise.all(names.map(read)));
    return new Map(
        found.flatMap(([name, secret]) => {
            const data = (secret?.data ?? {}) as Record<string, string>;
            const values = Object.entries(data).map(([key, value]) => [key, Buffer.from(value, "base64")] as const);
            return secret ? [[name, Object.fromEntries(values)] as const] : [];
        }),
    );
}

/** Applies Secrets to a cluster, after a dry run on its API server. */
export function clusterWay(api: KubernetesApi, url: string, namespace: string): Way {
    // This command takes over keys that others have written before.
    const apply = (secret: Parameters<typeof secretObject>[0], dryRun: boolean) =>
        api.apply(secretObject(secret, namespace), { force: true, strict: true, dryRun });
    return {
        maker: undefined,
        read: (names) => readSecrets(api, namespace, names),
        question: `Apply them to the namespace ${namespace} of ${url}?`,
        arrives: () => undefined,
        check: (secrets) => refusing(async () => void (await Promise.all(secrets.map((one) => apply(one, true))))),
        put: (secrets) =>
            refusing(async () => {
                for (const secret of secrets) await apply(secret, false);
                return secrets.map(({ name }) => `Applied: Secret ${namespace}/${name}`);
            }),
    };
}

async function refusing<T>(what: () => Promise<T>): Promise<T> {
    try {
        return await what();
    } catch (error) {
        if (!(error instanceof KubernetesError)) throw error;
        if (error.code === 0) throw new UsageError(`The cluster can't be reached. ${error.message}`);
        // A server's message may repeat what it was sent, so it is left out.
        const at = /^[^:]*/.exec(error.message)?.[0] ?? "";
        throw new UsageError(
            `The cluster refused to ${at}: ${error.status.reason ?? "no reason"} (HTTP ${error.code}).`,
        );
    }
}
