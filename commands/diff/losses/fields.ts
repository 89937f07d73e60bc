import { parseImage } from "../../../config/kustomize/images";
import { compareMinor } from "../../../config/support";
import type { Loss, ValueChange } from "../model";
import { quantityOf } from "./quantity";
import { holdsVolumes } from "./removal";

type Taken = Pick<Loss, "severity" | "lost">;

/** What a field's change takes away; undefined where it takes nothing. */
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

/** What an object's changed field takes away: data that goes, or a service. */
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

/** Kubernetes: "Expanding persistent volume claims" allows more, never less. */
function volumeSize(_kind: string, { path, before, after }: Texts): Taken | undefined {
    if (!/^spec\.(data|log)VolumeCapacity$|^spec\.resources\.requests\.storage$/.test(path) || before === undefined)
        return undefined;
    if (after === undefined)
        return data("A size has to be there: the API server refuses it, and nothing of this is synced.");
    return quantityOf(after) < quantityOf(before)
        ? data(
              "No volume shrinks: for a smaller one its data have to be moved away, and the claim deleted and made anew.",
          )
        : undefined;
}

/** A claim's class cannot be changed; Confluent for Kubernetes does not move data from one class to another. */
function storageClass(kind: string, { path }: Texts): Taken | undefined {
    const isClass = path === "spec.storageClass.name" || path === "spec.storageClassName";
    return isClass && (holdsVolumes(kind) || kind === "PersistentVolumeClaim")
        ? data("A volume stays in its class: to be in another, its claim is deleted and made anew, without its data.")
        : undefined;
}

function namespace(kind: string, { path, before }: Texts): Taken | undefined {
    if (path !== "metadata.namespace" || before === undefined) return undefined;
    const lost = `It is made anew there; the one in \`${before}\` is no longer in Git`;
    return holdsVolumes(kind) || ["KafkaTopic", "Schema", "PersistentVolumeClaim"].includes(kind)
        ? data(`${lost}, and its data stay behind or go with it.`)
        : undefined;
}

function replicas(kind: string, { path, before, after }: Texts): Taken | undefined {
    if (path !== "spec.replicas" || !["Kafka", "Zookeeper", "KRaftController"].includes(kind)) return undefined;
    const [from, to] = [Number(before ?? 1), Number(after ?? 1)];
    if (!(to < from)) return undefined;
    const who = from - to === 1 ? `Number ${to} goes` : `Numbers ${to} to ${from - 1} go`;
    return kind === "Kafka"
        ? data(`${who}: partitions whose replicas are there alone are lost, and others have one less until moved.`)
        : data(`${who}: below a majority, nothing can be written, and what the others do not have is lost.`);
}

/** Kafka deletes what is older, or more, than a topic may keep; it does not take partitions away. */
function topic(kind: string, { path, before, after }: Texts): Taken | undefined {
    if (kind !== "KafkaTopic") return undefined;
    if (/^spec\.configs\.retention\.(ms|bytes)$/.test(path)) {
        // Below zero: for ever. Nothing: the broker's default, which may be less.
        const limit = (text: string | undefined) => (Number(text) < 0 ? Infinity : Number(text ?? NaN));
        const isLess = !(limit(after) >= limit(before)) && after !== undefined;
        return isLess ? data("Messages beyond this are deleted within minutes.") : undefined;
    }
    if (path === "spec.configs.cleanup.policy" && /delete|compact/.test(after ?? "")) {
        return data("What is deleted, and what is kept for each key, is decided anew for the messages that are there.");
    }
    if (path === "spec.partitionCount" && Number(after) < Number(before))
        return service("Kafka takes no partitions away: it refuses this, and the topic is in error.");
    return undefined;
}

/** Whatever else has changed: one of the two has come, or gone. The migration (KRaftMigrationJob) is what cannot be seen here. */
function coordination(kind: string, { path, before, after }: Texts): Taken | undefined {
    if (kind !== "Kafka") return undefined;
    const isKraft = path === "spec.dependencies.kRaftController.clusterRef.name";
    if (isKraft && before === undefined)
        return data(
            "Topics and messages, unless a KRaftMigrationJob is COMPLETE: new KRaft controllers know of none of them. " +
                "`npx confluent-gitops migrate` says where it stands.",
        );
    if (isKraft && after === undefined)
        return data("What came since the migration to KRaft: ZooKeeper knows nothing of it, and there is no way back.");
    return undefined;
}

/**
 * What has no way back to an earlier minor version. Kafka: metadata.version is not downgraded (KIP-778, KIP-1155), and the operator raises
 * inter.broker.protocol.version with ZooKeeper (docs.confluent.io/operator/current/co-upgrading.html). The operator: Confluent documents
 * none (co-upgrade-cfk.html), and an object may have fields that the earlier CRDs do not have.
 */
function version(kind: string, { path, before, after }: Texts): Taken | undefined {
    const [from, to] = [before, after].map((image) => /^\d+\.\d+/.exec(parseImage(image ?? "").tag ?? "")?.[0]);
    if (from === undefined || to === undefined || compareMinor(to, from) >= 0) return undefined;
    if (path === "spec.image.init" && kind === "Kafka")
        return data(
            `Confluent documents no way back from ${from} to ${to} of its operator, whose CRDs may lack fields that are set by now.`,
        );
    return path === "spec.image.application" && ["Kafka", "KRaftController", "Zookeeper"].includes(kind)
        ? data(
              `Kafka has no way back from ${from} to ${to} once its metadata are of ${from}: it doesn't start with them.`,
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
