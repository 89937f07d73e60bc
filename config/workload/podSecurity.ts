import { isObject, type Json, type JsonObject, listOf, textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { confluentGroup } from "./confluentKinds";
import { child, platformKinds } from "./platform";
import { at } from "./security/nodes";

/**
 * The operator's defaults for an object without a security context: its user (confluent-kubernetes-examples,
 * security/openshift-security).
 */
const operatorsOwn: JsonObject = { runAsNonRoot: true, runAsUser: 1001, runAsGroup: 1001, fsGroup: 1001 };

/** The pod template of Kubernetes' own workloads: a Deployment's, a CronJob's. */
export const templateOf = ({ object }: Resource): Json | undefined =>
    at(object.spec, "jobTemplate.spec.template.spec") ?? at(object.spec, "template.spec");

/**
 * The pod that an object creates, as far as Pod Security checks it; undefined for an object that creates none. For
 * Confluent's kinds, the init container is assumed to have the same context as the main one, because podTemplate sets
 * both.
 */
export function podOf(resource: Resource): JsonObject | undefined {
    const { group, kind, object } = resource;
    if (group !== confluentGroup) {
        const pod = templateOf(resource);
        return isObject(pod) ? pod : undefined;
    }
    if (!platformKinds.includes(kind)) return undefined;
    const template = at(object.spec, "podTemplate");
    const container = (name: string, securityContext: Json | undefined, image: Json | undefined): JsonObject => ({
        name,
        image: textOf(image),
        ...(isObject(securityContext) && { securityContext }),
    });
    const own = at(template, "securityContext");
    const services = at(object.spec, "services");
    const beside = ["prometheus", "alertmanager", "observer"].flatMap((name) => {
        const service = child(services, name);
        const image = at(service, "image");
        return image === undefined ? [] : [container(name, at(service, "containerTemplate.securityContext"), image)];
    });
    return {
        securityContext: at(template, "podSecurityContext") ?? operatorsOwn,
        initContainers: [container("config-init-container", own, at(object.spec, "image.init"))],
        containers: [container("platform", own, at(object.spec, "image.application")), ...beside],
    };
}

export type Level = "baseline" | "restricted";

/**
 * Volumes that a level allows; all others give access to the node
 * (https://kubernetes.io/docs/concepts/security/pod-security-standards/).
 */
const restrictedVolumes = [
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "image",
    "persistentVolumeClaim",
    "projected",
    "secret",
];
/** Capabilities that a container may add at the level baseline. */
const usual = `AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT`;

/**
 * Why a namespace with that level would reject a pod, each reason as the field to change. It covers the most common Pod
 * Security Standards; those about Windows, SELinux, AppArmor and sysctls are left to the API server.
 */
export function violationsOf(pod: JsonObject, level: Level): string[] {
    const context = at(pod, "securityContext");
    const all = ["initContainers", "containers", "ephemeralContainers"].flatMap((field) => listOf(at(pod, field)));
    const found = new Set<string>();
    const sayIf = (wrong: boolean, what: string) => wrong && found.add(what);
    for (const field of ["hostNetwork", "hostPID", "hostIPC"]) sayIf(at(pod, field) === true, `${field}: true`);
    for (const volume of listOf(at(pod, "volumes")).filter(isObject)) {
        const types = Object.keys(volume).filter((key) => key !== "name");
        const isTaken = (type: string) =>
            level === "baseline" ? type !== "hostPath" : restrictedVolumes.includes(type);
        for (const type of types) sayIf(!isTaken(type), `a volume of type ${type}`);
    }
    for (const container of all) {
        const own = at(container, "securityContext");
        const either = (field: string) => at(own, field) ?? at(context, field);
        const added = listOf(at(own, "capabilities.add")).map(textOf);
        sayIf(at(own, "privileged") === true, "privileged: true");
        sayIf(
            listOf(at(container, "ports")).some((port) => Number(at(port, "hostPort") ?? 0) > 0),
            "a hostPort",
        );
        sayIf(
            textOf(at(own, "seccompProfile.type") ?? at(context, "seccompProfile.type")) === "Unconfined",
            "seccompProfile Unconfined",
        );
        const allowed = level === "baseline" ? usual.split(" ") : ["NET_BIND_SERVICE"];
        sayIf(
            added.some((capability) => !allowed.includes(capability)),
            `capabilities.add: ${added.join(", ")}`,
        );
        if (level === "baseline") continue;
        sayIf(either("runAsNonRoot") !== true, "no runAsNonRoot: true");
        sayIf(either("runAsUser") === 0, "runAsUser: 0");
        sayIf(
            !["RuntimeDefault", "Localhost"].includes(textOf(at(either("seccompProfile"), "type"))),
            "no seccompProfile",
        );
        sayIf(at(own, "allowPrivilegeEscalation") !== false, "no allowPrivilegeEscalation: false");
        sayIf(!listOf(at(own, "capabilities.drop")).includes("ALL"), "no capabilities.drop: [ALL]");
    }
    return [...found];
}
