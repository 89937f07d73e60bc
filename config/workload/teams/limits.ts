import { isObject, type Json, textOf } from "../../kustomize/json";
import type { Resource } from "../../kustomize/resource";
import { child } from "../platform";
import type { Team } from "./index";
import type { Limits } from "./rulesFile";

/** How one of a team's objects, or all of them together, exceed the limits. */
export interface Excess {
    /** Undefined if the total exceeds a limit. */
    resource: Resource | undefined;
    field: string;
    /** Follows the object's name, or the team's. */
    reason: string;
    fix: string;
}

/**
 * Kafka's default retention for a topic that sets none: `log.retention.hours`, in milliseconds
 * (https://kafka.apache.org/documentation/#brokerconfigs).
 */
const usualRetention = 168 * 3_600_000;
/** CFK's default for a KafkaTopic that doesn't set its number of partitions: one (`num.partitions`). */
const usualPartitions = 1;

/**
 * The name of something in the platform: `spec.name`, otherwise `metadata.name`
 * (https://docs.confluent.io/operator/current/co-manage-topics.html).
 */
export const nameIn = ({ object, name }: Resource): string => textOf(child(child(object, "spec"), "name")) || name;

export const partitionsOf = ({ object }: Resource): number =>
    numberOf(child(child(object, "spec"), "partitionCount")) ?? usualPartitions;

/** Everything in a team that exceeds its limits. */
export function excessesOf(team: Team, limits: Limits): Excess[] {
    return [...team.resources.flatMap((resource) => ofResource(resource, team, limits)), ...ofQuotas(team, limits)];
}

function ofResource(resource: Resource, { prefix }: Team, limits: Limits): Excess[] {
    const spec = child(resource.object, "spec");
    const at = (field: string, reason: string, fix: string): Excess => ({ resource, field, reason, fix });
    switch (resource.kind) {
        case "KafkaTopic":
            return [
                ...ofName(resource, prefix, limits.names?.topic),
                ...between(resource, "spec.partitionCount", partitionsOf(resource), limits.partitions),
                // Without this field, it has the cluster's default number.
                ...between(resource, "spec.replicas", numberOf(child(spec, "replicas")), limits.replicas),
                ...ofRetention(resource, child(spec, "configs"), limits.retention),
            ];
        case "Schema": {
            const mode = textOf(child(spec, "compatibilityLevel"));
            const allowed = limits.compatibility;
            if (!allowed) return ofName(resource, prefix, limits.names?.subject);
            const fix = `set spec.compatibilityLevel to ${allowed.join(" or ")}`;
            return [
                ...ofName(resource, prefix, limits.names?.subject),
                ...(allowed.some((one) => one === mode)
                    ? []
                    : [
                          mode
                              ? at("spec.compatibilityLevel", `has the compatibility ${mode}`, fix)
                              : at("metadata.name", "does not set its compatibility", fix),
                      ]),
            ];
        }
        case "Connector": {
            const name = textOf(child(spec, "class"));
            const classes = limits.connectorClasses;
            return [
                ...ofName(resource, prefix, limits.names?.connector),
                ...(!classes || classes.includes(name)
                    ? []
                    : [at("spec.class", `has the class ${name}`, `use one of ${classes.join(", ") || "none"}`)]),
            ];
        }
        default:
            return [];
    }
}

function ofName(resource: Resource, prefix: string, expression: string | undefined): Excess[] {
    const name = nameIn(resource);
    const rest = name.startsWith(prefix) ? name.slice(prefix.length) : name;
    if (expression === undefined || new RegExp(`^(?:${expression})$`).test(rest)) return [];
    const reason = `has the name ${name}, whose part after ${prefix} does not match ${expression}`;
    return [{ resource, field: "metadata.name", reason, fix: "rename it" }];
}

function between(
    resource: Resource,
    field: string,
    value: number | undefined,
    { least, most }: { least?: number | undefined; most?: number | undefined } = {},
): Excess[] {
    if (value === undefined) return [];
    if (most !== undefined && value > most)
        return [
            { resource, field, reason: `has ${field} ${value}, more than ${most}`, fix: `set it to ${most} or less` },
        ];
    if (least !== undefined && value < least)
        return [
            { resource, field, reason: `has ${field} ${value}, less than ${least}`, fix: `set it to ${least} or more` },
        ];
    return [];
}

/**
 * How long a topic keeps a record, in milliseconds; Infinity for one that keeps all, or the last record of each key.
 */
export function retentionOf(configs: Json | undefined): number {
    const said = child(configs, "retention.ms");
    const policy = textOf(child(configs, "cleanup.policy"));
    if (policy !== "" && !policy.split(",").some((one) => one.trim() === "delete")) return Infinity;
    const value = said === undefined ? usualRetention : Number(said);
    return value < 0 ? Infinity : value;
}

function ofRetention(
    resource: Resource,
    configs: Json | undefined,
    { most, forever }: NonNullable<Limits["retention"]> = {},
): Excess[] {
    const value = retentionOf(configs);
    const field = "spec.configs.retention.ms";
    // No number: the rule for topics says so.
    if (Number.isNaN(value)) return [];
    if (value === Infinity) {
        if (forever !== false) return [];
        return [
            {
                resource,
                field,
                reason: "keeps its records forever",
                fix: "set retention.ms, and a cleanup.policy that deletes",
            },
        ];
    }
    if (most === undefined || value <= most) return [];
    const isSaid = child(configs, "retention.ms") !== undefined;
    const days = (ms: number) => `${Math.round((ms / 86_400_000) * 100) / 100} d`;
    return [
        {
            resource,
            field: isSaid ? field : "metadata.name",
            reason: isSaid
                ? `keeps its records ${days(value)}, longer than ${days(most)}`
                : `does not set its retention.ms, and Kafka's default, ${days(value)}, is longer than ${days(most)}`,
            fix: `set retention.ms to "${most}" or less`,
        },
    ];
}

/** A team's usage, to be compared with its quotas. */
export function usageOf({ resources }: Pick<Team, "resources">) {
    const of = (kind: string) => resources.filter((one) => one.kind === kind);
    const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);
    return {
        topics: of("KafkaTopic").length,
        partitions: sum(of("KafkaTopic").map(partitionsOf)),
        schemas: of("Schema").length,
        connectors: of("Connector").length,
        tasks: sum(of("Connector").map(({ object }) => numberOf(child(child(object, "spec"), "taskMax")) ?? 1)),
    };
}

function ofQuotas(team: Team, { quotas = {} }: Limits): Excess[] {
    const usage = usageOf(team);
    return (Object.keys(usage) as (keyof typeof usage)[]).flatMap((what) => {
        const most = quotas[what];
        if (most === undefined || usage[what] <= most) return [];
        const reason = `has ${usage[what]} ${what}, more than its quota of ${most}`;
        return [
            {
                resource: undefined,
                field: "",
                reason,
                fix: `use less, or ask the platform team for teams.${team.name}.quotas.${what}`,
            },
        ];
    });
}

const numberOf = (value: Json | undefined): number | undefined => (typeof value === "number" ? value : undefined);

/** A connector's or topic's settings; empty if there are none. */
export const configsOf = ({ object }: Resource): Readonly<Record<string, Json | undefined>> => {
    const configs = child(child(object, "spec"), "configs");
    return isObject(configs) ? configs : {};
};
