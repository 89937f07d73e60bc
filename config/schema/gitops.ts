import { z } from "zod";
import { choice, field, namespace } from "../fields";
import { notARepository } from "../repository/repositoryUrl";
import { roleArn } from "./company";
import { syncWindow } from "./syncWindow";
import { isClusterWide, parseKind } from "../workload/workloadKinds";

/** A version is not a group, although `v1/Secret` and `batch/v1/CronJob` resemble the format. */
const kind = z
    .string()
    .regex(/^([a-z0-9][a-z0-9.-]*\/)?[A-Z][A-Za-z0-9]*$/, "is not GROUP/KIND")
    .refine(
        (text) => !/^v\d+((alpha|beta)\d+)?\//.test(text),
        "has a version instead of a group; Secret, for example, has no group",
    );

const namespacedKind = kind.refine(
    (text) => !isClusterWide(parseKind(text)),
    "is cluster-scoped, and Argo CD may not create cluster-scoped objects for this stack",
);

/** A chart may not create anything that would widen what its project allows. */
const chartKind = kind.refine(
    (text) => !["AppProject", "Application", "ApplicationSet", "Namespace"].includes(parseKind(text).kind),
    "would let a chart leave the namespaces and kinds that the stack allows it",
);

/** Not just `*`: that would be every secret in the account. */
const secretName = z
    .string()
    .regex(/^[\w/+=.@-]+\*?$/, "is not a name, or the beginning of one with an asterisk after it")
    .max(512, "is longer than 512 characters");

const repository = z.string().superRefine((url, context) => {
    const reason = notARepository(url);
    if (reason) context.addIssue(reason);
});

