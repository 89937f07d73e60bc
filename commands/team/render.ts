import { pricesOf } from "../leftovers/prices";
import type { Live, Report, TeamReport } from "./shape";
import { columns, plural } from "../frame/words";
import { amountText, spanText } from "./words";

/** All teams, a line each. */
export function renderList({ stack, folder, fromCluster, teams }: Report): string {
    if (teams.length === 0)
        return `${folder} has no teams: npx confluent-gitops new team --team NAME --owner WHO makes one.`;
    const rows = teams.map(({ name, owner, quotas, storage, application }) => [
        name,
        owner,
        plural(quotas.topics.is, "topic"),
        plural(quotas.partitions.is, "partition"),
        plural(quotas.schemas.is, "schema"),
        plural(quotas.connectors.is, "connector"),
        storage.most === null ? "unlimited storage" : `at most ${amountText(storage.most)}`,
        ...(fromCluster ? [application ? `${application.sync}, ${application.health}` : "no Application"] : []),
    ]);
    return [`The teams in ${folder}, which the stack ${stack} deploys:`, "", ...columns(rows)].join("\n");
}

/** One team. */
export function renderTeam(report: Report): string {
    const [team] = report.teams;
    if (!team) throw new Error("no team");
    const { name, owner, contact, description, folder, quotas } = team;
    return [
        `${name}${description === null ? "" : `: ${description}`}`,
        `  owner ${owner}${contact === null ? "" : `, contact ${contact}`}; ${folder}, which the stack ${report.stack} deploys`,
        ...(report.fromCluster ? ["", ...applicationLines(team)] : []),
        ...owned(team, report.fromCluster),
        "",
        "Quotas",
        `  ${Object.entries(quotas)
            .map(([what, { is, most }]) => `${what} ${is}${most === null ? "" : ` of ${most}`}`)
            .join(", ")}`,
        "",
        "Storage",
        ...storageLines(team),
        "",
        "Lag",
        ...lagLines(team, report.noMetrics),
    ].join("\n");
}

function applicationLines({ name, application, notInGit }: TeamReport): string[] {
    const kept = notInGit.map(({ kind, object, removed }) => [
        `${kind} ${object}`,
        removed === null ? "in the cluster, and not in this checkout" : `removed from Git at ${removed}, and kept`,
    ]);
    return [
        "Application",
        ...(application === null
            ? [`  there is none: the cluster's stack has no team ${name} yet`]
            : [
                  `  ${application.name}  ${application.sync}, ${application.health}`,
                  ...(application.message === null ? [] : [`      ${application.message}`]),
              ]),
        ...columns(kept),
    ];
}

/** The lists of a team's objects; with a cluster, each with its state. */
function owned({ topics, schemas, connectors, roleBindings }: TeamReport, fromCluster: boolean): string[] {
    const list = <Item extends { live: Live | null }>(
        title: string,
        items: Item[],
        cells: (item: Item) => string[],
    ) => [
        "",
        title,
        ...(items.length === 0
            ? ["  none"]
            : columns(items.map((item) => [...cells(item), ...stateOf(item, fromCluster)]))),
    ];
    return [
        ...list("Topics", topics, (topic) => [
            topic.name,
            plural(topic.partitions, "partition"),
            topic.replicas === null ? "the cluster's replicas" : plural(topic.replicas, "replica"),
            topic.retention === null ? "kept forever" : `kept ${spanText(topic.retention)}`,
            topic.mostBytes === null ? "unlimited" : `at most ${amountText(topic.mostBytes)}`,
        ]),
        ...list("Schemas", schemas, ({ subject, format, compatibility }) => [
            subject,
            format,
            compatibility ?? "Schema Registry's compatibility",
        ]),
        ...list("Connectors", connectors, (one) => [one.name, one.class, `at most ${plural(one.tasks, "task")}`]),
        ...list("Role bindings", roleBindings, (one) => [one.principal, one.role, one.resources.join(", ")]),
    ];
}

function stateOf({ live }: { live: Live | null }, fromCluster: boolean): string[] {
    if (!fromCluster || live === null) return [];
    const words = [live.state, ...(live.says === null ? [] : [live.says])];
    return [[...words, ...(live.message === null ? [] : [live.message])].join(": ")];
}

function storageLines({ topics, storage }: TeamReport): string[] {
    const price = `gp3 at the list price of us-east-1, ${pricesOf}`;
    const unlimited = topics.filter(({ unlimited: why }) => why !== null);
    const { most, mostMonthlyUsd, now, nowMonthlyUsd } = storage;
    return [
        most === null
            ? `  unlimited, because of ${plural(unlimited.length, "topic")}:`
            : `  at most ${amountText(most)}, $ ${mostMonthlyUsd?.toFixed(2)} a month (${price})`,
        ...columns(
            unlimited.map(({ name, unlimited: why }) => [name, why ?? ""]),
            "      ",
        ),
        ...(now === null ? [] : [`  now ${amountText(now)}, $ ${nowMonthlyUsd?.toFixed(2)} a month (${price})`]),
        ...(most === null && now === null
            ? []
            : ["  AWS bills the size of the brokers' volumes, of which this is a share."]),
    ];
}

function lagLines({ lag }: TeamReport, noMetrics: string | null): string[] {
    if (lag === null) return [`  not known: ${noMetrics}`];
    if (lag.length === 0) return ["  none is reported: no consumer group with members reads these topics"];
    const byLag = [...lag].sort((one, other) => other.messages - one.messages);
    return columns(byLag.map(({ group, topic, messages }) => [group, topic, plural(messages, "message")]));
}
