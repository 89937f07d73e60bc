import { builtInPriorities, prioritiesOf, priorityOf } from "../workload/priority";
import { listed, type Rule, refuse, rule } from "./rule";
import { nameOf } from "./workload";

/**
 * PriorityClasses that don't exist: the API server rejects each pod that names one, and the operator waits for the pods
 * forever.
 */
export const priorityRules: Rule[] = [
    rule(["gitops.path", "gitops.namespace", "gitops.priorityClasses"], ({ gitops, overlay }) => {
        const made = prioritiesOf(gitops.namespace).map(({ name }) => name);
        const known = [...made, ...builtInPriorities, ...gitops.priorityClasses];
        const resources = overlay?.resources ?? [];
        const unknown = [...new Set(resources.map(priorityOf))].filter((name) => name && !known.includes(name));
        return unknown.map((name) => {
            const naming = resources.filter((one) => priorityOf(one) === name);
            const [first] = naming;
            return refuse(
                "gitops.path",
                gitops.path,
                `has pods with the PriorityClass ${name}, which nobody creates, so the API server would reject them: ${listed(naming.map((one) => nameOf(one)))}`,
                `use ${made.join(" or ")}, which the stack creates; or if an administrator of the cluster has created ${name}, pulumi config set --path 'gitops.priorityClasses[0]' ${name}`,
                first && { resource: first, field: "spec.podTemplate.priorityClassName" },
            );
        });
    }),
];
