import * as pulumi from "@pulumi/pulumi";
import type { GitOpsSettings, Secrets } from "../config/schema";

/**
 * The data of Argo CD's repository Secret (https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#repositories).
 * Undefined for a public repository, which needs none.
 */
export function repositoryCredentials(
    gitops: GitOpsSettings,
    secrets: Secrets,
): Record<string, pulumi.Input<string>> | undefined {
    const common = { type: "git", url: gitops.repository };
    if (secrets.repositorySshKey) {
        return { ...common, sshPrivateKey: pulumi.secret(secrets.repositorySshKey) };
    }
    if (secrets.repositoryToken) {
        // Git servers take any user name beside a token, but not an empty one.
        return { ...common, username: "git", password: pulumi.secret(secrets.repositoryToken) };
    }
    if (secrets.repositoryAppKey && gitops.githubApp) {
        return {
            ...common,
            githubAppID: String(gitops.githubApp.id),
            githubAppInstallationID: String(gitops.githubApp.installationId),
            githubAppPrivateKey: pulumi.secret(secrets.repositoryAppKey),
        };
    }
    return undefined;
}
