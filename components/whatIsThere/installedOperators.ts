import type { Config } from "../../config";
import { ConfigurationError, type Problem, setCommand } from "../../config/problems";

/**
 * Set to `true` for one `up` to confirm that an operator that the stack installed may be deleted, or has been handed
 * over.
 */
const override = "OPERATORS_MAY_GO";

type Operators = Pick<Config, "confluent" | "argocd">;

/** What is deleted together with an operator that the stack has installed. */
const held = {
    confluent: "its CRDs, with every Kafka and all else of Confluent's kinds, their data too, and nobody to clean up",
    argocd: "its CRDs, with every Application and what those deployed, and nobody to clean up",
} as const;

/** Namespaces of the operators that this stack installs, by their group in the configuration. */
export function installedOperators(config: Operators): Partial<Record<keyof typeof held, string>> {
    const own = operators.filter((operator) => config[operator].install === "helm");
    return Object.fromEntries(own.map((operator) => [operator, config[operator].namespace]));
}

/**
 * Rejects deleting an operator that the last deployment installed, or moving it to another namespace: its CRDs are
 * deleted with its release, and all objects of a kind with its CRD. It couldn't be moved anyway: Helm doesn't allow a
 * second release to take over CRDs and ClusterRoles (`checkOwnership` in its pkg/action/validate.go), and deleting the
 * first one deletes them.
 *
 * @param last outputs of the last deployment
 * @throws ConfigurationError before anything is created or deleted
 */
export function checkOperatorsStay(config: Operators, last: Readonly<Record<string, unknown>>): void {
    if (process.env[override] === "true") return;
    const before = (last.operators ?? {}) as ReturnType<typeof installedOperators>;
    const now = installedOperators(config);
    const problems = operators.flatMap((operator) => {
        const namespace = before[operator];
        if (namespace === undefined || now[operator] === namespace) return [];
        return [now[operator] === undefined ? taken(operator) : moved(operator, namespace, now[operator])];
    });
    if (problems.length > 0) throw new ConfigurationError(problems);
}

const operators = Object.keys(held) as (keyof typeof held)[];

const taken = (operator: keyof typeof held): Problem => ({
    key: `${operator}.install`,
    value: "none",
    reason: `the stack has installed it, and would delete it now: ${held[operator]}`,
    allowed: "helm, while the stack has it",
    fix:
        `${setCommand(`${operator}.install`, "helm")}. To hand it over to somebody else, see "Would be deleted" in ` +
        `docs/TROUBLESHOOTING.md. To delete all of it: ${override}=true pulumi up, once`,
});

const moved = (operator: keyof typeof held, namespace: string, now: string): Problem => ({
    key: `${operator}.namespace`,
    value: now,
    reason: `the stack has installed it in ${namespace}, and it cannot be moved: Helm does not allow a second release to own its cluster roles and CRDs`,
    allowed: namespace,
    fix: `${setCommand(`${operator}.namespace`, namespace)}. To move it: pulumi destroy, then pulumi up`,
});
