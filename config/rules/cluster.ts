import { readAwsSignIn } from "../aws/awsSignIn";
import { isOpen } from "../cidr";
import { principalOf } from "../aws/principal";
import { readTags, unfitTags } from "../aws/tags";
import { ofAnotherPartition } from "./partition";
import { setCommand } from "../problems";
import { makesSnapshots } from "../workload/snapshots";
import { type Rule, refuse, rule } from "./rule";
import { nameOf } from "./workload";

export const clusterRules: Rule[] = [
    rule(["cluster.source"], ({ cluster, region }) =>
        region || cluster.source === "kubeconfig"
            ? []
            : [
                  {
                      key: "aws:region",
                      reason: "is not set",
                      allowed: "an AWS region",
                      fix: "pulumi config set aws:region eu-central-1",
                  },
              ],
    ),

    rule(["cluster.source"], ({ cluster, aws }) =>
        cluster.source === "kubeconfig" ? [] : readAwsSignIn(aws).problems,
    ),

    rule(["cluster.source"], ({ cluster, aws }) => {
        if (cluster.source === "kubeconfig") return [];
        const { tags, problems } = readTags(aws);
        // For an existing cluster, nothing is created that would get them.
        return cluster.source === "eks" ? [...problems, ...unfitTags(tags)] : problems;
    }),

    rule(["cluster.source"], ({ cluster, aws, region }) => {
        if (cluster.source === "kubeconfig" || aws.useFipsEndpoint !== "true" || !region) return [];
        // Of the services that the stack calls, EKS and STS have the fewest: botocore's endpoints.json.
        if (/^us(-gov)?-(east|west)-\d$/.test(region)) return [];
        return [
            {
                key: "aws:useFipsEndpoint",
                value: "true",
                reason: `the region ${region} has no FIPS endpoints for EKS and STS`,
                allowed: "true in regions in the United States and GovCloud (https://aws.amazon.com/compliance/fips/)",
                fix: "pulumi config rm aws:useFipsEndpoint, or change aws:region",
            },
        ];
    }),

    rule(["cluster.addonVersions"], ({ cluster }) => {
        if (cluster.source !== "eks") return [];
        const asked = { "metrics-server": "metricsServer", "snapshot-controller": "snapshotController" } as const;
        return Object.entries(asked).flatMap(([name, key]) => {
            const pinned = cluster.addonVersions[name as keyof typeof asked];
            if (pinned === undefined || cluster[key]) return [];
            const reason = `pins ${name}, which the stack does not install: cluster.${key} is false`;
            const fix = `${setCommand(`cluster.${key}`, true)}, or pulumi config rm --path cluster.addonVersions.${name}`;
            return [refuse("cluster.addonVersions", { [name]: pinned }, reason, fix)];
        });
    }),

    rule(["cluster.snapshotController", "gitops.path"], ({ cluster, overlay }) => {
        if (cluster.source !== "eks" || cluster.snapshotController) return [];
        const resource = overlay?.resources.find(makesSnapshots);
        if (!resource) return [];
        const reason = `is for clusters without VolumeSnapshots, but the overlay has ${nameOf(resource)}, which creates them`;
        const fix = `${setCommand("cluster.snapshotController", true)}, or remove components/snapshots from the overlay`;
        return [refuse("cluster.snapshotController", false, reason, fix, { resource })];
    }),

    rule(["cluster.admins", "cluster.viewers"], ({ cluster }) => {
        if (cluster.source !== "eks") return [];
        // Names are unique in an account: with a different path, or none, it is the same principal.
        const seen = new Map<string, string>();
        return (["admins", "viewers"] as const).flatMap((name) => {
            const again = cluster[name].filter((arn) => {
                const principal = principalOf(arn);
                const isNew = !seen.has(principal);
                if (isNew) seen.set(principal, name);
                return !isNew;
            });
            if (again.length === 0) return [];
            const where = seen.get(principalOf(again[0] ?? "")) === name ? "listed twice" : "also in cluster.admins";
            return [
                refuse(
                    `cluster.${name}`,
                    again,
                    `is ${where}: EKS accepts one access entry for each principal`,
                    "keep one",
                ),
            ];
        });
    }),
    rule(["cluster.admins", "cluster.viewers"], ({ cluster, region }) => {
        if (cluster.source !== "eks" || !region) return [];
        return (["admins", "viewers"] as const).flatMap((name) => {
            const { strangers, beginning, reason } = ofAnotherPartition(cluster[name], region);
            if (strangers.length === 0) return [];
            const fix = `use roles or users from the cluster's account, such as ${beginning}iam::123456789012:role/ROLE`;
            return [refuse(`cluster.${name}`, strangers, reason, fix)];
        });
    }),

    rule(["argocd.access", "argocd.sourceRanges"], ({ argocd }) => {
        const { access, sourceRanges } = argocd;
        if (access === "portForward" || access === "nodePort") {
            if (sourceRanges.length === 0) return [];
            return [
                refuse(
                    "argocd.sourceRanges",
                    sourceRanges,
                    `has no effect with argocd.access ${access}`,
                    "pulumi config rm --path argocd.sourceRanges",
                ),
            ];
        }
        const open = sourceRanges.filter(isOpen);
        if (open.length === 0 && (sourceRanges.length > 0 || access === "internalLoadBalancer")) return [];
        return [refuse("argocd.sourceRanges", sourceRanges, "leaves Argo CD's load balancer open to the world")];
    }),

    rule(["argocd.access", "network.publicSubnetIds", "network.privateSubnetIds"], ({ argocd, cluster, network }) => {
        if (cluster.source !== "eks" || network?.source !== "existing") return [];
        const kind = { loadBalancer: "public", internalLoadBalancer: "private" }[argocd.access as string];
        if (kind === undefined || network[`${kind as "public" | "private"}SubnetIds`].length > 0) return [];
        return [
            refuse(
                "argocd.access",
                argocd.access,
                `its load balancer needs ${kind} subnets, but network.${kind}SubnetIds is empty`,
                `list them in network.${kind}SubnetIds, or set argocd.access to portForward`,
            ),
        ];
    }),

    rule(["confluent.namespace", "argocd.namespace", "gitops.namespace"], ({ confluent, argocd, gitops }) => {
        const taken = { "argocd.namespace": argocd.namespace, "gitops.namespace": gitops.namespace };
        const names = new Map([[confluent.namespace, "confluent.namespace"]]);
        return Object.entries(taken).flatMap(([key, name]) => {
            const other = names.get(name);
            names.set(name, key);
            return other
                ? [
                      refuse(
                          key,
                          name,
                          `is also ${other}; each needs a namespace of its own, so that deleting one does not delete the others`,
                      ),
                  ]
                : [];
        });
    }),
];
