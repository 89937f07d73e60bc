import { textOf } from "../kustomize/json";
import type { Resource } from "../kustomize/resource";
import { at } from "../workload/security/nodes";
import { listed, type Rule, refuse, rule } from "./rule";
import { nameOf } from "./workload";

/**
 * Role bindings for groups that are not in the overlay's directory; the contents of any other directory are unknown
 * here.
 */
export const directoryRules: Rule[] = [
    rule(["gitops.path"], ({ gitops, overlay }) => {
        const resources = overlay?.resources ?? [];
        const seed = resources.find(({ kind, name }) => kind === "ConfigMap" && /^openldap-seed\b/.test(name));
        if (!seed || !isAsked(resources)) return [];
        const groups = [
            ...new Set(
                [...JSON.stringify(seed.object.data).matchAll(/dn: cn=([\w.-]+),/g)].map(([, name]) => name ?? ""),
            ),
        ];
        return resources
            .filter(({ kind, object }) => {
                const principal = at(object.spec, "principal");
                const isGroup = textOf(at(principal, "type")) === "group";
                return kind === "ConfluentRolebinding" && isGroup && !groups.includes(textOf(at(principal, "name")));
            })
            .map((binding) =>
                refuse(
                    "gitops.path",
                    gitops.path,
                    `has ${nameOf(binding)} for the group ${textOf(at(binding.object.spec, "principal.name"))}, which is not in the directory (${seed.file})`,
                    `use one of its groups: ${listed(groups)}; or add the group to ${seed.file}`,
                    { resource: binding, field: "spec.principal.name" },
                ),
            );
    }),
];

/** Whether MDS looks users up in it. */
const isAsked = (resources: readonly Resource[]): boolean =>
    resources.some(
        ({ kind, object }) =>
            kind === "Kafka" && /\/\/openldap[.:]/.test(textOf(at(object.spec, "services.mds.provider.ldap.address"))),
    );
