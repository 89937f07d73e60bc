import { excessesOf } from "../workload/teams/limits";
import { limitsOf } from "../workload/teams/rulesFile";
import { type Rule, refuse, rule } from "./rule";
import { nameOf } from "./teams";

const key = "gitops.teams";

/** A platform team's limits in rules.yaml: names, partitions, copies, retention, compatibility, classes and quotas. */
export const teamLimitRules: Rule[] = [
    rule([key], ({ gitops, teams }) =>
        (teams?.teams ?? []).flatMap((team) =>
            excessesOf(team, limitsOf(teams?.rules ?? { file: "", every: {}, teams: {} }, team.name)).map(
                ({ resource, field, reason, fix }) => {
                    const by = `; the rules are in ${teams?.rules.file}`;
                    return resource
                        ? refuse(key, gitops.teams, `${nameOf(resource)} ${reason}`, fix + by, { resource, field })
                        : refuse(key, gitops.teams, `has the team ${team.name}, which ${reason}`, fix + by, {
                              file: `${team.folder}/team.yaml`,
                          });
                },
            ),
        ),
    ),
];
