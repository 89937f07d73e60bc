import { z } from "zod";
import type { Shape } from "../frame/shape";

const text = z.string();
const bytes = z.number().nullable();
const dollars = z.number().nullable();
const count = z.int();
const quota = z.object({ is: count, most: count.nullable().describe("Null without a limit in rules.yaml.") });

export const states = ["missing", "pending", "progressing", "healthy", "suspended", "degraded", "deleting"] as const;

const live = z
    .object({
        state: z.enum(states),
        says: text.nullable().describe("In the operator's words, such as CREATED."),
        message: text.nullable(),
        failedTasks: count.nullable().describe("Of a connector, as the operator counts them."),
    })
    .nullable()
    .describe("In the cluster; null without --from-cluster.");

const owned = { object: text.describe("metadata.name"), file: text, live };

const team = z.object({
    name: text,
    owner: text,
    contact: text.nullable(),
    description: text.nullable(),
    folder: text,
    topics: z.array(
        z.object({
            ...owned,
            name: text.describe("In Kafka."),
            partitions: count,
            replicas: count.nullable().describe("Null if neither the topic nor the overlay's Kafka sets them."),
            retention: z.number().nullable().describe("Milliseconds; null for a topic that keeps records forever."),
            mostBytes: bytes.describe("Of all partitions and replicas; null if nothing limits it."),
            unlimited: text.nullable().describe("Why nothing limits it, and what would."),
        }),
    ),
    schemas: z.array(
        z.object({
            ...owned,
            subject: text,
            format: text,
            compatibility: text.nullable().describe("Null if Schema Registry's default applies."),
        }),
    ),
    connectors: z.array(z.object({ ...owned, name: text, class: text, tasks: count.describe("At most.") })),
    roleBindings: z.array(
        z.object({
            ...owned,
            principal: text,
            role: text,
            resources: z.array(text).describe("Type, pattern and name: Topic PREFIXED payments."),
        }),
    ),
    quotas: z.object({ topics: quota, partitions: quota, schemas: quota, connectors: quota, tasks: quota }),
    storage: z.object({
        most: bytes.describe("The sum of mostBytes of the topics; null if one of them is unlimited."),
        mostMonthlyUsd: dollars,
        now: bytes.describe("What the topics take up, with all replicas; null if that isn't known."),
        nowMonthlyUsd: dollars,
    }),
    application: z
        .object({ name: text, sync: text, health: text, message: text.nullable() })
        .nullable()
        .describe("Argo CD's; null without --from-cluster, or if there is none."),
    notInGit: z
        .array(
            z.object({ kind: text, object: text, removed: text.nullable().describe("When it was removed from Git.") }),
        )
        .describe("The team's objects in the cluster that are not in this checkout."),
    lag: z
        .array(z.object({ group: text, topic: text, messages: z.number() }))
        .nullable()
        .describe("Of groups that read the team's topics, or have its prefix; null if that isn't known."),
});

export const schema = z.object({
    version: z.literal(1),
    stack: text,
    folder: text.describe("Of all teams."),
    fromCluster: z.boolean(),
    pricesOf: text.describe("Where and when the prices applied."),
    noMetrics: text.nullable().describe("Why lag and the present storage are not known; null if they are."),
    teams: z.array(team),
});

export type Report = z.infer<typeof schema>;
export type TeamReport = z.infer<typeof team>;
export type Live = NonNullable<z.infer<typeof live>>;

export const shape: Shape = { version: 1, schema };
