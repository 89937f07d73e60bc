import type { DescribeKeyCommandOutput } from "@aws-sdk/client-kms";
import { isDenied } from "../denied";
import { all, awsCommand, type Kind } from "../leftover";
import { prices } from "../prices";
import { taggedFor, tagsIn } from "../tags";

export const launchTemplates: Kind = {
    name: "launch templates",
    actions: ["ec2:DescribeLaunchTemplates"],
    async find(clients) {
        const { cluster } = clients.target;
        const { paginateDescribeLaunchTemplates } = await import("@aws-sdk/client-ec2");
        const client = await clients.ec2();
        const found = await taggedFor(
            cluster,
            (filter) =>
                all(paginateDescribeLaunchTemplates({ client }, { Filters: [filter] }), (page) => page.LaunchTemplates),
            ({ LaunchTemplateId }) => LaunchTemplateId,
        );
        return found.map(({ LaunchTemplateId: id = "", LaunchTemplateName, Tags }) => ({
            kind: "launch template",
            id,
            what: `${LaunchTemplateName}, of the node group ${tagsIn(Tags)["eks:nodegroup-name"] ?? "that EKS has made"}`,
            monthly: 0,
            command: awsCommand(clients, `ec2 delete-launch-template --launch-template-id ${id}`),
            remove: async () => void (await client.deleteLaunchTemplate({ LaunchTemplateId: id })),
        }));
    },
};

export const logGroups: Kind = {
    name: "log groups",
    actions: ["logs:DescribeLogGroups"],
    async find(clients) {
        const { paginateDescribeLogGroups } = await import("@aws-sdk/client-cloudwatch-logs");
        const client = await clients.logs();
        const pages = paginateDescribeLogGroups(
            { client },
            { logGroupNamePrefix: `/aws/eks/${clients.target.cluster}/` },
        );
        return (await all(pages, (page) => page.logGroups)).map(
            ({ logGroupName: id = "", retentionInDays, storedBytes = 0 }) => ({
                kind: "log group",
                id,
                what: `${retentionInDays ? `keeps ${retentionInDays} days` : "keeps all for ever"}, ${Math.ceil(storedBytes / 1e6)} MB`,
                monthly: prices.logs(storedBytes),
                command: awsCommand(clients, `logs delete-log-group --log-group-name ${id}`),
                remove: async () => void (await client.deleteLogGroup({ logGroupName: id })),
            }),
        );
    },
};

/** How many keys are queried at the same time. */
const atOnce = 10;

export const keys: Kind = {
    name: "KMS keys",
    actions: ["kms:ListKeys", "kms:DescribeKey"],
    async find(clients) {
        const { paginateListKeys } = await import("@aws-sdk/client-kms");
        const client = await clients.kms();
        const ids = (await all(paginateListKeys({ client }, {}), ({ Keys }) => Keys)).map(({ KeyId = "" }) => KeyId);
        const described: PromiseSettledResult<DescribeKeyCommandOutput>[] = [];
        for (let index = 0; index < ids.length; index += atOnce) {
            const some = ids.slice(index, index + atOnce).map((KeyId) => client.describeKey({ KeyId }));
            described.push(...(await Promise.allSettled(some)));
        }
        const description = `Secrets of the EKS cluster ${clients.target.cluster}`;
        return answersIn(described)
            .flatMap(({ KeyMetadata }) => KeyMetadata ?? [])
            .filter((key) => key.Description === description)
            .map(({ KeyId: id = "", KeyState, DeletionDate }) => ({
                kind: "KMS key",
                id,
                what: description,
                ...(KeyState === "PendingDeletion"
                    ? {
                          monthly: 0,
                          stays: "goes by itself" as const,
                          because: `AWS deletes it on ${DeletionDate?.toISOString().slice(0, 10) ?? "a day of its own"}, and asks nothing for it until then`,
                      }
                    : {
                          monthly: prices.key,
                          command: awsCommand(
                              clients,
                              `kms schedule-key-deletion --key-id ${id} --pending-window-in-days 30`,
                          ),
                          remove: async () =>
                              void (await client.scheduleKeyDeletion({ KeyId: id, PendingWindowInDays: 30 })),
                      }),
            }));
    },
};

/**
 * Skips keys whose policy lets only their owner read them: the policy of the stack's key allows the account.
 *
 * @throws AWS's error if it refused for every key
 */
function answersIn(described: readonly PromiseSettledResult<DescribeKeyCommandOutput>[]): DescribeKeyCommandOutput[] {
    const answers = described.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    const refused = described.find((one) => one.status === "rejected");
    const reason: unknown = refused?.reason;
    if (refused && (answers.length === 0 || !isDenied(reason))) throw reason;
    return answers;
}
