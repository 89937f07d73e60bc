import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Cluster } from "./cluster";
import { isPlain } from "../config/charts/argoCdValues";
import { coordinated } from "./whatIsThere/coordinationStays";
import { installedOperators } from "./whatIsThere/installedOperators";
import { loadBalancersMade } from "./whatIsThere/loadBalancersStay";
import type { Config } from "../config";
import { addonsNamespace } from "../config/workload/addons";
import { listenersOf } from "../config/workload/security/listeners";
import { isOfConfluent } from "../config/workload/security/nodes";

/** The next commands for a user, as the stack's outputs. */
export function stackOutputs(config: Config, cluster: Cluster) {
    const argocd = config.argocd.namespace;
    // Argo CD then answers without TLS on the same ports.
    const scheme = isPlain(config.charts.argocd) && !config.argocd.certificateArn ? "http" : "https";
    return {
        kubeconfig: cluster.kubeconfig,
        kubeconfigCommand:
            "pulumi stack output kubeconfig --show-secrets > kubeconfig && export KUBECONFIG=$PWD/kubeconfig",
        argocdAccess: argoCdAccess[config.argocd.access](argocd, scheme),
        argocdPassword: `kubectl -n ${argocd} get secret argocd-initial-admin-secret -o jsonpath='{.data.password}' | base64 -d`,
        controlCenterAccess: controlCenterAccess(config),
        repository: config.gitops.repository,
        revision: config.gitops.revision,
        path: config.gitops.path,
        ...(config.gitops.teams !== undefined && {
            teamsAccess: `kubectl -n ${config.argocd.namespace} get applications,applicationsets`,
        }),
        ...(config.addons && { addonsAccess: `kubectl -n ${addonsNamespace} get applications` }),
        operators: installedOperators(config),
        loadBalancers: loadBalancersMade(config),
        coordination: coordinated(config),
        readme: readFileSync(join(__dirname, "stack.md"), "utf8"),
    };
}

/** Access to the overlay's Control Center; without a working copy, its name is unknown. */
function controlCenterAccess({ gitops: { namespace }, overlay }: Config): string {
    const found = overlay?.resources.find((one) => isOfConfluent(one) && one.kind === "ControlCenter");
    if (!found) return overlay ? "no Control Center in the overlay" : `kubectl -n ${namespace} get controlcenter`;
    const scheme = listenersOf(found)[0]?.tls ? "https" : "http";
    return `kubectl -n ${namespace} port-forward svc/${found.name} 9021:9021, then ${scheme}://localhost:9021`;
}

const byHostname = (namespace: string, scheme: string) =>
    `kubectl -n ${namespace} get svc argocd-server -o jsonpath='{.status.loadBalancer.ingress[0].hostname}', then ${scheme}://HOSTNAME`;

const argoCdAccess = {
    portForward: (namespace: string, scheme: string) =>
        `kubectl -n ${namespace} port-forward svc/argocd-server 8080:443, then ${scheme}://localhost:8080`,
    nodePort: (namespace: string, scheme: string) =>
        `kubectl -n ${namespace} get svc argocd-server -o jsonpath='{.spec.ports[?(@.name=="https")].nodePort}', then ${scheme}://NODE:PORT`,
    loadBalancer: byHostname,
    internalLoadBalancer: byHostname,
};
