import { listOf, textOf } from "../kustomize/json";
import { at, isOfConfluent } from "../workload/security/nodes";
import { type Rule, refuse, rule } from "./rule";
import { nameOf } from "./workload";

/** The heap told twice: the components size-* replace the first two flags, whatever they are, which are the heap in `base`. */
export const jvmRules: Rule[] = [
    rule(["gitops.path"], ({ gitops, overlay }) =>
        (overlay?.resources ?? []).filter(isOfConfluent).flatMap((resource) => {
            const flags = listOf(at(resource.object, "spec.configOverrides.jvm")).map(textOf);
            const twice = ["-Xms", "-Xmx"].filter((flag) => flags.filter((one) => one.startsWith(flag)).length > 1);
            if (twice.length === 0) return [];
            return [
                refuse(
                    "gitops.path",
                    gitops.path,
                    `has ${nameOf(resource)} with ${twice.join(" and ")} more than once in configOverrides.jvm: a size has replaced the first two flags`,
                    "keep -Xms and -Xmx the first two of the list, and put other flags after them",
                    { resource, field: "spec.configOverrides.jvm" },
                ),
            ];
        }),
    ),
];
