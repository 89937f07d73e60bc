import { type Json, listOf, textOf } from "../../config/kustomize/json";
import type { Resource } from "../../config/kustomize/resource";
import type { Team } from "../../config/workload/teams";
import { configsOf, nameIn, partitionsOf, retentionOf, usageOf } from "../../config/workload/teams/limits";
import { limitsOf, type TeamRules } from "../../config/workload/teams/rulesFile";
import { at } from "../../config/workload/security/nodes";
import { type Defaults, monthlyOf, mostOf } from "./storage";
import type { TeamReport } from "./shape";

/** What Git says of a team; everything of a cluster is null or empty. */
export function inGit(team: Team, rules: TeamRules, defaults: Defaults): TeamReport {
    const { name, folder, about, resources } = team;
    const of = (kind: string) => resources.filter((resource) => resource.kind === kind);
    const topics = of("KafkaTopic").map((topic) => topicOf(topic, defaults));
    const bounded = topics.flatMap(({ mostBytes }) => mostBytes ?? []);
    const most = bounded.length === topics.length ? bounded.reduce((sum, one) => sum + one, 0) : null;
    return {
        name,
        owner: about.owner,
        contact: about.contact ?? null,
        description: about.description ?? null,
        folder,
        topics,
        schemas: of("Schema").map((schema) => ({
            ...owned(schema),
            subject: nameIn(schema),
            format: textOf(specOf(schema, "data.format")),
            compatibility: textOf(specOf(schema, "compatibilityLevel")) || null,
        })),
        connectors: of("Connector").map((connector) => ({
            ...owned(connector),
            name: nameIn(connector),
            class: textOf(specOf(connector, "class")),
            tasks: usageOf({ resources: [connector] }).tasks,
        })),
        roleBindings: of("ConfluentRolebinding").map((binding) => ({
            ...owned(binding),
            principal: `${textOf(specOf(binding, "principal.type"))} ${textOf(specOf(binding, "principal.name"))}`,
            role: textOf(specOf(binding, "role")),
            resources: listOf(specOf(binding, "resourcePatterns")).map((pattern) =>
                ["resourceType", "patternType", "name"].flatMap((field) => textOf(at(pattern, field)) || []).join(" "),
            ),
        })),
        quotas: quotasOf(team, rules),
        storage: { most, mostMonthlyUsd: most === null ? null : monthlyOf(most), now: null, nowMonthlyUsd: null },
        application: null,
        notInGit: [],
        lag: null,
    };
}

function topicOf(topic: Resource, defaults: Defaults): TeamReport["topics"][number] {
    const configs = configsOf(topic);
    const said = specOf(topic, "replicas");
    const replicas = typeof said === "number" ? said : (defaults.replicas ?? null);
    const partitions = partitionsOf(topic);
    const retention = retentionOf(specOf(topic, "configs"));
    const most = mostOf({ partitions, replicas, configs }, defaults);
    return {
        ...owned(topic),
        name: nameIn(topic),
        partitions,
        replicas,
        retention: Number.isFinite(retention) ? retention : null,
        mostBytes: "bytes" in most ? most.bytes : null,
        unlimited: "unlimited" in most ? most.unlimited : null,
    };
}

function quotasOf(team: Team, rules: TeamRules): TeamReport["quotas"] {
    const usage = usageOf(team);
    const { quotas = {} } = limitsOf(rules, team.name);
    const of = (what: keyof typeof usage) => ({ is: usage[what], most: quotas[what] ?? null });
    return {
        topics: of("topics"),
        partitions: of("partitions"),
        schemas: of("schemas"),
        connectors: of("connectors"),
        tasks: of("tasks"),
    };
}

const owned = ({ name, file }: Resource) => ({ object: name, file, live: null });
const specOf = ({ object }: Resource, path: string): Json | undefined => at(object, `spec.${path}`);
