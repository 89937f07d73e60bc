import type { KubernetesApi, KubernetesObject, Watch, WatchEvent } from "../../kubernetes";

/** Name and namespace of the operator's Deployment, as the stack installs the chart. */
const name = "confluent-operator";
const namespace = "confluent-operator";

const deploymentKind = { apiVersion: "apps/v1", kind: "Deployment" };
const podKind = { apiVersion: "v1", kind: "Pod" };
const labels = { app: name };

/** Marks an object that only looks like the operator's. */
const simulated = { "rehearsal/simulated": "no pod runs: kwok plays the operator" };

/**
 * The operator's Deployment. Commands that check whether the operator is running look at its ready replicas. Here, it
 * also works the other way round: the simulated operator runs as long as its Deployment exists, with a replica.
 */
export class OperatorDeployment {
    private watches: Watch[] = [];
    private present = false;

    constructor(
        private readonly api: KubernetesApi,
        /** Called when the operator has started or stopped. */
        private readonly onChange: () => void,
    ) {}

    /** Whether the Deployment exists and requests a replica. */
    get isPresent(): boolean {
        return this.present;
    }

    /** Creates it and its namespace, like the chart. */
    async make(): Promise<void> {
        const container = { name, image: "simulated" };
        const spec = {
            replicas: 1,
            selector: { matchLabels: labels },
            template: {
                metadata: { labels, annotations: simulated },
                spec: { terminationGracePeriodSeconds: 0, containers: [container] },
            },
        };
        await this.api.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
        const metadata = { name, namespace, labels, annotations: simulated };
        const made = await this.api.apply({ ...deploymentKind, metadata, spec }, { force: true });
        this.present = isThere(made);
    }

    /** Watches it from now on, and makes its pods ready, because no kubelet does so here. */
    async follow(): Promise<void> {
        const all = await this.api.list(deploymentKind, namespace);
        this.present = all.some((deployment) => deployment.metadata.name === name && isThere(deployment));
        this.watches = await Promise.all([
            this.api.watch(deploymentKind, namespace, this.onDeployment),
            this.api.watch(podKind, namespace, this.onPod),
        ]);
    }

    /** Like `kubectl scale`; does nothing if it doesn't exist. */
    async scale(replicas: number): Promise<void> {
        if (!(await this.api.get(deploymentKind, namespace, name))) return;
        await this.api.merge(deploymentKind, namespace, name, { spec: { replicas } });
        this.present = replicas > 0;
    }

    async close(): Promise<void> {
        await Promise.all(this.watches.map((watch) => watch.stop()));
    }

    private readonly onDeployment = ({ type, object }: WatchEvent): void => {
        if (object.metadata.name !== name) return;
        this.present = type !== "DELETED" && isThere(object);
        this.onChange();
    };

    private readonly onPod = ({ type, object }: WatchEvent): void => {
        const { metadata } = object;
        if (type === "DELETED" || metadata.deletionTimestamp || metadata.labels?.app !== name || isReady(object))
            return;
        const now = new Date().toISOString();
        const ready = (condition: string) => ({ type: condition, status: "True", lastTransitionTime: now });
        const status = {
            phase: "Running",
            startTime: now,
            conditions: [ready("PodScheduled"), ready("Initialized"), ready("ContainersReady"), ready("Ready")],
        };
        // A failure doesn't matter, because the pod has gone or changed, so another event of it follows.
        void this.api.merge(podKind, namespace, metadata.name ?? "", { status }, "status").catch(() => undefined);
    };
}

const isThere = ({ metadata, spec }: KubernetesObject): boolean =>
    !metadata.deletionTimestamp && (spec as { replicas?: number }).replicas !== 0;

const isReady = ({ status }: KubernetesObject): boolean =>
    ((status as { conditions?: { type: string; status: string }[] }).conditions ?? []).some(
        (condition) => condition.type === "Ready" && condition.status === "True",
    );
