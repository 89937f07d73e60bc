import { parseImage } from "../../../config/kustomize/images";
import { compareMinor } from "../../../config/support";
import type { Loss, ValueChange } from "../model";
import { quantityOf } from "./quantity";
import { holdsVolumes } from "./removal";

type Taken = Pick<Loss, "severity" | "lost">;

/** What is lost when a field changes. Undefined if nothing is. */
type Rule = (kind: string, change: Texts) => Taken | undefined;

interface Texts {
    path: string;
    before: string | undefined;
    after: string | undefined;
}

const rules: readonly Rule[] = [
    volumeSize,
    storageClass,
    namespace,
    replicas,
    topic,
    coordination,
    version,
    protection,
];

/** What is lost when an object's field changes: data, or a service. */
export function lossOfField(kind: string, change: ValueChange): Taken | undefined {
    const { path } = change;
    const [before, after] = [change.before, change.after].map((value) =>
        typeof value === "object" ? value.join(" ") : value,
    );
    for (const rule of rules) {
        const taken = rule(kind, { path, before, after });
        if (taken) return taken;
    }
    return undefined;
}

const data = (lost: string): Taken => ({ severity: "data", lost });
const service = (lost: string): Taken => ({ severity: "service", lost });

/** Kubernetes: "Expanding persistent volume claims" allows a larger size, never a smaller one. */
function volumeSize(_kind: string, { path, before, after }: Texts): Taken | undefined {
    if (!/^spec\.(data|log)VolumeCapacity$|^spec\.resources\.requests\.storage$/.test(path) || before === undefined)
        return undefined;
    if (after === undefined) return data("A size is required: the API server rejects this, and none of it is synced.");
    return quantityOf(after) < quantityOf(before)
        ? data("Volumes can't shrink: for a smaller one, move its data away, delete the claim, and create it again.")
        : undefined;
}

/** A claim's class can't be changed, and Confluent for Kubernetes doesn't move data from one class to another. */
function storageClass(kind: string, { path }: Texts): Taken | undefined {
    const isClass = path === "spec.storageClass.name" || path === "spec.storageClassName";
    return isClass && (holdsVolumes(kind) || kind === "PersistentVolumeClaim")
        ? data(
              "A volume can't change its class: for another one, its claim is deleted and created again, without its data.",
          )
        : undefined;
}

function namespace(kind: string, { path, before }: Texts): Taken | undefined {
    if (path !== "metadata.namespace" || before === undefined) return undefined;
    const lost = `It is created again there; the one in \`${before}\` is no longer in Git`;
    return holdsVolumes(kind) || ["KafkaTopic", "Schema", "PersistentVolumeClaim"].includes(kind)
        ? data(`${lost}, and its data stays behind or is deleted with it.`)
        : undefined;
}

function replicas(kind: string, { path, before, after }: Texts): Taken | undefined {
    if (path !== "spec.replicas" || !["Kafka", "Zookeeper", "KRaftController"].includes(kind)) return undefined;
    const [from, to] = [Number(before ?? 1), Number(after ?? 1)];
    if (!(to < from)) return undefined;
    const who = from - to === 1 ? `Number ${to} is removed` : `Numbers ${to} to ${from - 1} are removed`;
    return kind === "Kafka"
        ? data(
              `${who}: partitions with replicas only there are lost, and others have fewer replicas until they are moved.`,
          )
        : data(`${who}: without a majority, nothing can be written, and what the others do not have is lost.`);
}

/** Kafka deletes messages that are older, or more, than a topic may keep. It doesn't remove partitions. */
function topic(kind: string, { path, before, after }: Texts): Taken | undefined {
    if (kind !== "KafkaTopic") return undefined;
    if (/^spec\.configs\.retention\.(ms|bytes)$/.test(path)) {
        // Negative means forever. Unset means the broker's default, which may be less.
        const limit = (text: string | undefined) => (Number(text) < 0 ? Infinity : Number(text ?? NaN));
        const isLess = !(limit(after) >= limit(before)) && after !== undefined;
        return isLess ? data("Messages beyond this limit are deleted within minutes.") : undefined;
    }
    if (path === "spec.configs.cleanup.policy" && /delete|compact/.test(after ?? "")) {
        return data("For existing messages, Kafka decides again what to delete and what to keep for each key.");
    }
    if (path === "spec.partitionCount" && Number(after) < Number(before))
        return service("Kafka can't remove partitions: it rejects this, and the topic is in error.");
    return undefined;
}

/**
 * One of the two has been added or removed, whatever else has changed. Whether a migration (KRaftMigrationJob) has run
 * can't be seen here.
 */
function coordination(kind: string, { path, before, after }: Texts): Taken | undefined {
    if (kind !== "Kafka") return undefined;
    const isKraft = path === "spec.dependencies.kRaftController.clusterRef.name";
    if (isKraft && before === undefined)
        return data(
            "Topics and messages, unless a KRaftMigrationJob is COMPLETE: new KRaft controllers don't know any of them. " +
                "`npx confluent-gitops migrate` says where it stands.",
        );
    if (isKraft && after === undefined)
        return data("Everything since the migration to KRaft: ZooKeeper doesn't know it, and there is no way back.");
    return undefined;
}

/**
 * Versions that can't go back to an earlier minor version. Kafka: metadata.version can't be downgraded (KIP-778, KIP-1155),
 * and with ZooKeeper the operator raises inter.broker.protocol.version
 * (docs.confluent.io/operator/current/co-upgrading.html). The operator: Confluent documents no downgrade
 * (co-upgrade-cfk.html), and an object may have fields that the earlier CRDs don't have.
 */
function version(kind: string, { path, before, after }: Texts): Taken | undefined {
    const [from, to] = [before, after].map((image) => /^\d+\.\d+/.exec(parseImage(image ?? "").tag ?? "")?.[0]);
    if (from === undefined || to === undefined || compareMinor(to, from) >= 0) return undefined;
    if (path === "spec.image.init" && kind === "Kafka")
        return data(
            `Confluent documents no way back from ${from} to ${to} of its operator, and the earlier CRDs may lack fields that are now in use.`,
        );
    return path === "spec.image.application" && ["Kafka", "KRaftController", "Zookeeper"].includes(kind)
        ? data(
              `Kafka has no way back from ${from} to ${to} once its metadata has version ${from}: it doesn't start with it.`,
          )
        : undefined;
}

function protection(_kind: string, { path, before, after }: Texts): Taken | undefined {
    const isOption = path === "metadata.annotations.argocd.argoproj.io/sync-options";
    const keeps = /\b(Prune|Delete)=(false|confirm)\b/;
    return isOption && keeps.test(before ?? "") && !keeps.test(after ?? "")
        ? service("From then on, a commit that loses it deletes it.")
        : undefined;
}
