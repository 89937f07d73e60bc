import * as pulumi from "@pulumi/pulumi";
import { defaultTokenUser, githubApi } from "../../config/repository/repositoryUsers";
import type { GitOpsSettings, Secrets } from "../../config/schema";

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
        const username = gitops.tokenUser ?? defaultTokenUser(gitops.repository) ?? "";
        return { ...common, username, password: pulumi.secret(secrets.repositoryToken) };
    }
    if (secrets.repositoryAppKey && gitops.githubApp) {
        const api = githubApi(gitops.repository);
        return {
            ...common,
            githubAppID: String(gitops.githubApp.id),
            githubAppInstallationID: String(gitops.githubApp.installationId),
            // Without this, Argo CD requests the App's tokens from github.com.
            ...(api && { githubAppEnterpriseBaseUrl: api }),
            githubAppPrivateKey: pulumi.secret(secrets.repositoryAppKey),
        };
    }
    return undefined;
}
