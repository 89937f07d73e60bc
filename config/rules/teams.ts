import { noCheckout } from "../workload/checkout";
import { nameIn } from "../workload/teams/limits";
import { overstepsOf } from "../workload/teams/ownership";
import type { Resource } from "../kustomize/resource";
import type { Team } from "../workload/teams";
import { setCommand } from "../problems";
import { type Rule, refuse, rule } from "./rule";

const key = "gitops.teams";

/** What no team may have or reach: docs/adr/0020. */
export const teamRules: Rule[] = [
    rule([key, "gitops.checkout"], ({ gitops }) => {
        if (gitops.teams === undefined || gitops.checkout !== noCheckout) return [];
        return [
            refuse(
                key,
                gitops.teams,
                "cannot be read, because gitops.checkout is none: a team would see its mistakes only when Argo CD rejects them",
                `git clone ${gitops.repository} FOLDER && ${setCommand("gitops.checkout", "FOLDER")}`,
            ),
        ];
    }),

    rule([key, "gitops.namespace"], ({ gitops, teams }) =>
        eachOf(teams?.teams, (team, resource) =>
            overstepsOf(resource, { team: team.name, prefix: team.prefix, namespace: gitops.namespace }).map(
                ({ field, reason, fix }) =>
                    refuse(key, gitops.teams, `${nameOf(resource)} ${reason}`, fix, { resource, field }),
            ),
        ),
    ),

    rule([key], ({ gitops, teams }) =>
        twice(teams?.resources ?? []).map(([first, second, what]) =>
            refuse(
                key,
                gitops.teams,
                `${nameOf(second)} duplicates ${what} in ${first.file}`,
                "keep one of them, or rename it",
                { resource: second, field: "metadata.name" },
            ),
        ),
    ),
];

const eachOf = <Found>(teams: readonly Team[] = [], look: (team: Team, resource: Resource) => Found[]): Found[] =>
    teams.flatMap((team) => team.resources.flatMap((resource) => look(team, resource)));

/** Objects that exist twice, or that stand for the same thing in the platform. */
function twice(resources: readonly Resource[]): [first: Resource, second: Resource, what: string][] {
    const seen = new Map<string, Resource>();
    return resources.flatMap((resource) => {
        const { group, kind, name } = resource;
        const ids: [string, string][] = [
            [`${group}/${kind}/${name}`, `the ${kind} ${name}`],
            ...(["Connector", "KafkaTopic", "Schema"].includes(kind)
                ? ([[`in ${kind}/${nameIn(resource)}`, `the ${kind} ${nameIn(resource)}`]] as [string, string][])
                : []),
        ];
        const known = ids.find(([id]) => seen.has(id));
        for (const [id] of ids) if (!seen.has(id)) seen.set(id, resource);
        const first = known && seen.get(known[0]);
        return first && known ? [[first, resource, known[1]] as [Resource, Resource, string]] : [];
    });
}

export const nameOf = ({ kind, name, file }: Resource): string => `has ${kind} ${name} (${file}), which`;
