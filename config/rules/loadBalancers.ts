import { type LoadBalancer, hasController, loadBalancersOf, maker } from "../loadBalancers";
import { partitionOf } from "../aws/partition";
import { setCommand } from "../problems";
import { isAuto } from "./autoMode";
import { type Facts, listed, type Rule, refuse, rule } from "./rule";

export const loadBalancerRules: Rule[] = [
    rule(["cluster.loadBalancerControllerRoleArn", "cluster.loadBalancerController"], ({ cluster }) => {
        if (cluster.source !== "eks" || cluster.loadBalancerController) return [];
        const key = "cluster.loadBalancerControllerRoleArn";
        const arn = cluster.loadBalancerControllerRoleArn;
        if (arn === undefined) return [];
        const fix = `${setCommand("cluster.loadBalancerController", true)}, or pulumi config rm --path ${key}`;
        return [refuse(key, arn, "has no effect without cluster.loadBalancerController", fix)];
    }),

    rule(["argocd.certificateArn", "argocd.access", "cluster"], (facts) => {
        const arn = facts.argocd.certificateArn;
        if (arn === undefined) return [];
        const by = maker(facts);
        const key = "argocd.certificateArn";
        if (by === undefined) {
            const fix = `pulumi config rm --path ${key}`;
            return [refuse(key, arn, `has no effect with argocd.access ${facts.argocd.access}`, fix)];
        }
        if (by !== "controller") {
            const reason =
                by === "controlPlane"
                    ? "needs AWS Load Balancer Controller: the controller in EKS's control plane does not forward HTTP/2, which the argocd command uses"
                    : "needs AWS Load Balancer Controller: it is not known whether EKS Auto Mode forwards HTTP/2, which the argocd command uses";
            return [refuse(key, arn, reason, setCommand("cluster.loadBalancerController", true))];
        }
        const [, partition, , region] = arn.split(":");
        if (!facts.region || (partition === partitionOf(facts.region) && region === facts.region)) return [];
        return [refuse(key, arn, `is not in the region ${facts.region} (aws:region), where its load balancer is`)];
    }),

    // Nothing else handles them: they would stay pending, and so would whatever waits for them.
    rule(["gitops.path", "cluster.loadBalancerController"], ({ gitops, cluster, overlay }) => {
        if (cluster.source !== "eks" || cluster.loadBalancerController) return [];
        const left = loadBalancersOf(overlay?.resources ?? []).filter(({ of }) => of === "controller");
        if (left.length === 0) return [];
        return [
            refuse(
                "gitops.path",
                gitops.path,
                `requests load balancers from AWS Load Balancer Controller, which the stack does not install: ${listed(left.map(nameOf))}`,
                `${setCommand("cluster.loadBalancerController", true)}; or remove the annotations`,
                left[0] && { resource: left[0].resource },
            ),
        ];
    }),

    rule(["gitops.path", "network.publicSubnetIds", "network.privateSubnetIds"], ({ gitops, network, overlay }) => {
        if (network?.source !== "existing") return [];
        const all = loadBalancersOf(overlay?.resources ?? []);
        return (["private", "public"] as const).flatMap((kind) => {
            const left = all.filter(({ isInternal }) => isInternal === (kind === "private"));
            if (left.length === 0 || network[`${kind}SubnetIds`].length > 0) return [];
            return [
                refuse(
                    "gitops.path",
                    gitops.path,
                    `requests ${kind === "private" ? "internal" : "public"} load balancers, but network.${kind}SubnetIds is empty: ${listed(left.map(nameOf))}`,
                    `list them in network.${kind}SubnetIds, or remove the load balancers`,
                ),
            ];
        });
    }),
];

/** Reports load balancers that AWS would create and that most likely aren't what the user wants. */
export function loadBalancerWarnings(facts: Facts): string[] {
    const { cluster, argocd, gitops, overlay } = facts;
    const all = loadBalancersOf(overlay?.resources ?? []);
    const byAnybody = all.filter(({ of }) => of === "anybody");
    const byController = all.filter(({ of }) => of === "controller");
    const warnings: string[] = [];
    if (cluster.source === "eks" && maker(facts) === "controlPlane") {
        warnings.push(
            `argocd.access ${argocd.access} without cluster.loadBalancerController: the controller in EKS's control plane creates the load balancer, a Network Load Balancer that forwards to node ports. AWS fixes only critical bugs in it.`,
        );
    }
    // Auto Mode creates Network Load Balancers for them, internal ones by default.
    if (cluster.source !== "kubeconfig" && !isAuto(facts) && byAnybody.length > 0) {
        const also = hasController(facts)
            ? "they are not requested from AWS Load Balancer Controller"
            : "the stack has no cluster.loadBalancerController";
        warnings.push(
            `${gitops.path} requests load balancers that the controller in EKS's control plane creates, because ${also}: ${listed(byAnybody.map((one) => `${nameOf(one)} ${kindOf(one)}`))}. gitops/platform/components/internal-load-balancers has the annotations for internal load balancers with TLS.`,
        );
    }
    if (cluster.source !== "eks" && byController.length > 0) {
        warnings.push(
            `${gitops.path} requests load balancers from AWS Load Balancer Controller: the cluster needs that controller, otherwise nothing creates them: ${listed(byController.map(nameOf))}.`,
        );
    }
    const placeholders = byController.filter(({ certificate }) => certificate?.includes(":123456789012:"));
    if (placeholders.length > 0) {
        warnings.push(
            `${gitops.path} has the certificate from an example, with which no load balancer can be created: use your own for ${listed(placeholders.map(nameOf))}.`,
        );
    }
    return warnings;
}

const kindOf = ({ isNetwork, isInternal }: LoadBalancer): string =>
    `gets a ${isNetwork ? "Network" : "Classic"} Load Balancer${isInternal ? ", internal" : " on the internet"}`;

const nameOf = ({ resource, field }: LoadBalancer): string =>
    `${field} of ${resource.kind} ${resource.name} (${resource.file})`;