export const gitopsGroup = z.strictObject({
    repository: field(repository, {
        allowed: "https://HOST/PATH, git@HOST:PATH or ssh://USER@HOST/PATH, without a password",
        meaning:
            "The Git repository that Argo CD follows: your copy of this one, or another one that contains the overlays.",
        example: "https://github.com/your-company/confluent-gitops.git",
    }),
    revision: field(z.string().min(1, "is empty").default("main"), {
        allowed: "a branch, a tag or a commit",
        meaning: "The revision that Argo CD follows.",
        example: "main",
    }),
    checkout: field(z.string().min(1, "is empty").default("."), {
        allowed: "a folder, relative to Pulumi.yaml; or none",
        meaning:
            "Where the working copy of the repository is, so that the overlay can be read and checked: this checkout, or a separate " +
            "one if the overlays are in a different repository from this program. With none, the preview warns about what it couldn't check.",
        example: "workload",
    }),
    path: field(z.string().min(1, "is empty"), {
        allowed: "a folder in gitops.checkout with a kustomization.yaml, such as gitops/platform/overlays/eks",
        meaning:
            "The overlay. The program reads from it the version of Confluent Platform, and whether it uses ZooKeeper or KRaft.",
        example: "gitops/platform/overlays/dev",
    }),
    namespace: field(namespace().default("confluent"), {
        allowed: "a namespace of its own",
        meaning: "The namespace of Confluent Platform.",
        example: "confluent",
    }),
    podSecurity: field(choice(["privileged", "baseline", "restricted"]).default("privileged"), {
        allowed: "privileged, baseline or restricted",
        meaning:
            "The Pod Security level of the namespace: the API server turns away pods that don't meet it. For `restricted`, the overlay needs " +
            "gitops/platform/components/pod-security. With `privileged`, the default, it takes all pods.",
        example: "restricted",
    }),
    addons: field(z.string().min(1, "is empty").optional(), {
        allowed: "a folder in gitops.checkout with a kustomization.yaml, such as gitops/addons/overlays/eks",
        meaning:
            "The addons: what the platform needs beside it, each a Helm chart as an Argo CD Application. They are Healthy before the platform " +
            "begins, and go after it. Whoever may change this folder may do anything in the cluster: see gitops/README.md. Default: none.",
        example: "gitops/addons/overlays/dev",
    }),
    addonKinds: field(z.array(chartKind).default([]), {
        allowed: "kinds, each as GROUP/KIND, or only KIND if it has no group",
        meaning:
            "The kinds that the addons' charts may create in addition to those listed in gitops/README.md, such as those of a monitoring stack.",
        example: ["apps/StatefulSet", "monitoring.coreos.com/ServiceMonitor"],
    }),
    teams: field(
        z
            .string()
            .min(1, "is empty")
            .regex(/^[^*?[\\]*[^*?[\\/]$/, "is no plain path: it has no *, ?, [ or \\, and no / at its end")
            .optional(),
        {
            allowed: "a folder in gitops.checkout that has a folder for each team, such as gitops/teams",
            meaning:
                "The teams: for each folder in it, Argo CD deploys what is in there, by an Application in an AppProject of its own. A new team is a " +
                "folder in Git, and no `pulumi up` (docs/TEAMS.md). Default: none.",
            example: "gitops/teams",
        },
    ),
    externalSecrets: field(z.array(secretName).min(1, "is empty").default(["confluent/*"]), {
        allowed: "names of secrets, or beginnings of names with an asterisk after them",
        meaning:
            "The secrets in AWS Secrets Manager, of the cluster's account and region, that External Secrets may read.",
        example: ["confluent/*", "shared/ldap"],
    }),
    externalSecretsRoleArn: roleArn(
        "With source `eks`. The role of External Secrets, if the stack may not create one. It trusts pods.eks.amazonaws.com with sts:AssumeRole and sts:TagSession, and may read the secrets: docs/COMPANY.md has its policy. By default, the stack creates one if the addons contain External Secrets.",
        "confluent-external-secrets",
    ),
    kinds: field(z.array(namespacedKind).default([]), {
        allowed: "namespaced kinds, each as GROUP/KIND, or only KIND if it has no group, such as Secret",
        meaning:
            "The kinds that the overlay may contain in addition to Confluent's kinds, ConfigMap, Deployment, NetworkPolicy and PodDisruptionBudget. You have to install their CRDs yourself.",
        example: ["monitoring.coreos.com/PodMonitor"],
    }),
    priorityClasses: field(z.array(z.string().regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "is not a name")).default([]), {
        allowed: "names of PriorityClasses",
        meaning:
            "The PriorityClasses that the overlay's pods may name in addition to Kubernetes' own and to those that the stack creates, NAMESPACE-brokers " +
            "and NAMESPACE-workers (gitops/platform/components/priority). An administrator of the cluster has to create them.",
        example: ["company-critical"],
    }),
    autoSync: field(z.boolean().default(true), {
        allowed: "true or false",
        meaning:
            "Whether Argo CD syncs by itself what is in Git. With false, selfHeal and prune have no effect, and commits wait until you sync them. " +
            "It is for work that Git must not interfere with, such as the migration to KRaft (docs/KRAFT-MIGRATION.md). The addons are synced in any case.",
        example: true,
    }),
    selfHeal: field(z.boolean().default(true), {
        allowed: "true or false",
        meaning: "Whether Argo CD undoes manual changes.",
        example: true,
    }),
    prune: field(z.boolean().default(true), {
        allowed: "true or false",
        meaning: "Whether Argo CD deletes objects that have been removed from Git.",
        example: true,
    }),
    syncWindows: field(z.array(syncWindow).default([]), {
        allowed: "windows, each with kind (allow or deny), schedule (cron), duration, and timeZone (default: UTC)",
        meaning:
            "When Argo CD may sync the workload by itself: with allow, only then; with deny, not then, which goes first. A sync that has begun " +
            "goes on to its end. Outside, commits wait, and manual changes stay. Somebody who may sync in Argo CD can do it by hand at " +
            "any time (docs/ENVIRONMENTS.md). The addons are synced in any case. Default: at any time.",
        example: [{ kind: "allow", schedule: "0 6 * * 1-4", duration: "8h", timeZone: "Europe/Berlin" }],
    }),
    waitForHealthy: field(z.boolean().default(false), {
        allowed: "true or false",
        meaning:
            "Whether `pulumi up` waits, for at most 45 minutes, until the Application is Synced and Healthy with the source " +
            "that the stack sets. If an `up` doesn't change the Application, it doesn't wait, and it doesn't wait for later commits either: " +
            "the stack doesn't know what is in Git. Nor does it wait while autoSync is false, or with syncWindows: Argo CD may then sync nothing for long.",
        example: true,
    }),
    knownHosts: field(z.string().min(1, "is empty").optional(), {
        allowed: "lines as printed by `ssh-keyscan -p PORT HOST`, for the repository's host and port",
        meaning:
            "The SSH host keys of your own Git server. Argo CD knows those of GitHub, GitLab, Bitbucket and Azure.",
        example: "git.example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMj4Cb3C2J+4zxyYk2ZWqgVK0EnMOS7ly1EWRZEHlkFh",
    }),
    tokenUser: field(
        z
            .string()
            .regex(/^[^\s:@/]+$/, "is not a user name")
            .optional(),
        {
            allowed: "the name of a user or of a token",
            meaning:
                "The user name that goes with repositoryToken: the name of a GitLab deploy token, or the user of a CodeCommit credential or of a personal Bitbucket token. Default: x-token-auth on bitbucket.org, otherwise git, because GitHub, Azure and GitLab's access tokens accept any name.",
            example: "gitlab+deploy-token-1",
        },
    ),
    githubApp: field(
        z
            .strictObject({
                id: z.number("is not a number").int().positive(),
                installationId: z.number("is not a number").int().positive(),
            })
            .optional(),
        {
            allowed: "id and installationId, both numbers",
            meaning: "The GitHub App that reads the repository; its private key is repositoryAppKey.",
            example: { id: 123456, installationId: 7890123 },
        },
    ),
});
