import { sweeperName } from "../../components/gitOpsHandoff/sweeperAccess";
import { isNotFound, type KubernetesApi, type KubernetesObject } from "../../kubernetes";
import { eventually } from "./eventually";
import { applicationKind, confluentKind, workload } from "./sweeperStage";

const application = "confluent-platform";
const eventKind = { apiVersion: "v1", kind: "Event" };
const finalizer = "platform.confluent.io/finalizer";
const kinds = ["KafkaTopic", "Schema", "Connector"];

export interface EventObject extends KubernetesObject {
    type: string;
    reason: string;
    message: string;
}

/** A platform with an Application whose status the tests write, as Argo CD would. They also take the operator's part. */
export class Platform {
    private constructor(
        private readonly api: KubernetesApi,
        /** Uid of the Kafka that owns the contents: with one that doesn't exist, they would be garbage-collected. */
        private readonly owner: string,
    ) {}

    static async make(api: KubernetesApi): Promise<Platform> {
        const kafka = { ...confluentKind("Kafka"), metadata: { name: "kafka", namespace: workload }, spec: {} };
        const { uid = "" } = (await api.apply(kafka)).metadata;
        const metadata = {
            name: application,
            namespace: "argocd",
            finalizers: ["resources-finalizer.argocd.argoproj.io"],
        };
        await api.apply({
            ...applicationKind,
            metadata,
            spec: {
                project: application,
                source: { repoURL: "https://example.com/gitops.git", path: "gitops/platform/overlays/dev" },
                destination: { server: "https://kubernetes.default.svc", namespace: workload },
                syncPolicy: { automated: { prune: true } },
            },
        });
        return new Platform(api, uid);
    }

    /** Writes Argo CD's status after a comparison: which contents (KIND/NAME) are in Git. */
    async compare({ inGit, revision = "1111" }: { inGit: string[]; revision?: string }): Promise<void> {
        const contents = inGit.map((text) => text.split("/") as [string, string]);
        const status = {
            // In whole seconds, and later than everything that exists.
            reconciledAt: new Date(Date.now() + 2000).toISOString().replace(/\.\d+/, ""),
            sync: { status: "Synced", revision },
            resources: [
                { group: "apps", kind: "Deployment", name: sweeperName, requiresDeletionConfirmation: true },
                { group: "platform.confluent.io", kind: "Kafka", name: "kafka" },
                ...contents.map(([kind, name]) => ({ group: "platform.confluent.io", kind, name })),
            ].map((resource) => ({ ...resource, namespace: workload, status: "Synced" })),
        };
        await this.api.merge(applicationKind, "argocd", application, { status });
    }

    /** Creates contents as Argo CD does, and sets their owner as the operator does. */
    async add(kind: string, ...names: string[]): Promise<void> {
        for (const name of names) {
            const id = `${application}:platform.confluent.io/${kind}:${workload}/${name}`;
            await this.api.apply({
                ...confluentKind(kind),
                metadata: {
                    name,
                    namespace: workload,
                    annotations: { "argocd.argoproj.io/tracking-id": id },
                    finalizers: [finalizer],
                    ownerReferences: [{ ...confluentKind("Kafka"), name: "kafka", uid: this.owner }],
                },
                spec: {},
            });
        }
    }

    /** Creates an object that neither Argo CD nor the operator knows. */
    async makeByHand(kind: string, name: string): Promise<void> {
        await this.api.apply({ ...confluentKind(kind), metadata: { name, namespace: workload }, spec: {} });
    }

    get(kind: string, name: string): Promise<KubernetesObject | undefined> {
        return this.api.get(confluentKind(kind), workload, name);
    }

    /** Resolves when its deletion was requested. */
    deleting(kind: string, name: string): Promise<void> {
        const isDeleting = async () => Boolean((await this.get(kind, name))?.metadata.deletionTimestamp);
        return eventually(isDeleting, 20, `${kind} ${name} is not being deleted`);
    }

    /** The operator's part: it has removed the thing from Kafka. */
    async letGo(kind: string, name: string): Promise<void> {
        await this.api.merge(confluentKind(kind), workload, name, { metadata: { finalizers: null } });
    }

    /** Events about the Application. */
    async events(): Promise<EventObject[]> {
        return (await this.api.list(eventKind, "argocd")) as EventObject[];
    }

    /** The same, once there is one: the sweeper only reports what it has done afterwards. */
    async said(): Promise<EventObject[]> {
        await eventually(async () => (await this.events()).length > 0, 20, "it says nothing");
        return this.events();
    }

    /** The Application's annotations. */
    async annotations(): Promise<Record<string, string>> {
        return (await this.api.get(applicationKind, "argocd", application))?.metadata.annotations ?? {};
    }

    /** When the deletion was approved, from Argo CD's annotation. */
    async approval(): Promise<string | undefined> {
        return (await this.annotations())["argocd.argoproj.io/deletion-approved"];
    }

    /** Deletes everything, starting with the Application, so that nothing looks after the rest. */
    async remove(): Promise<void> {
        await this.ended(applicationKind, "argocd", application);
        for (const kind of kinds) {
            for (const { metadata } of await this.api.list(confluentKind(kind), workload)) {
                await this.ended(confluentKind(kind), workload, metadata.name ?? "");
            }
        }
        for (const { metadata } of await this.events()) await this.api.delete(eventKind, "argocd", metadata.name ?? "");
    }

    private async ended(kind: { apiVersion: string; kind: string }, namespace: string, name: string): Promise<void> {
        try {
            await this.api.merge(kind, namespace, name, { metadata: { finalizers: null } });
        } catch (error) {
            if (!isNotFound(error)) throw error;
        }
        await this.api.delete(kind, namespace, name);
    }
}
