import { ensureTools } from "../../../tools";
import type { Word } from "../words";
import { type Call, valueOf } from "./call";
import { helpOf, outputOf } from "./help";
import type { ClusterNames, Program } from "./program";

export const kubectl: Program = {
    help: helpOf(async (path) => {
        const { kubectl: binary } = await ensureTools(["kubectl"]);
        const [own, global] = await Promise.all([outputOf(binary, [...path, "--help"]), outputOf(binary, ["options"])]);
        return `${own}\n${global}`;
    }),
    check: (call, { cluster }) => [...namespaceProblems(call, cluster), ...objectProblems(call, cluster)],
};

function namespaceProblems(call: Call, { namespaces }: ClusterNames): string[] {
    const namespace = valueOf(call, "--namespace");
    if (!namespace || namespace.isOpen || namespaces.has(namespace.text)) return [];
    return [`nothing here has a namespace ${namespace.text}; there are ${[...namespaces].join(", ")}`];
}

/** Commands whose first word is kinds, such as `kafka,connect`, or `kind/name`; kinds are followed by names. */
const ofObjects = ["get", "describe", "delete", "annotate", "label", "patch", "scale", "edit", "wait", "explain"];
/** Commands whose first word is `kind/name`, or a pod's name. */
const ofPods = ["logs", "port-forward", "exec", "attach", "cp"];
/** Commands with kinds in their second word: `rollout status KIND/NAME`. */
const ofRollouts = ["rollout"];
/** Those that also take words other than names: `kubectl annotate KIND NAME KEY=VALUE`, and --all. */
const isName = ({ text, isOpen }: Word): boolean =>
    !isOpen && /^[a-z0-9][a-z0-9.-]*$/.test(text) && !text.endsWith("-");

function objectProblems(call: Call, cluster: ClusterNames): string[] {
    const [verb = ""] = call.path;
    const [first, second] = call.positionals;
    if (!first || first.isOpen) return [];
    if (first.text.includes("/")) {
        return [...ofObjects, ...ofPods, ...ofRollouts].includes(verb)
            ? call.positionals
                  .filter(({ text }) => /^[a-z]+\/[a-z]/.test(text))
                  .flatMap(({ text }) => named(text, cluster))
            : [];
    }
    if (ofPods.includes(verb)) return named(`pod/${first.text}`, cluster);
    if (!ofObjects.includes(verb) || valueOf(call, "--filename")) return [];
    const kinds = first.text.split(",").map((kind) => kind.split(".")[0] ?? "");
    const unknown = kinds.filter((kind) => kind !== "all" && !cluster.kinds.has(kind.toLowerCase()));
    if (unknown.length > 0) return [`there is no kind ${unknown.join(", ")} in the cluster`];
    const [kind] = kinds;
    return second && isName(second) && kinds.length === 1 ? named(`${kind}/${second.text}`, cluster) : [];
}

/** Short names for the kinds by which objects are listed. */
const oneName: Record<string, string> = {
    svc: "service",
    deploy: "deployment",
    sts: "statefulset",
    po: "pod",
    ns: "namespace",
    sc: "storageclass",
    pvc: "persistentvolumeclaim",
    app: "application",
    crd: "customresourcedefinition",
};

function named(text: string, { kinds, objects }: ClusterNames): string[] {
    const [kind = "", name = ""] = text.toLowerCase().split("/");
    if (!kinds.has(kind)) return [`there is no kind ${kind} in the cluster`];
    const singular = oneName[kind] ?? (kinds.has(kind.replace(/s$/, "")) ? kind.replace(/s$/, "") : kind);
    // A CRD has the name of its kind.
    const isCrd = singular === "customresourcedefinition" && kinds.has(name.split(".")[0] ?? "");
    if (isCrd || objects.has(`${singular}/${name}`)) return [];
    const others = [...objects].filter((object) => object.startsWith(`${singular}/`));
    return [`there is no ${singular} ${name}; there are ${others.join(", ") || "none"}`];
}
