import { confluentApi, workloadNamespace } from "../../commands/demo/workload";
import type { DrillStage } from "./drillStage";

type On = Pick<DrillStage, "api">;

const mark = "argocd.argoproj.io/tracking-id";

/** Removes Argo CD's tracking from an object. @param object `Kind/name` */
export async function forgetOwner({ api }: On, object: string): Promise<void> {
    const [kind = "", name = ""] = object.split("/");
    const apiVersion = { Deployment: "apps/v1", ConfigMap: "v1" }[kind] ?? confluentApi;
    await api.merge({ apiVersion, kind }, workloadNamespace, name, { metadata: { annotations: { [mark]: null } } });
}

/** Records to which Applications the components have belonged, in order. */
export async function followOwners({ api }: On) {
    const now = new Map<string, string>();
    const watches = await Promise.all(
        ["KRaftController", "Kafka", "SchemaRegistry", "Connect", "ControlCenter"].map((kind) =>
            api.watch({ apiVersion: confluentApi, kind }, workloadNamespace, ({ object: { metadata } }) => {
                const [owner = ""] = metadata.annotations?.[mark]?.split(":") ?? [];
                const before = now.get(kind) ?? "";
                if (owner && before.split(", ").at(-1) !== owner)
                    now.set(kind, [before, owner].filter(Boolean).join(", "));
            }),
        ),
    );
    await Promise.all(watches.map(({ listed }) => listed));
    const stop = async () => {
        await Promise.all(watches.map((watch) => watch.stop()));
        return now;
    };
    return { now, stop };
}

/** The existing pods: one that the operator restarts is a different one. */
export const podsOf = async ({ api }: On): Promise<string[]> =>
    (await api.list({ apiVersion: "v1", kind: "Pod" }, workloadNamespace))
        .map(({ metadata: { name, uid } }) => `${name} ${uid}`)
        .sort();
