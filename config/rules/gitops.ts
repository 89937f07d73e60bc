import { badLine, hasHostKey, keyscan } from "../repository/knownHosts";
import { isKnownToArgoCd, isNear, isSshUrl, parseRepositoryUrl, type RepositoryUrl } from "../repository/repositoryUrl";
import { defaultTokenUser, isNoGithub } from "../repository/repositoryUsers";
import { setCommand } from "../problems";
import { type Facts, type Rule, refuse, rule } from "./rule";

const about = ["gitops.repository", "gitops.githubApp", "repositorySshKey", "repositoryToken", "repositoryAppKey"];

export const gitopsRules: Rule[] = [
    rule(about, (facts) => (isSshUrl(facts.gitops.repository) ? overSsh(facts) : overHttps(facts))),

    rule(about, ({ gitops, secrets }) => {
        if (Boolean(gitops.githubApp) === Boolean(secrets.repositoryAppKey)) return [];
        return gitops.githubApp
            ? [
                  refuse(
                      "repositoryAppKey",
                      undefined,
                      "is not set, but gitops.githubApp is",
                      "pulumi config set --secret repositoryAppKey < app.private-key.pem",
                  ),
              ]
            : [
                  refuse(
                      "gitops.githubApp",
                      undefined,
                      "is not set, but its private key (repositoryAppKey) is",
                      "pulumi config set --path gitops.githubApp.id ID && pulumi config set --path gitops.githubApp.installationId ID",
                  ),
              ];
    }),

    rule(["gitops.githubApp", "gitops.repository"], ({ gitops }) => {
        const host = parseRepositoryUrl(gitops.repository)?.host ?? "";
        if (!gitops.githubApp || isSshUrl(gitops.repository) || !isNoGithub(host)) return [];
        return [
            refuse(
                "gitops.githubApp",
                gitops.githubApp,
                `reads only repositories on GitHub, and ${host} is not GitHub`,
                "pulumi config rm --path gitops.githubApp && pulumi config rm repositoryAppKey && pulumi config set --secret repositoryToken",
            ),
        ];
    }),

    rule(["gitops.knownHosts", "gitops.repository"], ({ gitops, argocd }) => {
        const url = parseRepositoryUrl(gitops.repository);
        if (gitops.knownHosts !== undefined) {
            if (!isSshUrl(gitops.repository))
                return [
                    refuse(
                        "gitops.knownHosts",
                        gitops.knownHosts,
                        "has no effect: the repository's URL is not SSH",
                        "pulumi config rm --path gitops.knownHosts",
                    ),
                ];
            if (argocd.install === "none")
                return [
                    refuse(
                        "gitops.knownHosts",
                        gitops.knownHosts,
                        "has no effect: this stack does not install Argo CD",
                        `add them to the ConfigMap argocd-ssh-known-hosts-cm in ${argocd.namespace}, and remove this key`,
                    ),
                ];
            return hostKeyProblems(gitops.knownHosts, url);
        }
        if (url?.kind !== "ssh" || argocd.install === "none" || isKnownToArgoCd(url)) return [];
        return [
            refuse(
                "gitops.knownHosts",
                undefined,
                `is not set, and Argo CD does not know the host keys of ${url.host}${atPort(url)}${letters(url)}`,
                setKnownHosts(url),
            ),
        ];
    }),

    rule(["gitops.tokenUser", "gitops.repository", "repositoryToken"], ({ gitops, secrets }) => {
        if (gitops.tokenUser !== undefined && !secrets.repositoryToken) {
            return [
                refuse(
                    "gitops.tokenUser",
                    gitops.tokenUser,
                    "has no effect: repositoryToken is not set",
                    "pulumi config set --secret repositoryToken, or pulumi config rm --path gitops.tokenUser",
                ),
            ];
        }
        if (!secrets.repositoryToken || isSshUrl(gitops.repository)) return [];
        if (gitops.tokenUser !== undefined || defaultTokenUser(gitops.repository) !== undefined) return [];
        return [
            refuse(
                "gitops.tokenUser",
                undefined,
                "is not set, but on this server each token has its own user",
                "pulumi config set --path gitops.tokenUser USER-at-ACCOUNT (IAM console, the user's HTTPS Git credentials)",
            ),
        ];
    }),
];

/** Host keys that are set, but don't belong to the repository's server. */
function hostKeyProblems(knownHosts: string, url: RepositoryUrl | undefined) {
    if (!url) return [];
    const bad = badLine(knownHosts);
    if (bad !== undefined) {
        return [
            refuse(
                "gitops.knownHosts",
                undefined,
                `has no host key in line ${bad}, and Argo CD would then ignore all of the lines`,
                setKnownHosts(url),
            ),
        ];
    }
    if (hasHostKey(knownHosts, url) || isKnownToArgoCd(url)) return [];
    return [
        refuse(
            "gitops.knownHosts",
            undefined,
            `has no key for ${url.host}${atPort(url)}, where the repository is${url.port === 22 ? "" : `: its lines begin with [${url.host}]:${url.port}`}${letters(url)}`,
            setKnownHosts(url),
        ),
    ];
}

const atPort = ({ port }: RepositoryUrl): string => (port === 22 ? "" : `, port ${port}`);
/** ssh-keyscan prints names in lower case. */
const letters = ({ host }: RepositoryUrl): string =>
    host === host.toLowerCase()
        ? ""
        : `, and it compares names case-sensitively: write ${host.toLowerCase()} in gitops.repository`;
const setKnownHosts = (url: RepositoryUrl): string => `pulumi config set --path gitops.knownHosts "$(${keyscan(url)})"`;

function overSsh({ gitops, secrets }: Facts) {
    const problems = [];
    if (!secrets.repositorySshKey) {
        problems.push(
            refuse(
                "repositorySshKey",
                undefined,
                `is not set, but the repository is read over SSH (${gitops.repository})`,
                "pulumi config set --secret repositorySshKey < ~/.ssh/id_ed25519",
            ),
        );
    }
    for (const key of ["repositoryToken", "repositoryAppKey"] as const) {
        if (secrets[key]) {
            problems.push(
                refuse(
                    key,
                    undefined,
                    `is for HTTPS, but the repository's URL is SSH (${gitops.repository})`,
                    `pulumi config rm ${key}, or use the repository's https:// URL`,
                ),
            );
        }
    }
    return problems;
}

function overHttps({ gitops, secrets }: Facts) {
    if (secrets.repositorySshKey) {
        return [
            refuse(
                "repositorySshKey",
                undefined,
                `is for SSH, but the repository's URL is ${gitops.repository}`,
                "pulumi config rm repositorySshKey, or use the repository's git@ URL",
            ),
        ];
    }
    if (secrets.repositoryToken && secrets.repositoryAppKey) {
        return [
            refuse(
                "repositoryToken",
                undefined,
                "is set in addition to repositoryAppKey; only one of them can read the repository",
                "pulumi config rm repositoryToken",
            ),
        ];
    }
    const url = parseRepositoryUrl(gitops.repository);
    const credential = (["repositoryToken", "repositoryAppKey"] as const).find((key) => secrets[key]);
    if (!credential || url?.kind !== "http" || isNear(url.host)) return [];
    return [
        refuse(
            "gitops.repository",
            gitops.repository,
            `has no TLS: anybody on the way to ${url.host} could read ${credential}`,
            `${setCommand("gitops.repository", gitops.repository.replace(/^http:/, "https:"))}, or read it over SSH, or from a server in the cluster (http://SERVICE.NAMESPACE.svc)`,
        ),
    ];
}
