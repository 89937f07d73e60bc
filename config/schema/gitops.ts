import { z } from "zod";
import { field, namespace } from "../fields";
import { notARepository } from "../repository/repositoryUrl";
import { isClusterWide, parseKind } from "../workload/workloadKinds";

/** A version is no group, though `v1/Secret` and `batch/v1/CronJob` look much like what is wanted. */
const kind = z
    .string()
    .regex(/^([a-z0-9][a-z0-9.-]*\/)?[A-Z][A-Za-z0-9]*$/, "is not GROUP/KIND")
    .refine((text) => !/^v\d+((alpha|beta)\d+)?\//.test(text), "has a version for its group; Secret, say, has none")
    .refine((text) => !isClusterWide(parseKind(text)), "is in no namespace, and Git may make nothing cluster-wide");

const repository = z.string().superRefine((url, context) => {
    const reason = notARepository(url);
    if (reason) context.addIssue(reason);
});

export const gitopsGroup = z.strictObject({
    repository: field(repository, {
        allowed: "https://HOST/PATH, git@HOST:PATH or ssh://USER@HOST/PATH, without a password",
        meaning: "The Git repository that Argo CD follows: your copy of this one, or another one that has the tree.",
        example: "https://github.com/your-company/confluent-gitops.git",
    }),
    revision: field(z.string().min(1, "is empty").default("main"), {
        allowed: "a branch, a tag or a commit",
        meaning: "What of it Argo CD follows.",
        example: "main",
    }),
    checkout: field(z.string().min(1, "is empty").default("."), {
        allowed: "a folder, from that of Pulumi.yaml; or none",
        meaning:
            "Where the working copy of the repository is, for the overlay to be read and checked: this checkout, or one of its " +
            "own where the tree is in another repository than this program. With none, the preview warns of what it could not check.",
        example: "workload",
    }),
    path: field(z.string().min(1, "is empty"), {
        allowed: "a folder of gitops.checkout with a kustomization.yaml, such as gitops/overlays/eks",
        meaning: "The overlay. Confluent Platform's version and coordination are read from it.",
        example: "gitops/overlays/dev",
    }),
    namespace: field(namespace().default("confluent"), {
        allowed: "a namespace of its own",
        meaning: "Where Confluent Platform is.",
        example: "confluent",
    }),
    kinds: field(z.array(kind).default([]), {
        allowed:
            "kinds that are in a namespace, each as GROUP/KIND, or KIND alone where it has no group, such as Secret",
        meaning:
            "What the overlay may hold beside Confluent's kinds, ConfigMap, Deployment, NetworkPolicy and PodDisruptionBudget. Their CRDs are yours to install.",
        example: ["monitoring.coreos.com/PodMonitor"],
    }),
    selfHeal: field(z.boolean().default(true), {
        allowed: "true or false",
        meaning: "Whether Argo CD undoes what is changed by hand.",
        example: true,
    }),
    prune: field(z.boolean().default(true), {
        allowed: "true or false",
        meaning: "Whether Argo CD deletes what is deleted in Git.",
        example: true,
    }),
    waitForHealthy: field(z.boolean().default(false), {
        allowed: "true or false",
        meaning:
            "Whether `pulumi up` waits, 45 minutes at most, until the Application is Synced and Healthy with the source " +
            "that the stack names. Where an `up` changes nothing of the Application, and for a commit that comes later, " +
            "nothing is waited for: the stack does not know what is in Git.",
        example: true,
    }),
    knownHosts: field(z.string().min(1, "is empty").optional(), {
        allowed: "lines as `ssh-keyscan -p PORT HOST` prints them, for the repository's host and port",
        meaning:
            "SSH host keys of a Git server of your own. Argo CD knows GitHub's, GitLab's, Bitbucket's and Azure's.",
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
                "Who reads the repository with repositoryToken: a GitLab deploy token has a name, a CodeCommit credential and a person's Bitbucket token a user. Default: x-token-auth on bitbucket.org, else git, as GitHub, Azure and GitLab's access tokens take any.",
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
