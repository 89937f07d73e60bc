import type { KubernetesObject } from "../../../kubernetes";
import type { Loss } from "../model";

/** The facts that decide whether an object that is removed from Git is deleted. */
export interface Custody {
    /** Whether the Applications that follow the overlay prune. */
    prune: boolean;
    /** Kinds that the sweeper keeps. */
    keepKinds: readonly string[];
}

type Taken = Pick<Loss, "severity" | "lost">;

/** What is lost when an object of a kind is deleted. Kinds that hold no data and provide no service are not listed. */
const byKind: Readonly<Record<string, Taken>> = {
    Kafka: data(
        "The brokers are deleted, with all topics and messages: their volumes are deleted with their claims, unless retained.",
    ),
    Zookeeper: data(
        "It stores what Kafka knows about its topics and where they are: without it, the messages are of no use.",
    ),
    KRaftController: data(
        "It stores what Kafka knows about its topics and where they are: without it, the messages are of no use.",
    ),
    ControlCenter: data("Its volume, with the history of its metrics."),
    KsqlDB: data("Its volume; streams and tables are rebuilt from Kafka's topics."),
    PersistentVolumeClaim: data("The volume is deleted with its claim, unless its class retains it."),
    StatefulSet: data("Its pods are deleted; its retention policy decides about its volumes."),
    KafkaTopic: data("The topic is deleted in Kafka, with all its messages."),
    Schema: data("The subject is deleted in Schema Registry, with all its versions."),
    Connector: service("It stops; what it has read and written stays."),
    ClusterLink: service("Its mirror topics get no new messages."),
    ConfluentRolebinding: service("Whoever had access through it is denied."),
    SchemaRegistry: service("Clients with schemas stop. The schemas are in a topic of Kafka, and stay."),
    Connect: service("All connectors stop. Their offsets are in topics of Kafka, and stay."),
    KafkaRestProxy: service("Clients that use HTTP are refused."),
};

function data(lost: string): Taken {
    return { severity: "data", lost };
}
function service(lost: string): Taken {
    return { severity: "service", lost };
}

export const holdsVolumes = (kind: string): boolean =>
    ["Kafka", "Zookeeper", "KRaftController", "ControlCenter", "KsqlDB", "StatefulSet"].includes(kind);

/** The sweeper's rules, which apply once an object is gone from Git. */
async function sweeper() {
    const [{ contentKinds }, { whyKept }, { isPruning, syncOption }] = await Promise.all([
        import("../../../gitops/platform/base/sweeper/contents.mjs"),
        import("../../../gitops/platform/base/sweeper/sweep.mjs"),
        import("../../../gitops/platform/base/sweeper/argoCd.mjs"),
    ]);
    return { contentKinds, whyKept, isPruning, syncOption };
}

/** What happens to an object that head no longer contains. Undefined if nothing is lost. */
export async function removalOf(object: KubernetesObject, custody: Custody): Promise<Taken | undefined> {
    const taken = byKind[object.kind];
    if (!taken) return undefined;
    const why = await whyItStays(object, custody);
    if (!why) return taken;
    return taken.severity === "data"
        ? service(`Kept, with its data: ${why}. From then on, Git no longer describes it.`)
        : undefined;
}

async function whyItStays(object: KubernetesObject, { prune, keepKinds }: Custody): Promise<string | undefined> {
    const { contentKinds, whyKept, isPruning, syncOption } = await sweeper();
    const application = { spec: { syncPolicy: { automated: { prune } } } } as Parameters<typeof isPruning>[0];
    const content = object as unknown as Parameters<typeof whyKept>[0];
    if (contentKinds.some(({ kind }) => kind === object.kind)) {
        return whyKept(content, application, { keepKinds } as unknown as Parameters<typeof whyKept>[2]);
    }
    if (!isPruning(application)) return "the Application does not prune";
    const option = syncOption(content, application, "Prune");
    return option === "false" || option === "confirm" ? `its sync option is Prune=${option}` : undefined;
}
