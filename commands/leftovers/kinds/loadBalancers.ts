import type { Clients } from "../clients";
import { all, awsCommand, type Kind } from "../leftover";
import { prices } from "../prices";
import { isOf, type TagList, tagsIn } from "../tags";

/** The most ARNs in one call for tags. */
const batch = 20;

const batches = <Item>(items: readonly Item[]): Item[][] =>
    Array.from({ length: Math.ceil(items.length / batch) }, (_, index) =>
        items.slice(index * batch, (index + 1) * batch),
    );

/** The Service or Ingress of a load balancer, according to the controllers' tags. */
function purpose(list: TagList | undefined): string {
    const tags = tagsIn(list);
    const names = [
        "kubernetes.io/service-name",
        "service.k8s.aws/stack",
        "ingress.k8s.aws/stack",
        "service.eks.amazonaws.com/stack",
    ];
    return names.map((name) => tags[name]).find(Boolean) ?? "no Service is noted";
}

export const classicLoadBalancers: Kind = {
    name: "Classic Load Balancers",
    actions: ["elasticloadbalancing:DescribeLoadBalancers", "elasticloadbalancing:DescribeTags"],
    async find(clients) {
        const { paginateDescribeLoadBalancers } = await import("@aws-sdk/client-elastic-load-balancing");
        const client = await clients.classic();
        const found = await all(paginateDescribeLoadBalancers({ client }, {}), (page) => page.LoadBalancerDescriptions);
        const names = found.map(({ LoadBalancerName = "" }) => LoadBalancerName);
        const tagged = await Promise.all(
            batches(names).map((LoadBalancerNames) => client.describeTags({ LoadBalancerNames })),
        );
        return tagged
            .flatMap(({ TagDescriptions }) => TagDescriptions ?? [])
            .filter(({ Tags }) => isOf(clients.target.cluster, Tags))
            .map(({ LoadBalancerName: id = "", Tags }) => ({
                kind: "Classic Load Balancer",
                id,
                what: `for ${purpose(Tags)}`,
                monthly: prices.classicLoadBalancer,
                command: awsCommand(clients, `elb delete-load-balancer --load-balancer-name ${id}`),
                remove: async () => void (await client.deleteLoadBalancer({ LoadBalancerName: id })),
            }));
    },
};

/** The load balancers or target groups of the cluster, with their tags, from their ARNs. */
async function ofCluster(clients: Clients, arns: readonly string[]) {
    const client = await clients.balancers();
    const tagged = await Promise.all(batches(arns).map((ResourceArns) => client.describeTags({ ResourceArns })));
    return tagged
        .flatMap(({ TagDescriptions }) => TagDescriptions ?? [])
        .filter(({ Tags }) => isOf(clients.target.cluster, Tags));
}

export const loadBalancers: Kind = {
    name: "load balancers",
    actions: ["elasticloadbalancing:DescribeLoadBalancers", "elasticloadbalancing:DescribeTags"],
    async find(clients) {
        const { paginateDescribeLoadBalancers } = await import("@aws-sdk/client-elastic-load-balancing-v2");
        const client = await clients.balancers();
        const found = await all(paginateDescribeLoadBalancers({ client }, {}), ({ LoadBalancers }) => LoadBalancers);
        const arns = found.map(({ LoadBalancerArn = "" }) => LoadBalancerArn);
        return (await ofCluster(clients, arns)).map(({ ResourceArn: id = "", Tags }) => ({
            kind: `${found.find(({ LoadBalancerArn }) => LoadBalancerArn === id)?.Type === "application" ? "Application" : "Network"} Load Balancer`,
            id,
            what: `for ${purpose(Tags)}`,
            monthly: prices.loadBalancer,
            command: awsCommand(clients, `elbv2 delete-load-balancer --load-balancer-arn ${id}`),
            remove: async () => void (await client.deleteLoadBalancer({ LoadBalancerArn: id })),
        }));
    },
};

export const targetGroups: Kind = {
    name: "target groups",
    actions: ["elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTags"],
    async find(clients) {
        const { paginateDescribeTargetGroups } = await import("@aws-sdk/client-elastic-load-balancing-v2");
        const client = await clients.balancers();
        const found = await all(paginateDescribeTargetGroups({ client }, {}), ({ TargetGroups }) => TargetGroups);
        const arns = found.map(({ TargetGroupArn = "" }) => TargetGroupArn);
        return (await ofCluster(clients, arns)).map(({ ResourceArn: id = "", Tags }) => ({
            kind: "target group",
            id,
            what: `for ${purpose(Tags)}`,
            monthly: 0,
            command: awsCommand(clients, `elbv2 delete-target-group --target-group-arn ${id}`),
            remove: async () => void (await client.deleteTargetGroup({ TargetGroupArn: id })),
        }));
    },
};
