import assert from "node:assert/strict";
import type { Previewed } from "./previewed";

/** What is particular about the examples with addons, and with teams. */
export const ofAddons: Record<string, (previewed: Previewed) => void> = {
    addons: (previewed) => {
        const addons = previewed.names(/^kubernetes:/).filter((name) => name.startsWith("confluent-addons"));
        assert.deepEqual(addons.sort(), [
            "confluent-addons-application",
            ...["cert-manager", "confluent-addons", "external-secrets"].map(
                (name) => `confluent-addons-namespace-${name}`,
            ),
            "confluent-addons-project-confluent-addons",
            "confluent-addons-project-confluent-addons-charts",
        ]);
        const { policy } = previewed.only(/^aws:iam\/rolePolicy:RolePolicy$/);
        assert.match(String(policy), /"arn:aws:secretsmanager:eu-central-1:\*:secret:confluent\/\*"/);
    },
    monitoring: (previewed) => {
        const projects = previewed.ofType(/:AppProject$/).map(({ inputs }) => JSON.stringify(inputs));
        // One for the platform, and one for the addons' charts.
        assert.equal(projects.filter((inputs) => inputs.includes('"kind":"PodMonitor"')).length, 2);
    },
    teams: (previewed) => {
        const teams = previewed.names(/^kubernetes:/).filter((name) => name.startsWith("confluent-teams"));
        assert.deepEqual(teams.sort(), [
            "confluent-teams-applications",
            "confluent-teams-ownership",
            "confluent-teams-ownership-binding",
            "confluent-teams-project",
            "confluent-teams-projects",
            "confluent-teams-wider",
            "confluent-teams-wider-binding",
        ]);
    },
};
