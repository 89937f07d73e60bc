import { topicObject, yamlOf } from "../../commands/frame/applied";

/** How many topics, shared evenly by how many teams. */
export interface Size {
    teams: number;
    topics: number;
}

/** Up to what the quotas in `gitops/teams/rules.yaml` allow a hundred teams: 50 topics each. */
export const sizes: readonly Size[] = [
    { teams: 10, topics: 50 },
    { teams: 50, topics: 500 },
    { teams: 100, topics: 5000 },
];

export const teamsFolder = "gitops/teams";

const teamName = (at: number): string => `team-${String(at).padStart(3, "0")}`;

/** The names of a size's teams. */
export const teamNames = ({ teams }: Size): string[] => Array.from({ length: teams }, (_, at) => teamName(at));

/** By its path in the repository. */
export interface File {
    path: string;
    text: string;
}

/** A topic's file. @param at unique in its team */
export function topicFile(team: string, at: number): File & { name: string } {
    const name = `${team}.topic-${String(at).padStart(3, "0")}`;
    const configs = { "retention.ms": "604800000" };
    const text = yamlOf(topicObject(name, { partitionCount: 1, configs }));
    return { path: `${teamsFolder}/${team}/topics/${name}.yaml`, text, name };
}

/** All files of a size's teams. */
export function filesOf(size: Size): File[] {
    const each = size.topics / size.teams;
    return teamNames(size).flatMap((team): File[] => [
        { path: `${teamsFolder}/${team}/team.yaml`, text: `owner: ${team}@example.com\n` },
        ...Array.from({ length: each }, (_, at) => topicFile(team, at)),
    ]);
}
