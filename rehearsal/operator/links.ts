import { isDeepStrictEqual } from "node:util";
import type { KubernetesObject } from "../../kubernetes";
import { type Need, needsOf } from "./references";
import { confluentVersion } from "./stages";

/** An annotation that the linker maintains on every object, and that the Stages select by. Invented. */
export const dependenciesAnnotation = "rehearsal/dependencies";

/** Another one, with the operator's message about an object that it rejects. Invented, unlike the message itself. */
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

/** What the linker writes to an object. */
export interface Links {
    /** `ready`: everything that it needs now exists, to run or to be deleted. */
    dependencies: "ready" | "waiting";
    /** Why it is rejected; undefined if it isn't. */
    refusal?: string;
    ownerReferences: OwnerReference[];
}

/** The owner that CFK sets on these kinds when it first sees them. */
const owners: Record<string, string> = { KafkaTopic: "Kafka", Schema: "SchemaRegistry", Connector: "Connect" };

/**
 * The links that an object should have in the current state of the world.
 *
 * @param refusal why the operator rejects it, if it does
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

/** Whether an object already has these links. */
export function hasLinks({ metadata }: KubernetesObject, { dependencies, refusal, ownerReferences }: Links): boolean {
    const existing = (metadata.ownerReferences ?? []) as OwnerReference[];
    return (
        metadata.annotations?.[dependenciesAnnotation] === dependencies &&
        metadata.annotations[refusalAnnotation] === refusal &&
        ownerReferences.every((owner) => existing.some((one) => isDeepStrictEqual(one, owner)))
    );
}

/**
 * Whether an object that is being deleted may go. An application resource needs its component for that: running and,
 * except for a Connect, not being deleted itself. A Connect waits for its connectors: they are the reason for its
 * finalizer (inferred), so it serves them until then.
 */
function isFree(object: KubernetesObject, needs: Need[], world: readonly KubernetesObject[]): boolean {
    if (object.kind !== "Connect")
        return needs.every((need) => world.some((other) => fits(other, need) && serves(other)));
    const find = (need: Need) => world.find((other) => fits(other, need));
    const isOfIt = (other: KubernetesObject) => needsOf(other, find).some((need) => fits(object, need));
    return !world.some((other) => other.kind === "Connector" && isOfIt(other));
}

/** CFK's owner of a topic, schema or connector; it is kept after the owner has gone. */
function ownersOf(object: KubernetesObject, needs: Need[], world: readonly KubernetesObject[]): OwnerReference[] {
    const kind = owners[object.kind];
    if (!kind) return [];
    const existing = (object.metadata.ownerReferences ?? []) as OwnerReference[];
    const owner = world.find((other) => other.kind === kind && needs.some((need) => fits(other, need)));
    // An owner in a different namespace doesn't count: the garbage collector would treat the object as an orphan.
    if (!owner || isLeaving(object) || owner.metadata.namespace !== object.metadata.namespace) {
        return existing.filter((one) => one.kind === kind);
    }
    const { name = "", uid = "" } = owner.metadata;
    return [{ apiVersion: confluentVersion, kind, name, uid, controller: true, blockOwnerDeletion: true }];
}

const isLeaving = ({ metadata }: KubernetesObject): boolean => metadata.deletionTimestamp !== undefined;

const fits = ({ kind, metadata }: KubernetesObject, { kinds, namespace, name }: Need): boolean =>
    kinds.includes(kind) && metadata.namespace === namespace && (name === undefined || metadata.name === name);

/** KafkaRestClass has no phase: it only exists, or doesn't. */
const serves = (object: KubernetesObject): boolean =>
    object.kind === "KafkaRestClass" ||
    (phaseOf(object) === "RUNNING" && (object.kind === "Connect" || !isLeaving(object)));

const phaseOf = ({ status }: KubernetesObject): string | undefined => (status as { phase?: string } | undefined)?.phase;
