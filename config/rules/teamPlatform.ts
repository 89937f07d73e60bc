import { connectorPluginRules } from "./connectorPlugins";
import { connectorRules } from "./connectors";
import { referenceRules } from "./references";
import { replicationRules } from "./replication";
import { type Facts, type Rule, refuse, rule } from "./rule";

const key = "gitops.teams";

/** What teams' objects name, but the stack's platform doesn't have: the same rules as for an overlay's own objects. */
export const teamPlatformRules: Rule[] = [
    rule([key, "gitops.path"], (facts) =>
        problemsTogether(facts).flatMap(({ about, reason, fix }) =>
            about && "resource" in about && facts.teams?.resources.includes(about.resource)
                ? [
                      refuse(
                          key,
                          facts.gitops.teams,
                          reason.replace(/^has /, `has, for ${facts.gitops.path}, `),
                          fix,
                          about,
                      ),
                  ]
                : [],
        ),
    ),
];

/** The problems of the overlay together with the teams' objects. */
function problemsTogether(facts: Facts) {
    const { overlay, teams } = facts;
    if (!overlay || !teams) return [];
    const together = { ...facts, overlay: { ...overlay, resources: [...overlay.resources, ...teams.resources] } };
    return [...referenceRules, ...replicationRules, ...connectorPluginRules, ...connectorRules].flatMap((one) =>
        one.check(together),
    );
}
