import { z } from "zod";
import { clusterGroup } from "./cluster";
import { iamGroup, storageGroup } from "./company";
import { networkGroup } from "./network";
import { argocdGroup, confluentGroup, mirrorsGroup } from "./operators";
import { gitopsGroup } from "./gitops";
import { secretKeys } from "./secrets";

/**
 * The single description of the stack's configuration. The types, the error messages and docs/configuration.md are
 * generated from it; a key that isn't here doesn't exist.
 */
export const groups = {
    network: networkGroup,
    cluster: clusterGroup,
    storage: storageGroup,
    iam: iamGroup,
    confluent: confluentGroup,
    argocd: argocdGroup,
    gitops: gitopsGroup,
    mirrors: mirrorsGroup,
};

export const secrets = secretKeys;

export type GroupName = keyof typeof groups;
export type Settings = { [Name in GroupName]: z.output<(typeof groups)[Name]> };
export type SecretName = keyof typeof secretKeys;
export type Secrets = Partial<Record<SecretName, string>>;

export type NetworkSettings = Settings["network"];
export type ClusterSettings = Settings["cluster"];
export type StorageSettings = Settings["storage"];
export type IamSettings = Settings["iam"];
export type ConfluentSettings = Settings["confluent"];
export type ArgoCdSettings = Settings["argocd"];
export type GitOpsSettings = Settings["gitops"];
export type MirrorSettings = Settings["mirrors"];
