/** Resources that are Kubernetes objects: server-side apply, one field manager per resource. */
import { KubernetesError, isNotFound, type KubernetesApi, type KubernetesObject } from "../../../kubernetes";
import { digits } from "../aws/facts";
import { type Change, PartialFailure, type CheckOutcome, type State, type Subject } from "../provider";
import { hasUnknown, isMap, known, markSecretsLike, reveal, type Json, type PropertyMap } from "../values";
import type { Cluster } from "./cluster";
import { isOurs, refusal } from "./dryRun";
import type { ResourceHandler } from "./handler";
import { objectDifference } from "./immutable";
import {
    annotation,
    guarded,
    idOf,
    isPatch,
    kindOf,
    nameOfId,
    named,
    normalized,
    objectOf,
    text,
    planned,
    project,
    stateOf,
    withoutManagedFields,
} from "./objects";
import { DEFAULT_TIMEOUT_SECONDS, describe, untilGone, untilReady, type Patience } from "./wait";

/** Depends only on the resource, so that a run after an interrupted one finds it again. */
function manager({ urn }: Subject, state: PropertyMap = {}): string {
    const kept = state.__fieldManager;
    return typeof kept === "string" ? kept : `pulumi-kubernetes-${digits(urn, 8)}`;
}

function absent(error: unknown): undefined {
    if (!isNotFound(error)) {
        throw error;
    }
    return undefined;
}

export class AppliedObjects implements ResourceHandler {
    constructor(
        private readonly cluster: () => Cluster,
        private readonly cancelled: AbortSignal,
    ) {}

    async check(subject: Subject, olds: PropertyMap, news: PropertyMap): Promise<CheckOutcome> {
        const inputs = await this.placed(subject, guarded(normalized(named(subject.urn, subject.name, olds, news))));
        const { api, upsertExistingObjects } = this.cluster();
        if (api === undefined || hasUnknown(inputs)) {
            return { inputs };
        }
        const isNew = Object.keys(olds).length === 0;
        const replaces = !isNew && objectDifference(olds, inputs).changes.some(({ replace }) => replace);
        const mayBeThere = upsertExistingObjects || isPatch(subject.type, inputs);
        const as = isNew ? (mayBeThere ? "update" : "create") : replaces ? "replace" : "update";
        const object = objectOf(subject.type, inputs);
        const force = as !== "update" || this.forces(inputs);
        const reason = await refusal(api, { object, fieldManager: manager(subject), force, as });
        return { inputs, failures: reason === undefined ? [] : [{ property: "", reason }] };
    }

    diff(_subject: Subject, olds: PropertyMap, news: PropertyMap) {
        return objectDifference(olds, news);
    }

    async create(subject: Subject, inputs: PropertyMap, change: Change): Promise<State> {
        if (change.preview) {
            return { id: "", state: planned(inputs) };
        }
        const object = objectOf(subject.type, inputs);
        const there = await this.api.get(object, object.metadata.namespace, object.metadata.name ?? "").catch(absent);
        const patches = isPatch(subject.type, inputs);
        if (patches && there === undefined) {
            throw new Error(`${describe(object)} is not there to be patched`);
        }
        const mayBeThere = patches || this.cluster().upsertExistingObjects;
        if (there !== undefined && !mayBeThere && !isOurs(there, manager(subject))) {
            throw new Error(`${describe(object)} already exists and is not this stack's (AlreadyExists)`);
        }
        return this.apply(subject, inputs, manager(subject), change);
    }

    async read(subject: Subject, id: string, state: PropertyMap, inputs: PropertyMap): Promise<State | undefined> {
        const { name, namespace } = nameOfId(id);
        const live = await this.api.get(kindOf(subject.type, inputs), namespace, name).catch(absent);
        if (live === undefined) {
            return undefined;
        }
        const clean = withoutManagedFields(live) as Json;
        const shape = known(inputs);
        const imported = shape === undefined || Object.keys(inputs).length === 0;
        const { status: _status, ...all } = clean as PropertyMap;
        const own = imported ? all : (project(shape, clean) as PropertyMap);
        return {
            id,
            state: stateOf(live, inputs, this.ownState(subject, manager(subject, state), inputs)),
            inputs: guarded(markSecretsLike(inputs, own) as PropertyMap),
        };
    }

