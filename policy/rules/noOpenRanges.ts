import { allowedRanges, isOpen } from "../ranges";
import type { Finding, ResourceRule } from "../rule";
import { at, groups, isTrue, list, shown, texts, unknown, type Value } from "../values";

/** Named ranges of a resource: what may come in. What may go out is not an opening. */
type Openings = [key: string, ranges: string[]][];

const single = (value: Value): string[] => (typeof value === "string" ? [value] : []);

const ofBlocks = (rule: Value, path: string): Openings =>
    ["cidrBlocks", "ipv6CidrBlocks"].map((key) => [path + key, texts(at(rule, key))]);

const openings: Readonly<Record<string, (props: Value) => Openings>> = {
    SecurityGroup: (props) => list(at(props, "ingress")).flatMap((rule, index) => ofBlocks(rule, `ingress[${index}].`)),
    SecurityGroupRule: (props) => (at(props, "type") === "ingress" ? ofBlocks(props, "") : []),
    SecurityGroupIngressRule: (props) => [
        ["cidrIpv4", single(at(props, "cidrIpv4"))],
        ["cidrIpv6", single(at(props, "cidrIpv6"))],
    ],
    Cluster: (props) => {
        const vpc = at(props, "vpcConfig");
        const ranges = at(vpc, "publicAccessCidrs");
        if (at(vpc, "endpointPublicAccess") === false) return [];
        // EKS opens the endpoint to everybody where it is not told to whom.
        return [["vpcConfig.publicAccessCidrs", ranges === undefined ? ["0.0.0.0/0"] : texts(ranges)]];
    },
};

/** Annotations by which a load balancer gets no public address; those of the AWS Load Balancer Controller and of Kubernetes' own. */
const internal = (annotations: Value): boolean =>
    at(annotations, "service.beta.kubernetes.io/aws-load-balancer-scheme") === "internal" ||
    isTrue(at(annotations, "service.beta.kubernetes.io/aws-load-balancer-internal"));

/** Services and what looks like one in a chart's values: without ranges, a load balancer lets everybody in. */
function ofServices(props: Value): Openings {
    return groups(props).flatMap(({ path, group }): Openings => {
        const ranges = group.loadBalancerSourceRanges;
        const key = `${path}${path && "."}loadBalancerSourceRanges`;
        const annotations = group.annotations ?? (path === "spec" ? at(props, "metadata", "annotations") : undefined);
        const takesAll = group.type === "LoadBalancer" && list(ranges).length === 0 && ranges !== unknown;
        return [[key, takesAll && !internal(annotations) ? ["0.0.0.0/0"] : texts(ranges)]];
    });
}

export const noOpenRanges: ResourceRule = {
    name: "no-open-ranges",
    description: "Nothing is open to the whole internet, nor to a large part of it.",
    types: /^(aws:(ec2|vpc)\/\w*[sS]ecurityGroup\w*:|aws:eks\/cluster:|kubernetes:(core\/v1:Service$|helm\.sh\/))/,
    check({ type, props }) {
        const kind = type.split(":").at(-1) ?? "";
        const found = type.startsWith("kubernetes:")
            ? ofServices(props)
            : (openings[kind.replace("Default", "")]?.(props) ?? []);
        return found
            .filter(([, ranges]) => ranges.some(isOpen))
            .map(([key, ranges]): Finding => ({
                wrong: `${key} lets in ${shown(ranges.filter(isOpen))}`,
                allowed: allowedRanges,
                remedy: `Set ${key} to the addresses that have to come in`,
            }));
    },
};
