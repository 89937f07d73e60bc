import type { Live } from "../../../../commands/migrate/cluster";
import type { Facts } from "../../../../commands/migrate/facts";
import type { KubernetesObject } from "../../../../kubernetes";

export const annotation = (name: string) => `platform.confluent.io/${name}`;

/** The state of Git before a migration. */
export const git: Facts = {
    stack: "classic",
    root: "/none",
    tree: "/none",
    path: "gitops/platform/overlays/classic-eks",
    revision: "main",
    namespaces: { argocd: "argocd", workload: "confluent" },
    platformVersion: "7.9.11",
    operator: "3.4.0",
    coordination: "ZooKeeper",
    hasJob: false,
    isOwnImage: true,
    autoSync: true,
    zookeeper: { tls: false, sasl: false },
    isDynamic: false,
};

const object = (
    kind: string,
    name: string,
    rest: object,
    annotations: Record<string, string> = {},
): KubernetesObject => ({
    apiVersion: "platform.confluent.io/v1beta1",
    kind,
    metadata: { name, namespace: "confluent", generation: 1, annotations },
    ...rest,
});
const running = { status: { phase: "RUNNING", observedGeneration: 1 } };

export const kafka = (on: readonly string[], annotations = {}, status: object = running) =>
    object(
        "Kafka",
        "kafka",
        { spec: { dependencies: Object.fromEntries(on.map((one) => [one, {}])) }, ...status },
        annotations,
    );
export const zookeeper = object("Zookeeper", "zookeeper", { spec: {}, ...running });
export const controller = (annotations: Record<string, string> = {}) =>
    object("KRaftController", "kraftcontroller", { spec: {}, ...running }, annotations);
export const job = (status: object | undefined, annotations: Record<string, string> = {}, of = "kafka") =>
    object(
        "KRaftMigrationJob",
        "kraftmigrationjob",
        {
            spec: {
                dependencies: {
                    kafka: { name: of },
                    zookeeper: { name: "zookeeper" },
                    kRaftController: { name: "kraftcontroller" },
                },
            },
            ...(status && { status }),
        },
        annotations,
    );
export const application = (isSyncing: boolean): KubernetesObject => ({
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Application",
    metadata: { name: "confluent-platform" },
    spec: { syncPolicy: isSyncing ? { automated: {} } : {} },
});

/** A cluster on ZooKeeper, paused. */
export const live = (more: Partial<Live> = {}): Live => ({
    application: application(false),
    kafkas: [kafka(["zookeeper"])],
    zookeepers: [zookeeper],
    controllers: [],
    jobs: [],
    ...more,
});

/** The same with a job that is running or complete. */
export const migrating = (status: object | undefined, annotations = {}, more: Partial<Live> = {}): Live =>
    live({
        kafkas: [kafka(["zookeeper", "kRaftController"], { [annotation("kraft-migration-cr-lock")]: "true" })],
        controllers: [controller()],
        jobs: [job(status, annotations)],
        ...more,
    });
