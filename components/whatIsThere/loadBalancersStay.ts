import type { Config } from "../../config";
import { hasController, maker } from "../../config/loadBalancers";
import { ConfigurationError, type Problem, setCommand } from "../../config/problems";
import { refuse } from "../../config/rules/rule";

/**
 * Set to `true` for one `up` to confirm that nothing in the cluster has one of the controller's load balancers any
 * more.
 */
const override = "LOAD_BALANCERS_MAY_GO";

type Settings = Pick<Config, "cluster" | "argocd">;

/**
 * For the next deployment: whether the stack has the controller, and what creates the load balancer of Argo CD's UI.
 */
export const loadBalancersMade = (config: Settings) => ({
    controller: hasController(config),
    ...(maker(config) && { argocd: maker(config) }),
});

/**
 * Rejects changes that would leave load balancers behind, or fail halfway: removing the controller while what it
 * created may be in use, and moving Argo CD's Service from one controller to the other. Kubernetes doesn't allow a
 * Service to change its class (`ValidateServiceUpdate` in its pkg/apis/core/validation), so Helm's upgrade would fail
 * there.
 *
 * @param last outputs of the last deployment
 * @throws ConfigurationError before anything is created or deleted
 */
export function checkLoadBalancersStay(config: Settings, last: Readonly<Record<string, unknown>>): void {
    const before = lastMade(last);
    const now = loadBalancersMade(config);
    const problems: Problem[] = [];
    const key = "cluster.loadBalancerController";
    if (before.argocd && now.argocd && before.argocd !== now.argocd) {
        problems.push(
            refuse(
                key,
                now.controller,
                `Argo CD's UI has a load balancer from ${before.argocd === "controller" ? "AWS Load Balancer Controller" : "the controller in EKS's control plane"}, and its Service cannot change to another controller`,
                `${setCommand("argocd.access", "portForward")}, pulumi up; then this, with argocd.access as it is now`,
            ),
        );
    } else if (before.controller && !now.controller && process.env[override] !== "true") {
        problems.push(
            refuse(
                key,
                false,
                "the stack has installed the controller, and would delete it now: objects with a load balancer from it could no longer be deleted, and the load balancers would stay",
                `${setCommand(key, true)}. To remove it: first delete those Services and Ingresses, including Argo CD's (argocd.access); then ${override}=true pulumi up, once`,
            ),
        );
    }
    if (problems.length > 0) throw new ConfigurationError(problems);
}

/** Earlier deployments without this output had no controller, and used another output for access to the UI. */
function lastMade(last: Readonly<Record<string, unknown>>): Partial<ReturnType<typeof loadBalancersMade>> {
    if (last.loadBalancers) return last.loadBalancers;
    return String(last.argocdAccess).includes(".loadBalancer.") ? { argocd: "controlPlane" } : {};
}
