import type { KubernetesApi, KubernetesObject, Watch, WatchEvent } from "../../kubernetes";
import { dependenciesAnnotation, hasLinks, linksOf, refusalAnnotation } from "./links";
import { keyStoresOf } from "./keyStores";
import { migrationStep } from "./migration";
import { roleBindingsOf } from "./roleBindings";
import { refusalOf } from "./secrets";
import { confluentVersion } from "./stages";

const secretKind = { apiVersion: "v1", kind: "Secret" };

/** Whose fields the linker's are: not Argo CD's, so that neither takes away what the other has written. */
const fieldManager = "simulated-confluent-operator";

/** How long after an API server that did not answer it is tried again, in milliseconds. */
const againMs = 200;

/**
 * Supplies what kwok's Stages cannot see, as each sees one object only: it follows all of Confluent's kinds, and the names of
 * Secrets, and writes on each object whether what it depends on is there, and its owner.
 */
export class Linker {
    private readonly world = new Map<string, KubernetesObject>();
    /** Keys of each Secret, by namespace and name. What they hold is not kept. */
    private readonly secrets = new Map<string, readonly string[]>();
    private watches: Watch[] = [];
    private settling: Promise<void> | undefined;
    private isStale = false;
    private isStopped = false;
    private makesRoleBindings = false;

    constructor(private readonly api: KubernetesApi) {}

    /**
     * Resolves when everything that is there has its links: nothing is to act on those of an earlier time.
     *
     * @param kinds those that are served.
     */
    async start(kinds: readonly string[]): Promise<void> {
        // All at once: an API server begins with a kind's storage when it is first asked, and refuses until that is there.
        const followed = [...kinds.map((kind) => ({ apiVersion: confluentVersion, kind })), secretKind];
        const lists = await Promise.all(followed.map((kind) => this.api.list(kind)));
        for (const object of lists.flat()) this.keep(object);
        await this.settle();
        this.watches = await Promise.all(followed.map((kind) => this.api.watch(kind, undefined, this.onEvent)));
        // What is made from here on comes back as an event.
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

    /** One at a time; what comes meanwhile is looked at afterwards. */
    private settle(): Promise<void> {
        this.isStale = true;
        this.settling ??= this.settleAll().finally(() => {
            this.settling = undefined;
            // What came as the last round ended.
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

    /** Makes a component's role bindings and key stores that are not there. @returns false where it has to be tried again. */
    private async supply(object: KubernetesObject): Promise<boolean> {
        // As it is now: its end may have come as an event since the round began.
        const component = this.world.get(keyOf(object));
        if (!component || this.isStopped) return true;
        const roles = this.makesRoleBindings ? roleBindingsOf(component) : [];
        const missing = [
            ...roles.filter((one) => !this.world.has(keyOf(one))),
            ...keyStoresOf(component).filter((one) => !this.secrets.has(placeOf(one))),
        ];
        try {
            // By another name: what one of them leaves out of its next apply would be taken away.
            for (const one of missing) await this.api.apply(one, { fieldManager: `${fieldManager}-supplies` });
            return true;
        } catch (error) {
            return isOver(error);
        }
    }

    /** Takes a migration one step on; what it has changed comes as an event. @returns false where it has to be tried again. */
    private async migrate({ kind, metadata }: KubernetesObject): Promise<boolean> {
        const job = this.world.get(keyOf({ apiVersion: confluentVersion, kind, metadata }));
        const step =
            job?.kind === "KRaftMigrationJob" && !this.isStopped && migrationStep(job, [...this.world.values()]);
        if (!job || !step) return true;
        try {
            for (const { object, change } of step.changes)
                await this.api.merge(object, object.metadata.namespace, object.metadata.name ?? "", change);
            const { resourceVersion, namespace, name = "" } = job.metadata;
            // On a job that has changed since, it is a conflict, and looked at anew.
            const change = { metadata: { resourceVersion }, status: step.status };
            await this.api.merge(job, namespace, name, change, "status");
            return true;
        } catch (error) {
            return isOver(error);
        }
    }

    /** @returns false where it has to be tried again. */
    private async write(object: KubernetesObject, links: ReturnType<typeof linksOf>): Promise<boolean> {
        const { apiVersion, kind, metadata } = object;
        const { name, namespace, uid } = metadata;
        const { dependencies, refusal, ownerReferences } = links;
        // What is left out of it is taken away.
        const said: Record<string, string> = refusal === undefined ? {} : { [refusalAnnotation]: refusal };
        const annotations = { [dependenciesAnnotation]: dependencies, ...said };
        try {
            // With its uid, an object that is gone meanwhile is a conflict, and not made anew.
            const change = { apiVersion, kind, metadata: { name, namespace, uid, annotations, ownerReferences } };
            // The answer is not kept: what others have written meanwhile has come as an event, and is newer. This comes
            // as one too.
            await this.api.apply(change, { fieldManager });
            return true;
        } catch (error) {
            return isOver(error);
        }
    }
}

/** Whether the object is gone or another one now: that comes as an event. */
const isOver = (error: unknown): boolean => {
    const code = (error as { code?: number }).code ?? 0;
    return code >= 400 && code < 500 && code !== 429;
};

const keyOf = (object: KubernetesObject): string => `${object.kind}/${placeOf(object)}`;
const placeOf = ({ metadata }: KubernetesObject): string => `${metadata.namespace}/${metadata.name}`;
