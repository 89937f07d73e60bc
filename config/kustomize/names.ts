import { createHash } from "node:crypto";
import { UnfollowedError } from "./error";
import { isOwnGroup, nameOf, remember } from "./identity";
import { type Draft } from "./resource";
import { isObject, type Json, type JsonObject } from "./json";

/** Adds the hash to the names of generated objects, and updates references to these and to other renamed objects. */
export function finishNames(resources: readonly Draft[]): void {
    for (const resource of resources.filter(({ isHashed }) => isHashed)) {
        remember(resource);
        resource.metadata.name = `${resource.name}-${hashOf(resource)}`;
    }
    const moved = resources.filter((resource) => resource.previous.some(({ name }) => name !== resource.name));
    for (const referrer of resources) {
        checkSubjects(referrer, resources);
        for (const target of moved)
            if (target !== referrer && isOwnGroup(target.group)) follow(referrer, target, moved);
    }
}

/** The hash of a ConfigMap or Secret as Kustomize computes it (api/hasher): it should include the name, but doesn't. */
function hashOf({ kind, object }: Draft): string {
    const name = "";
    const { data = "", binaryData, stringData, type } = object;
    const hashed =
        kind === "Secret"
            ? { data, kind, name, ...(stringData ? { stringData } : {}), type: type ?? "" }
            : { ...(binaryData ? { binaryData } : {}), data, kind, name };
    const hex = createHash("sha256").update(goJson(hashed)).digest("hex").slice(0, 10);
    const others: Record<string, string> = { 0: "g", 1: "h", 3: "k", a: "m", e: "t" };
    return hex.replace(/[013ae]/g, (digit) => others[digit] ?? digit);
}

/** JSON as Go writes it: with sorted keys, and with some characters escaped that don't have to be. */
function goJson(value: Json): string {
    const sorted = (node: Json): Json =>
        isObject(node)
            ? Object.fromEntries(
                  Object.keys(node)
                      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
                      .map((key) => [key, sorted(node[key] ?? null)]),
              )
            : node;
    const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
    return JSON.stringify(sorted(value)).replace(/[<>&\u2028\u2029]/g, escaped);
}

const podSpecs: Record<string, string> = {
    Pod: "spec",
    CronJob: "spec/jobTemplate/spec/template/spec",
    ...Object.fromEntries(
        ["Deployment", "ReplicaSet", "DaemonSet", "StatefulSet", "Job"].map((kind) => [kind, "spec/template/spec"]),
    ),
};

/** Where a pod names a ConfigMap or Secret (api/internal/konfig/builtinpluginconsts/namereference.go). */
const references: Record<string, RegExp> = {
    ConfigMap:
        /^(volumes\/(projected\/sources\/)?configMap|(containers|initContainers)\/(env\/valueFrom\/configMapKeyRef|envFrom\/configMapRef))\/name$/,
    Secret: /^(volumes\/(secret\/secretName|projected\/sources\/secret\/name)|(containers|initContainers)\/(env\/valueFrom\/secretKeyRef|envFrom\/secretRef)\/name|imagePullSecrets\/name)$/,
};

/** Other kinds that may refer to one. */
const otherReferrers = [
    "PodTemplate",
    "Node",
    "Ingress",
    "Role",
    "ClusterRole",
    "ServiceAccount",
    "StorageClass",
    "PersistentVolume",
    "Service",
];

/** Replaces the old names of `target` in `referrer` with the current one. */
function follow(referrer: Draft, target: Draft, moved: readonly Draft[]): void {
    const isTarget = (name: string) => (other: Draft) =>
        other.kind === target.kind &&
        other.group === target.group &&
        other.previous.some((previous) => previous.name === name) &&
        nameOf(other).namespace === nameOf(referrer).namespace;
    const unfollowed = () =>
        new UnfollowedError(referrer.file, `may name ${target.kind} ${target.previous[0]?.name}, which is renamed`);

    const reference = target.group === "" && target.version === "v1" ? references[target.kind] : undefined;
    const podSpec = podSpecs[referrer.kind];
    if (!reference || !podSpec) {
        const mayRefer = reference ? otherReferrers.includes(referrer.kind) : isOwnGroup(referrer.group);
        const names = new Set(target.previous.map(({ name }) => name));
        if (mayRefer && holds(referrer.object, names)) throw unfollowed();
        return;
    }
    eachText(referrer.object, "", (path, text) => {
        if (!path.startsWith(`${podSpec}/`) || !reference.test(path.slice(podSpec.length + 1))) return text;
        const candidates = moved.filter(isTarget(text));
        if (candidates.length > 1) throw unfollowed();
        return candidates[0]?.name ?? text;
    });
}

/** Whether any text other than an object's own name is one of `names`. */
function holds(object: JsonObject, names: ReadonlySet<string>): boolean {
    let found = false;
    eachText(object, "", (path, text) => {
        if (path !== "metadata/name" && names.has(text)) found = true;
        return text;
    });
    return found;
}

/** Replaces each text of an object with the result of `change`; paths are separated by `/`, and lists are traversed. */
function eachText(node: Json | undefined, path: string, change: (path: string, text: string) => string): void {
    const visit = (value: Json | undefined, at: string): Json | undefined => {
        if (typeof value === "string") return change(at, value);
        eachText(value, at, change);
        return value;
    };
    if (Array.isArray(node)) node.forEach((item, at) => (node[at] = visit(item, path) ?? null));
    else if (isObject(node)) {
        for (const [key, value] of Object.entries(node)) node[key] = visit(value, path ? `${path}/${key}` : key);
    }
}

/** A role binding's subject gets the namespace of a ServiceAccount in the tree, whether it was renamed or not. */
function checkSubjects({ kind, group, object, file }: Draft, resources: readonly Draft[]): void {
    if (group !== "rbac.authorization.k8s.io" || !kind.endsWith("RoleBinding") || !Array.isArray(object.subjects))
        return;
    const accounts = resources.filter((other) => other.kind === "ServiceAccount" && other.previous.length > 0);
    const names = new Set(accounts.flatMap(({ previous }) => previous.map(({ name }) => name)));
    if (holds({ subjects: object.subjects }, names)) {
        throw new UnfollowedError(file, `binds a ServiceAccount of the tree, whose namespace Kustomize fills in`);
    }
}
