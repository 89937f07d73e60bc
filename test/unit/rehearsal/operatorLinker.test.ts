import type { KubernetesApi, KubernetesObject, WatchEvent } from "../../../kubernetes";
import { Linker } from "../../../rehearsal/operator/linker";
import { dependenciesAnnotation } from "../../../rehearsal/operator/links";
import { until } from "../../../base/until";

const object = (kind: string, name: string, uid: string): KubernetesObject => ({
    apiVersion: "platform.confluent.io/v1beta1",
    kind,
    metadata: { name, namespace: "team", uid, resourceVersion: "1" },
    spec: kind === "Kafka" ? { dependencies: { zookeeper: { endpoint: "zookeeper.team.svc:2181" } } } : {},
});

/** An API server of one's own, whose answers to the linker's writes come when `answer` says. */
class Api {
    readonly written: { kind: string; uid?: string; dependencies?: string }[] = [];
    private readonly watching: ((event: WatchEvent) => void)[] = [];
    answer: (change: KubernetesObject) => KubernetesObject | Promise<KubernetesObject> = (change) => change;

    constructor(private readonly objects: KubernetesObject[]) {}

    list = ({ kind }: { kind: string }) => Promise.resolve(this.objects.filter((one) => one.kind === kind));

    watch = (_kind: object, _namespace: undefined, onEvent: (event: WatchEvent) => void) => {
        this.watching.push(onEvent);
        return Promise.resolve({ listed: Promise.resolve(), stop: () => Promise.resolve() });
    };

    apply = async (change: KubernetesObject) => {
        const { uid, annotations } = change.metadata;
        this.written.push({ kind: change.kind, uid, dependencies: annotations?.[dependenciesAnnotation] });
        return this.answer(change);
    };

    tell(type: WatchEvent["type"], told: KubernetesObject): void {
        for (const onEvent of this.watching) onEvent({ type, object: told });
    }
}

/** What the linker wrote on the last, where it is an object of this kind and uid. */
const wrote = ({ written }: Api, kind: string, uid: string) =>
    written.filter((one) => one.kind === kind && one.uid === uid).at(-1)?.dependencies;

describe("the simulated operator's linker, if answers arrive late,", () => {
    const linked = (one: KubernetesObject, phase?: string): KubernetesObject => ({
        ...one,
        metadata: { ...one.metadata, annotations: { [dependenciesAnnotation]: "ready" } },
        status: { phase },
    });

    it("uses newer events: a Kafka starts whose ZooKeeper ran before the linker had its answer", async () => {
        const [zookeeper, kafka] = [object("Zookeeper", "zookeeper", "z"), object("Kafka", "kafka", "k")];
        const api = new Api([]);
        const linker = new Linker(api as unknown as KubernetesApi);
        await linker.start(["Zookeeper", "Kafka"]);
        api.answer = (change) => {
            // By the time that the answer is here, kwok has written too, and that was told.
            if (change.kind === "Zookeeper") api.tell("MODIFIED", linked(zookeeper, "RUNNING"));
            return change.kind === "Zookeeper" ? linked(zookeeper) : change;
        };
        api.tell("ADDED", zookeeper);
        api.tell("ADDED", kafka);
        await until("Kafka may run", () => wrote(api, "Kafka", "k") === "ready", { seconds: 2 });
        await linker.stop();
    });

    it("never mistakes an answer about a deleted object for the new one with its name", async () => {
        const [old, anew] = [object("Zookeeper", "zookeeper", "old"), object("Zookeeper", "zookeeper", "new")];
        const api = new Api([]);
        const linker = new Linker(api as unknown as KubernetesApi);
        await linker.start(["Zookeeper"]);
        api.answer = (change) => {
            if (change.metadata.uid !== "old") return change;
            api.tell("DELETED", old);
            api.tell("ADDED", anew);
            return linked(old);
        };
        api.tell("ADDED", old);
        await until("the new one has its links", () => wrote(api, "Zookeeper", "new") === "ready", { seconds: 2 });
        await linker.stop();
    });
});
