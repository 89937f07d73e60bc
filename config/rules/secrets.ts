import { inTheClear } from "../workload/secrets/clear";
import { listed, type Rule, refuse, rule } from "./rule";
import { nameOf } from "./workload";

/** No secret in the overlay: Git keeps it forever, for everybody who can read the repository. */
export const secretRules: Rule[] = [
    rule(["gitops.path"], ({ gitops, overlay }) => {
        // If a kind isn't allowed at all, another rule reports that, with what to do instead.
        const isAllowed = (kind: string) => kind !== "Secret" || gitops.kinds.includes("Secret");
        const resources = (overlay?.resources ?? []).filter(({ kind }) => isAllowed(kind));
        const found = resources.flatMap((resource) =>
            inTheClear(resource.object).map(({ path, what, fix }) => ({
                resource,
                path,
                where: `${nameOf(resource)} has ${what} in ${path.join(".")}`,
                fix,
            })),
        );
        const [first] = found;
        if (first === undefined) return [];
        const fixes = [...new Set(found.map(({ fix }) => fix))];
        return [
            refuse(
                "gitops.path",
                gitops.path,
                `contains secrets in the clear: ${listed(found.map(({ where }) => where))}`,
                `${fixes.join("; ")}. What was committed once stays in Git's history, so change the password or key, too (docs/SECRETS.md)`,
                { resource: first.resource, field: first.path.join(".") },
            ),
        ];
    }),
];
