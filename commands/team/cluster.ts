import { confluentGroup, confluentVersion } from "../../config/workload/confluentKinds";
import { prefixOf, teamKinds, teamLabel, teamMark } from "../../config/workload/teams/names";
import { type Connection, KubernetesApi, type KubernetesObject, orNone } from "../../kubernetes";
import { type Application, applicationKind } from "../../kubernetes/application";
import { conditionIn, confluentCondition, type StatusCondition } from "../demo/recording/confluentCondition";
import type { Namespaces } from "../migrate/cluster";
import { type Metrics, metricsOf } from "./metrics";
import type { Live, TeamReport } from "./shape";
import { monthlyOf } from "./storage";

/** What a cluster has of all teams. */
export interface InCluster {
    applications: readonly Application[];
    /** Of the kinds that a team may have, except ConfigMaps; also those of the platform itself. */
    objects: readonly KubernetesObject[];
    /** A text says why they are not known. */
    metrics: Metrics | string;
}

/** @throws KubernetesError if the server doesn't answer, or doesn't let this user read teams' objects */
export async function look(connection: Connection, { argocd, workload }: Namespaces): Promise<InCluster> {
    const api = new KubernetesApi(connection);
    // A kind that isn't served has no objects.
    const listed = (kind: typeof applicationKind, namespace: string, labels?: string) =>
        orNone(api.list(kind, namespace, labels), []);
    const kinds = teamKinds.filter(({ group }) => group === confluentGroup);
    try {
        const [applications, metrics, ...objects] = await Promise.all([
            listed(applicationKind, argocd, teamLabel),
            metricsOf(api, workload),
            ...kinds.map(({ kind }) => listed({ apiVersion: `${confluentGroup}/${confluentVersion}`, kind }, workload)),
        ]);
        return { applications: applications as Application[], objects: objects.flat(), metrics };
    } finally {
        api.close();
    }
}

/** A team's report with what the cluster says. */
export function withCluster(team: TeamReport, { applications, objects, metrics }: InCluster): TeamReport {
    const prefix = prefixOf(team.name);
    const own = objects.filter(({ metadata }) => metadata.name?.startsWith(prefix));
    const found = <Item extends { object: string }>(kind: string, items: Item[]) =>
        items.map((item) => ({
            ...item,
            live: liveOf(own.find((one) => one.kind === kind && one.metadata.name === item.object)),
        }));
    const known = {
        KafkaTopic: team.topics,
        Schema: team.schemas,
        Connector: team.connectors,
        ConfluentRolebinding: team.roleBindings,
    } as const;
    const isKnown = ({ kind, metadata }: KubernetesObject) =>
        known[kind as keyof typeof known].some(({ object }) => object === metadata.name);
    const now = typeof metrics === "string" ? null : sizeOf(metrics, prefix);
    return {
        ...team,
        topics: found("KafkaTopic", team.topics),
        schemas: found("Schema", team.schemas),
        connectors: found("Connector", team.connectors),
        roleBindings: found("ConfluentRolebinding", team.roleBindings),
        storage: { ...team.storage, now, nowMonthlyUsd: now === null ? null : monthlyOf(now) },
        application: applicationOf(applications.find(({ metadata }) => metadata.name === teamMark + team.name)),
        notInGit: own
            .filter((one) => !isKnown(one))
            .map(({ kind, metadata }) => ({
                kind,
                object: metadata.name ?? "",
                removed: metadata.annotations?.["confluent-gitops/removed-from-git"] ?? null,
            })),
        lag:
            typeof metrics === "string"
                ? null
                : metrics.lag.filter(({ group, topic }) => topic.startsWith(prefix) || group.startsWith(prefix)),
    };
}

/** Whether nothing of a team needs anybody: a connector that was paused is as somebody wanted it. */
export const isWell = ({ application, topics, schemas, connectors, roleBindings }: TeamReport): boolean =>
    application?.sync === "Synced" &&
    application.health === "Healthy" &&
    [...topics, ...schemas, ...connectors, ...roleBindings].every(
        ({ live }) => live?.state === "healthy" || live?.state === "suspended",
    );

const sizeOf = ({ sizes }: Metrics, prefix: string): number =>
    [...sizes].filter(([topic]) => topic.startsWith(prefix)).reduce((sum, [, size]) => sum + size, 0);

function applicationOf(application: Application | undefined): TeamReport["application"] {
    if (!application) return null;
    const { sync, health, conditions = [], operationState } = application.status ?? {};
    const failed = operationState?.phase === "Failed" || operationState?.phase === "Error";
    const message = conditions[0]?.message ?? health?.message ?? (failed ? operationState.message : undefined);
    return {
        name: application.metadata.name ?? "",
        sync: sync?.status ?? "Unknown",
        health: health?.status ?? "Unknown",
        message: message ?? null,
    };
}

interface ConnectorStatus {
    conditions?: StatusCondition[];
    failedTasksCount?: number;
    tasksReady?: string;
}

/** The operator's status of topics, schemas and connectors: state, connectorState and failedTasksCount (CRDs of CFK 3.3). */
function liveOf(object: KubernetesObject | undefined): Live {
    if (!object) return { state: "missing", says: null, message: null, failedTasks: null };
    const { state, says, message } = confluentCondition(object);
    const status = (object.status ?? {}) as ConnectorStatus;
    const ready = conditionIn(status, "app-ready");
    const isNotReady = ready?.status === "False";
    const tasks = object.kind === "Connector" && state === "healthy" && status.tasksReady;
    return {
        state,
        says: (tasks ? `running, ${tasks} tasks` : says) ?? null,
        message: message ?? (isNotReady ? ready.message : undefined) ?? null,
        failedTasks: object.kind === "Connector" ? (status.failedTasksCount ?? 0) : null,
    };
}