    async update(subject: Subject, old: State, news: PropertyMap, change: Change): Promise<PropertyMap> {
        if (change.preview) {
            return planned(news, old.state);
        }
        return (await this.apply(subject, news, manager(subject, old.state), change)).state;
    }

    async delete(_subject: Subject, _id: string, state: PropertyMap, change: Change): Promise<void> {
        try {
            await this.remove(state, change);
        } catch (error) {
            const unreachable = error instanceof KubernetesError && error.code === 0;
            if (!isNotFound(error) && !(unreachable && this.cluster().deleteUnreachable)) {
                throw error;
            }
        }
    }

    private get api(): KubernetesApi {
        const { api, why } = this.cluster();
        if (api === undefined) {
            throw new Error(`cannot reach the cluster: ${why}`);
        }
        return api;
    }

    /** Inputs with the provider's namespace, for an object of a namespaced kind that sets none. */
    private async placed(subject: Subject, inputs: PropertyMap): Promise<PropertyMap> {
        const { api, namespace } = this.cluster();
        const given = inputs.metadata;
        if (api === undefined || !isMap(given) || given.namespace !== undefined) {
            return inputs;
        }
        const { apiVersion, kind } = kindOf(subject.type, inputs);
        const resource = await api.resourceFor(apiVersion, kind).catch(() => undefined);
        return resource?.namespaced === true ? { ...inputs, metadata: { ...given, namespace } } : inputs;
    }

    private async apply(subject: Subject, inputs: PropertyMap, fieldManager: string, change: Change): Promise<State> {
        const object = objectOf(subject.type, inputs);
        const live = await this.api.apply(object, { fieldManager, force: this.forces(inputs), strict: true });
        const patience = this.patience(inputs, change);
        const ready = await untilReady(this.api, live, patience);
        const own = this.ownState(subject, fieldManager, inputs);
        const made = { id: idOf(live), state: stateOf(ready.live, inputs, own), inputs };
        if (ready.unmet.length > 0) {
            const unmet = ready.unmet.join(", ");
            throw new PartialFailure(made, [`${describe(live)}: after ${patience.seconds} s still not ${unmet}`]);
        }
        return made;
    }

    private forces(inputs: PropertyMap): boolean {
        return this.cluster().enablePatchForce || annotation(inputs, "patchForce") === "true";
    }

    private async remove(state: PropertyMap, change: Change): Promise<void> {
        const { __fieldManager: fieldManager, __patch: patches, ...live } = reveal(state) as PropertyMap;
        const object = live as unknown as KubernetesObject;
        const { name = "", namespace } = object.metadata;
        if (patches === true) {
            // Applying nothing gives up every field that was applied.
            const nothing = { apiVersion: object.apiVersion, kind: object.kind, metadata: { name, namespace } };
            await this.api.apply(nothing, { fieldManager: text(fieldManager) ?? "", force: true });
            return;
        }
        // Unlike the real provider, not foreground: a garbage collector only learns of a new CRD's kind every 30 s, and
        // each custom resource would wait for that.
        const policy = annotation(state, "deletionPropagationPolicy") ?? "background";
        const propagationPolicy = (policy.charAt(0).toUpperCase() + policy.slice(1)) as "Background";
        if (await this.api.delete(object, namespace, name, { propagationPolicy })) {
            await untilGone(this.api, object, this.patience(state, change));
        }
    }

    private patience(properties: PropertyMap, { timeoutSeconds }: Change): Patience {
        const annotated = Number(annotation(properties, "timeoutSeconds") ?? DEFAULT_TIMEOUT_SECONDS);
        return { seconds: timeoutSeconds ?? annotated, signal: this.cancelled };
    }

    private ownState({ type }: Subject, fieldManager: string, inputs: PropertyMap): PropertyMap {
        return { __fieldManager: fieldManager, ...(isPatch(type, inputs) ? { __patch: true } : {}) };
    }
}
