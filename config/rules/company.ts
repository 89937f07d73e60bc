import { readAwsSignIn } from "../aws/awsSignIn";
import { hasController } from "../loadBalancers";
import { hasAutoscaler } from "../nodeGroups";
import { readsSecrets } from "../workload/addons";
import { isAuto } from "./autoMode";
import { ofAnotherPartition } from "./partition";
import { type Facts, type Rule, refuse, rule } from "./rule";

const autoscalerRole = "cluster.nodes.autoscalerRoleArn";
const controllerRole = "cluster.loadBalancerControllerRoleArn";
const secretsRole = "gitops.externalSecretsRoleArn";

/** What the company provides for a cluster that the stack creates, by key; undefined if it provides none. */
const brought = ({ cluster, storage, iam, gitops }: Facts): Record<string, string | undefined> => ({
    ...(cluster.source === "eks" && {
        "cluster.roleArn": cluster.roleArn,
        "cluster.kmsKeyArn": cluster.kmsKeyArn,
        "cluster.nodes.roleArn": cluster.nodes.roleArn,
        [autoscalerRole]: cluster.nodes.autoscalerRoleArn,
        [controllerRole]: cluster.loadBalancerControllerRoleArn,
    }),
    [secretsRole]: gitops.externalSecretsRoleArn,
    "storage.roleArn": storage.roleArn,
    "storage.kmsKeyArn": storage.kmsKeyArn,
    "iam.permissionsBoundary": iam.permissionsBoundary,
});

const roleKeys = [
    ...["cluster.roleArn", "cluster.nodes.roleArn", "storage.roleArn"],
    ...[autoscalerRole, controllerRole, secretsRole],
];
const arnKeys = [...roleKeys, "cluster.kmsKeyArn", "storage.kmsKeyArn", "iam.permissionsBoundary"];

/** Empty for what AWS provides to all accounts. */
const accountOf = (arn: string): string => /^\d{12}$/.exec(arn.split(":")[4] ?? "")?.[0] ?? "";

export const companyRules: Rule[] = [
    ...arnKeys.map((key) =>
        rule([key], (facts) => {
            const arn = brought(facts)[key];
            if (arn === undefined || !facts.region || facts.cluster.source !== "eks") return [];
            const { strangers, beginning, reason } = ofAnotherPartition([arn], facts.region);
            if (strangers.length > 0) {
                const fix = `use one from the cluster's account, whose ARN begins with ${beginning}`;
                return [refuse(key, arn, reason, fix)];
            }
            const [, , service, region] = arn.split(":");
            if (service !== "kms" || region === facts.region) return [];
            return [
                refuse(
                    key,
                    arn,
                    `is not in the region ${facts.region} (aws:region); EKS and EBS accept only keys in their own region`,
                ),
            ];
        }),
    ),

    rule(arnKeys, (facts) => {
        if (facts.cluster.source !== "eks") return [];
        const own = [...roleKeys, "iam.permissionsBoundary"].flatMap((key) => {
            const arn = brought(facts)[key] ?? "";
            return accountOf(arn) ? [{ key, arn }] : [];
        });
        // A role is passed, and a boundary set, within one account; a key may belong to another.
        const { roleArn } = readAwsSignIn(facts.aws).signIn;
        const [first, account] = roleArn
            ? ["aws:assumeRoles", accountOf(roleArn)]
            : [own[0]?.key, accountOf(own[0]?.arn ?? "")];
        return own
            .filter(({ arn }) => accountOf(arn) !== account)
            .map(({ key, arn }) =>
                refuse(
                    key,
                    arn,
                    `is in a different account from ${first}, ${account}: AWS accepts only roles and boundaries from the cluster's own account`,
                    "use one from the cluster's account",
                ),
            );
    }),

    ...(["storage", "iam"] as const).map((group) =>
        rule([group], ({ cluster, written }) => {
            if (cluster.source === "eks" || !written.has(group)) return [];
            return [
                {
                    key: group,
                    reason: `has no effect: with cluster.source ${cluster.source}, the stack creates nothing on AWS`,
                    allowed: "with cluster.source eks",
                    fix: `pulumi config rm ${group}`,
                },
            ];
        }),
    ),

    rule([...roleKeys, "iam"], (facts) => {
        const all = brought(facts);
        const needed = roleKeys.filter(
            (key) =>
                (key !== controllerRole || hasController(facts)) &&
                (key !== autoscalerRole || hasAutoscaler(facts)) &&
                (key !== secretsRole || readsSecrets(facts.addons?.addons ?? [])) &&
                (key !== "storage.roleArn" || !isAuto(facts)),
        );
        if (!facts.written.has("iam") || needed.some((key) => all[key] === undefined)) return [];
        return [
            {
                key: "iam",
                reason: `has no effect: the stack creates no roles, because ${needed.join(", ")} are set`,
                allowed: "if the stack creates a role",
                fix: "pulumi config rm iam",
            },
        ];
    }),
];
