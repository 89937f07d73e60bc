import { isDeepStrictEqual } from "node:util";
import type { KubernetesObject } from "../../kubernetes";
import { type Need, needsOf } from "./references";
import { confluentVersion } from "./stages";

/** An annotation that the linker keeps on every object, and that the Stages select on. Invented. */
export const dependenciesAnnotation = "rehearsal/dependencies";

/** Another one, with what the operator says of an object that it does not take up. Invented; its words are not. */
export const refusalAnnotation = "rehearsal/refusal";

/** As in metadata.ownerReferences. */
interface OwnerReference {
    apiVersion: string;
    kind: string;
    name: string;
    uid: string;
    controller: true;
    blockOwnerDeletion: true;
}

/** What the linker writes on an object. */
export interface Links {
    /** `ready`: what it needs now is there, to run or to be let go. */
    dependencies: "ready" | "waiting";
    /** Why it is not taken up; undefined where nothing speaks against it. */
    refusal?: string;
    ownerReferences: OwnerReference[];
}

/** Whose CFK makes these kinds, when it first sees them. */
const owners: Record<string, string> = { KafkaTopic: "Kafka", Schema: "SchemaRegistry", Connector: "Connect" };

/**
 * What an object's links should be, as the world is.
 *
 * @param refusal why the operator does not take it up, if that is so
 */
export function linksOf(object: KubernetesObject, world: readonly KubernetesObject[], refusal?: string): Links {
    const find = (need: Need) => world.find((other) => fits(other, need));
    const needs = needsOf(object, find);
    const isReady = isLeaving(object)
        ? isFree(object, needs, world)
        : refusal === undefined && needs.every((need) => world.some((other) => fits(other, need) && serves(other)));
    const ownerReferences = ownersOf(object, needs, world);
    return { dependencies: isReady ? "ready" : "waiting", ...(refusal !== undefined && { refusal }), ownerReferences };
}

/** Whether an object has these links already. */
export function hasLinks({ metadata }: KubernetesObject, { dependencies, refusal, ownerReferences }: Links): boolean {
    const existing = (metadata.ownerReferences ?? []) as OwnerReference[];
    return (
        metadata.annotations?.[dependenciesAnnotation] === dependencies &&
        metadata.annotations[refusalAnnotation] === refusal &&
        ownerReferences.every((owner) => existing.some((one) => isDeepStrictEqual(one, owner)))
    );
}

/**
 * Whether an object that is being deleted may go. An application resource needs its component for it, running and, save
 * for a Connect, not being deleted itself. A Connect waits for its connectors: for their sake it has its finalizer
 * (inferred), so that it serves them until then.
 */
function isFree(object: KubernetesObject, needs: Need[], world: readonly KubernetesObject[]): boolean {
    if (object.kind !== "Connect")
        return needs.every((need) => world.some((other) => fits(other, need) && serves(other)));
    const find = (need: Need) => world.find((other) => fits(other, need));
    const isOfIt = (other: KubernetesObject) => needsOf(other, find).some((need) => fits(object, need));
    return !world.some((other) => other.kind === "Connector" && isOfIt(other));
}

/** CFK's owner of a topic, schema or connector; what it has been given stays when the owner is gone. */
function ownersOf(object: KubernetesObject, needs: Need[], world: readonly KubernetesObject[]): OwnerReference[] {
    const kind = owners[object.kind];
    if (!kind) return [];
    const existing = (object.metadata.ownerReferences ?? []) as OwnerReference[];
    const owner = world.find((other) => other.kind === kind && needs.some((need) => fits(other, need)));
    // An owner in another namespace does not count as one: the garbage collector would take the object for an orphan.
    if (!owner || isLeaving(object) || owner.metadata.namespace !== object.metadata.namespace) {
        return existing.filter((one) => one.kind === kind);
    }
    const { name = "", uid = "" } = owner.metadata;
    return [{ apiVersion: confluentVersion, kind, name, uid, controller: true, blockOwnerDeletion: true }];
}

const isLeaving = ({ metadata }: KubernetesObject): boolean => metadata.deletionTimestamp !== undefined;

const fits = ({ kind, metadata }: KubernetesObject, { kinds, namespace, name }: Need): boolean =>
    kinds.includes(kind) && metadata.namespace === namespace && (name === undefined || metadata.name === name);

/** KafkaRestClass has no phase: it is there, or not. */
const serves = (object: KubernetesObject): boolean =>
    object.kind === "KafkaRestClass" ||
    (phaseOf(object) === "RUNNING" && (object.kind === "Connect" || !isLeaving(object)));

const phaseOf = ({ status }: KubernetesObject): string | undefined => (status as { phase?: string } | undefined)?.phase;
