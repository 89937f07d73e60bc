import type { KubernetesApi, KubernetesObject, Watch, WatchEvent } from "../../kubernetes";
import { dependenciesAnnotation, hasLinks, linksOf, refusalAnnotation } from "./links";
import { keyStoresOf } from "./keyStores";
import { migrationStep } from "./migration";
import { roleBindingsOf } from "./roleBindings";
import { refusalOf } from "./secrets";
import { confluentVersion } from "./stages";

const secretKind = { apiVersion: "v1", kind: "Secret" };

/** The owner of the linker's fields: different from Argo CD's, so that neither removes what the other has written. */
const fieldManager = "simulated-confluent-operator";

/** How long to wait, in milliseconds, before trying again after the API server did not respond. */
const againMs = 200;

/**
 * Adds what kwok's Stages can't see, because each sees only one object: the linker watches all of Confluent's kinds and
 * the names of Secrets, and writes to each object whether its dependencies exist, and its owner.
 */
export class Linker {
    private readonly world = new Map<string, KubernetesObject>();
    /** The keys of each Secret, by namespace and name. Their values are not kept. */
    private readonly secrets = new Map<string, readonly string[]>();
    private watches: Watch[] = [];
    private settling: Promise<void> | undefined;
    private isStale = false;
    private isStopped = false;
    private makesRoleBindings = false;

    constructor(private readonly api: KubernetesApi) {}

    /**
     * Resolves when every existing object has its links, so that nothing acts on outdated ones.
     *
     * @param kinds those that are served
     */
    async start(kinds: readonly string[]): Promise<void> {
        // All at once: an API server initializes a kind's storage on the first request, and rejects requests until it
        // is ready.
        const followed = [...kinds.map((kind) => ({ apiVersion: confluentVersion, kind })), secretKind];
        const lists = await Promise.all(followed.map((kind) => this.api.list(kind)));
        for (const object of lists.flat()) this.keep(object);
        await this.settle();
        this.watches = await Promise.all(followed.map((kind) => this.api.watch(kind, undefined, this.onEvent)));
        // Whatever is created from now on causes an event.
        this.makesRoleBindings = kinds.includes("ConfluentRolebinding");
        await this.settle();
    }

    async stop(): Promise<void> {
        this.isStopped = true;
        await Promise.all(this.watches.map((watch) => watch.stop()));
        await this.settling;
    }

    private readonly onEvent = ({ type, object }: WatchEvent): void => {
        if (type === "DELETED") this.forget(object);
        else this.keep(object);
        void this.settle();
    };

    private keep(object: KubernetesObject): void {
        if (object.kind === secretKind.kind) {
            this.secrets.set(placeOf(object), Object.keys(object.data ?? {}));
        } else {
            this.world.set(keyOf(object), object);
        }
    }

    private forget(object: KubernetesObject): void {
        this.secrets.delete(object.kind === secretKind.kind ? placeOf(object) : "");
        this.world.delete(keyOf(object));
    }

    /** Runs one round at a time; changes in the meantime are handled in the next. */
    private settle(): Promise<void> {
        this.isStale = true;
        this.settling ??= this.settleAll().finally(() => {
            this.settling = undefined;
            // A change that arrived as the last round ended.
            if (this.isStale && !this.isStopped) void this.settle();
        });
        return this.settling;
    }

    private async settleAll(): Promise<void> {
        while (this.isStale && !this.isStopped) {
            this.isStale = false;
            for (const object of [...this.world.values()]) {
                if (!(await this.supply(object))) await this.tryAgain();
                if (!(await this.migrate(object))) await this.tryAgain();
                const refusal = refusalOf(object, (namespace, name) => this.secrets.get(`${namespace}/${name}`));
                const links = linksOf(object, [...this.world.values()], refusal);
                if (hasLinks(object, links) || this.isStopped) continue;
                if (!(await this.write(object, links))) await this.tryAgain();
            }
        }
    }

    private async tryAgain(): Promise<void> {
        this.isStale = true;
        await new Promise((wake) => setTimeout(wake, againMs));
    }

    /** Creates a component's missing role bindings and key stores. @returns false if it has to be tried again */
    private async supply(object: KubernetesObject): Promise<boolean> {
        // In its current state: its deletion may have arrived as an event since the round began.
        const component = this.world.get(keyOf(object));
        if (!component || this.isStopped) return true;
        const roles = this.makesRoleBindings ? roleBindingsOf(component) : [];
        const missing = [
            ...roles.filter((one) => !this.world.has(keyOf(one))),
            ...keyStoresOf(component).filter((one) => !this.secrets.has(placeOf(one))),
        ];
        try {
            // With a separate field manager: if one object were left out of its next apply, its fields would be
            // removed.
            for (const one of missing) await this.api.apply(one, { fieldManager: `${fieldManager}-supplies` });
            return true;
        } catch (error) {
            return isOver(error);
        }
    }

    /** Advances a migration by one step; its changes arrive as events. @returns false if it has to be tried again */
    private async migrate({ kind, metadata }: KubernetesObject): Promise<boolean> {
        const job = this.world.get(keyOf({ apiVersion: confluentVersion, kind, metadata }));
        const step =
            job?.kind === "KRaftMigrationJob" && !this.isStopped && migrationStep(job, [...this.world.values()]);
        if (!job || !step) return true;
        try {
            for (const { object, change } of step.changes)
                await this.api.merge(object, object.metadata.namespace, object.metadata.name ?? "", change);
            const { resourceVersion, namespace, name = "" } = job.metadata;
            // If the job has changed since, this is a conflict, and the job is looked at again.
            const change = { metadata: { resourceVersion }, status: step.status };
            await this.api.merge(job, namespace, name, change, "status");
            return true;
        } catch (error) {
            return isOver(error);
        }
    }

    /** @returns false if it has to be tried again */
    private async write(object: KubernetesObject, links: ReturnType<typeof linksOf>): Promise<boolean> {
        const { apiVersion, kind, metadata } = object;
        const { name, namespace, uid } = metadata;
        const { dependencies, refusal, ownerReferences } = links;
        // Fields that are left out are removed.
        const said: Record<string, string> = refusal === undefined ? {} : { [refusalAnnotation]: refusal };
        const annotations = { [dependenciesAnnotation]: dependencies, ...said };
        try {
            // With its uid, an object that was deleted in the meantime causes a conflict and is not created again.
            const change = { apiVersion, kind, metadata: { name, namespace, uid, annotations, ownerReferences } };
            // The response is not kept: other changes in the meantime have arrived as events, and are newer. This one
            // will arrive as an event too.
            await this.api.apply(change, { fieldManager });
            return true;
        } catch (error) {
            return isOver(error);
        }
    }
}

/** Whether the object was deleted or replaced: that arrives as an event. */
const isOver = (error: unknown): boolean => {
    const code = (error as { code?: number }).code ?? 0;
    return code >= 400 && code < 500 && code !== 429;
};

const keyOf = (object: KubernetesObject): string => `${object.kind}/${placeOf(object)}`;
const placeOf = ({ metadata }: KubernetesObject): string => `${metadata.namespace}/${metadata.name}`;
