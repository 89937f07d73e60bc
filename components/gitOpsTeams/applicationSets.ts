import { inCluster } from "../../config/workload/addons";
import type { GitOpsSettings } from "../../config/schema";
import {
    platformFolder,
    projectMark,
    teamFile,
    teamKinds,
    teamLabel,
    teamMark,
    teamsProject,
} from "../../config/workload/teams/names";

/** Where both look for teams, and how soon they see a new one. */
interface Place {
    gitops: GitOpsSettings;
    /** Of Argo CD, where the Applications are. */
    argoCdNamespace: string;
}

/** A team's name, in a template: its folder's. */
const name = "{{ .path.basename }}";

/**
 * Each folder of `gitops.teams` is a team. By folders, not by files: where a pattern for files goes, `*` may stand for a slash
 * (docs/operator-manual/applicationset/Generators-Git-File-Globbing.md of Argo CD), so that a team could make another inside its own.
 */
const folders = ({ repository, revision, teams = "" }: GitOpsSettings) => ({
    git: {
        repoURL: repository,
        revision,
        directories: [{ path: `${teams}/*` }, { path: `${teams}/${platformFolder}`, exclude: true }],
        // As an Application is compared with Git: config/charts/argoCdConfig. By default, it is three minutes.
        requeueAfterSeconds: 30,
    },
});

/**
 * Argo CD renders the Application again only for commits that change its own folder. Without this, it renders the Applications of all
 * teams for every commit (docs/operator-manual/high_availability.md of Argo CD, "Manifest Paths Annotation").
 */
const ownFilesAlone = { "argocd.argoproj.io/manifest-generate-paths": "." };

const set = (gitops: GitOpsSettings, template: object, syncPolicy: object) => ({
    goTemplate: true,
    goTemplateOptions: ["missingkey=error"],
    generators: [folders(gitops)],
    syncPolicy,
    template,
});

/** As the platform's: see components/gitOpsHandoff/application.ts. */
const retry = { limit: -1, refresh: true, backoff: { duration: "2s", factor: 2, maxDuration: "30s" } };
const syncOptions = ["ServerSideApply=true", "ApplyOutOfSyncOnly=true", "FailOnSharedResource=true"];

/** spec of the AppProject of those Applications that make the teams' AppProjects: nothing else, nowhere else. */
export const projectsProjectSpec = ({ gitops, argoCdNamespace }: Place) => ({
    description: "The AppProjects of teams, from Git and the stack",
    sourceRepos: [gitops.repository],
    destinations: [{ server: inCluster, namespace: argoCdNamespace }],
    clusterResourceWhitelist: [],
    namespaceResourceWhitelist: [{ group: "argoproj.io", kind: "AppProject" }],
});

/** spec of a team's AppProject: this repository, the platform's namespace, the kinds of a team. */
export const teamProjectSpec = ({ repository, namespace }: GitOpsSettings) => ({
    description: "A team of gitops.teams",
    sourceRepos: [repository],
    destinations: [{ server: inCluster, namespace }],
    clusterResourceWhitelist: [],
    namespaceResourceWhitelist: [...teamKinds],
});

/** spec of the ApplicationSet that makes an AppProject for each team. An ApplicationSet itself makes nothing but Applications. */
export const projectsSetSpec = ({ gitops, argoCdNamespace }: Place) =>
    set(
        gitops,
        {
            metadata: { name: projectMark + name, annotations: ownFilesAlone },
            spec: {
                project: teamsProject,
                source: {
                    repoURL: gitops.repository,
                    targetRevision: gitops.revision,
                    path: `${gitops.teams}/${platformFolder}/project`,
                    kustomize: {
                        // The base is called `team`.
                        nameSuffix: `-${name}`,
                        patches: [
                            {
                                target: { group: "argoproj.io", kind: "AppProject" },
                                patch: JSON.stringify([{ op: "add", path: "/spec", value: teamProjectSpec(gitops) }]),
                            },
                        ],
                    },
                },
                destination: { server: inCluster, namespace: argoCdNamespace },
                syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions, retry },
            },
        },
        // With the folder goes the AppProject. What it has allowed is not touched by that.
        { preserveResourcesOnDeletion: false },
    );

/** spec of the ApplicationSet that makes an Application for each team. */
export const teamsSetSpec = ({ gitops }: Place) =>
    set(
        gitops,
        {
            metadata: { name: teamMark + name, labels: { [teamLabel]: name }, annotations: ownFilesAlone },
            spec: {
                // With what it begins with, it can be no other's than a team's.
                project: teamMark + name,
                source: {
                    repoURL: gitops.repository,
                    targetRevision: gitops.revision,
                    path: "{{ .path.path }}",
                    directory: { recurse: true, exclude: teamFile },
                },
                destination: { server: inCluster, namespace: gitops.namespace },
                syncPolicy: {
                    ...(gitops.autoSync && { automated: { prune: gitops.prune, selfHeal: gitops.selfHeal } }),
                    syncOptions,
                    retry,
                },
            },
        },
        // With the folder goes the Application, and nothing of what it has made: topics are data.
        { preserveResourcesOnDeletion: true },
    );
