import type { BadEdit } from "./edit";

const stack = { gitops: { teams: "gitops/teams" } };
const orders = "gitops/teams/payments/topics/orders.yaml";

/** Teams' mistakes, on an overlay that has what the sample team names. */
export const teamEdits: Record<string, BadEdit> = {
    "a team's topic with another team's name in Kafka": {
        files: { [orders]: ["spec:\n", "spec:\n  name: shipping.orders\n"] },
        overlay: "eks-teams",
        stack,
        rule: "teams",
        says: /KafkaTopic payments\.orders .*has spec\.name "shipping\.orders", but this team owns names that begin with payments\./,
        fix: /begin it with payments\./,
    },
    "more partitions than a team's topic may have": {
        files: { [orders]: ["partitionCount: 3", "partitionCount: 100"] },
        overlay: "eks-teams",
        stack,
        rule: "teamLimits",
        says: /KafkaTopic payments\.orders .*has spec\.partitionCount 100, more than 24/,
        fix: /set it to 24 or less; the rules are in gitops\/teams\/rules\.yaml/,
    },
    "a team's topic on a platform without the KafkaRestClass that it names": {
        files: { [orders]: ["name: default", "name: other"] },
        overlay: "eks-teams",
        stack,
        rule: "teamPlatform",
        says: /for gitops\/platform\/overlays\/eks-teams, KafkaTopic payments\.orders .*names the KafkaRestClass other, which is not in the overlay/,
        fix: /correct the name/,
    },
};
