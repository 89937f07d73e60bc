import { confluentGroup } from "../confluentKinds";
import type { GroupKind } from "../workloadKinds";

/** Of `gitops.teams`, the folder that is the platform's own: what a team's AppProject is made from. No team is called so. */
export const platformFolder = "platform";
/** The team's own description, which Argo CD does not deploy. */
export const teamFile = "team.yaml";
/** What teams hold to, in `gitops.teams`. */
export const rulesFile = "rules.yaml";

/** The AppProject by which Argo CD makes the teams' AppProjects. */
export const teamsProject = "confluent-teams";

/** Before the name of a team's Application and of its AppProject; no other Application has it. */
export const teamMark = "team-";
/** On a team's Application, with its name: by that, the sweeper finds it (gitops/platform/base/sweeper/cluster.mjs). */
export const teamLabel = "confluent-gitops/team";
/** Before the name of the Application that makes a team's AppProject: no team's own begins so. */
export const projectMark = "project-team-";

/** The name of a team, as a folder's: without a dot, so that no team's prefix begins with another's. */
export const teamName = /^[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?$/;

/** What the names of all that a team owns begin with. */
export const prefixOf = (team: string): string => `${team}.`;

/** The kinds that a team may have. */
export const teamKinds: readonly GroupKind[] = [
    { group: "", kind: "ConfigMap" },
    ...["ConfluentRolebinding", "Connector", "KafkaTopic", "Schema"].map((kind) => ({ group: confluentGroup, kind })),
];

/** As in an API path, for a policy of the API server. */
export const teamPlurals = ["confluentrolebindings", "connectors", "kafkatopics", "schemas"];
