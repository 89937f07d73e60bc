/** The two forms of an SSH URL that Git takes: `ssh://git@host/path` and `git@host:path`. */
export function isSshUrl(url: string): boolean {
    return /^ssh:\/\/[^\s@/]+@[^\s/]+\/\S+$/.test(url) || /^[^\s@:/]+@[^\s:/]+:[^\s/]\S*$/.test(url);
}

/** The host of a repository URL, without a port; undefined for file:// URLs. */
export function hostOf(url: string): string | undefined {
    return /^(?:[a-z]+:\/\/)?(?:[^@/\s]+@)?([^:/\s]+)/.exec(url.startsWith("file:") ? "" : url)?.[1];
}

/** Git servers whose SSH host keys Argo CD brings along (its argocd-ssh-known-hosts-cm). */
export const hostsKnownToArgoCd: readonly string[] = [
    "bitbucket.org",
    "github.com",
    "gitlab.com",
    "ssh.dev.azure.com",
    "ssh.github.com",
    "vs-ssh.visualstudio.com",
];
