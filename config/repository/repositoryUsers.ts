import { parseRepositoryUrl } from "./repositoryUrl";

/**
 * The users that servers require with a token, by host:
 * - bitbucket.org: https://support.atlassian.com/bitbucket-cloud/docs/using-access-tokens/
 * - CodeCommit gives each IAM user a separate name for Git
 *   (https://docs.aws.amazon.com/codecommit/latest/userguide/setting-up-gc.html).
 *
 * GitHub, GitLab's access tokens and Azure accept any name that isn't empty. GitLab's deploy tokens, and a person's
 * token on a Bitbucket, require one: gitops.tokenUser.
 */
const users: readonly { hosts: RegExp; user: string | undefined }[] = [
    { hosts: /^bitbucket\.org$/, user: "x-token-auth" },
    { hosts: /^git-codecommit(-fips)?\..*\.amazonaws\.com(\.cn)?$/, user: undefined },
];

/** The user for a token if none is set; undefined if the server has a different user for each token. */
export function defaultTokenUser(repository: string): string | undefined {
    const host = parseRepositoryUrl(repository)?.host ?? "";
    const known = users.find(({ hosts }) => hosts.test(host));
    return known ? known.user : "git";
}

/** Whether a host belongs to a service other than GitHub, which has no GitHub Apps. */
export const isNoGithub = (host: string): boolean =>
    /(^|\.)(gitlab\.com|bitbucket\.org|dev\.azure\.com|visualstudio\.com|codeberg\.org)$|^git-codecommit\b/.test(host);

/** GitHub's API for a repository that isn't on github.com: a company's own server, or its tenant on ghe.com. */
export function githubApi(repository: string): string | undefined {
    const { kind, host, port } = parseRepositoryUrl(repository) ?? { kind: "https", host: "github.com", port: 443 };
    if (/^(www\.)?github\.com$/.test(host)) return undefined;
    // https://docs.github.com/en/enterprise-cloud@latest/admin/data-residency/about-github-enterprise-cloud-with-data-residency
    if (host.endsWith(".ghe.com")) return `https://api.${host}`;
    // https://docs.github.com/en/enterprise-server/rest/quickstart
    const { origin } = new URL(`${kind}://${host.includes(":") ? `[${host}]` : host}:${port}`);
    return `${origin}/api/v3`;
}
