import { confluentGroup } from "../confluentKinds";
import type { GroupKind } from "../workloadKinds";

/**
 * The platform's own folder in `gitops.teams`, from which a team's AppProject is created. No team may have this name.
 */
export const platformFolder = "platform";
/** The team's own description, which Argo CD does not deploy. */
export const teamFile = "team.yaml";
/** The rules for teams, in `gitops.teams`. */
export const rulesFile = "rules.yaml";

/** The AppProject with which Argo CD creates the teams' AppProjects. */
export const teamsProject = "confluent-teams";

/** The prefix of the names of a team's Application and AppProject; no other Application has it. */
export const teamMark = "team-";
/**
 * A label on a team's Application, with its name, by which the sweeper finds it
 * (gitops/platform/base/sweeper/cluster.mjs).
 */
export const teamLabel = "confluent-gitops/team";
/** The prefix of the name of the Application that creates a team's AppProject; no team's own Application has it. */
export const projectMark = "project-team-";

/** The name of a team, and of its folder: without a dot, so that no team's prefix begins with another's. */
export const teamName = /^[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?$/;

/** The prefix of the names of everything that a team owns. */
export const prefixOf = (team: string): string => `${team}.`;

/** The kinds that a team may have. */
export const teamKinds: readonly GroupKind[] = [
    { group: "", kind: "ConfigMap" },
    ...["ConfluentRolebinding", "Connector", "KafkaTopic", "Schema"].map((kind) => ({ group: confluentGroup, kind })),
];

/** As in an API path, for a policy in the API server. */
export const teamPlurals = ["confluentrolebindings", "connectors", "kafkatopics", "schemas"];
