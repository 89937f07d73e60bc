import { hostKey, privateKey, refuses } from "../../../refusals";

const ssh = "git@github.com:your-company/confluent-gitops.git";

refuses("of the repository", [
    {
        it: "an SSH URL without a key",
        set: { "gitops.repository": ssh },
        says: ["repositorySshKey", /is not set, but the repository is read over SSH/],
    },
    {
        it: "a token for an SSH URL",
        set: { "gitops.repository": ssh, repositorySshKey: privateKey, repositoryToken: "t" },
        says: ["repositoryToken", /for HTTPS, but the repository's URL is SSH/],
    },
    {
        it: "an SSH key for an HTTPS URL",
        set: { repositorySshKey: privateKey },
        says: ["repositorySshKey", /for SSH, but/],
    },
    {
        it: "a token beside a GitHub App",
        set: { repositoryToken: "t", repositoryAppKey: privateKey, "gitops.githubApp": { id: 1, installationId: 2 } },
        says: ["repositoryToken", /in addition to repositoryAppKey/],
    },
    {
        it: "a GitHub App without its key",
        set: { "gitops.githubApp": { id: 1, installationId: 2 } },
        says: ["repositoryAppKey", /is not set, but gitops\.githubApp is/],
    },
    {
        it: "a GitHub App's key without the App",
        set: { repositoryAppKey: privateKey },
        says: ["gitops.githubApp", /is not set, but its private key/],
    },
    {
        it: "an SSH server whose host keys nobody knows",
        set: { "gitops.repository": "git@git.example.com:a/b.git", repositorySshKey: privateKey },
        says: ["gitops.knownHosts", /does not know the host keys of git\.example\.com/],
    },
    ...[
        ["no port", "bitbucket.example.com"],
        ["another host", "[other.example.com]:7999"],
    ].map(([what, host]) => ({
        it: `host keys of ${what}`,
        set: {
            "gitops.repository": "ssh://git@bitbucket.example.com:7999/proj/repo.git",
            repositorySshKey: privateKey,
            "gitops.knownHosts": `${host} ${hostKey}`,
        },
        says: ["gitops.knownHosts", /no key for bitbucket\.example\.com, port 7999/] as [string, RegExp],
    })),
    {
        it: "github.com by a port that Argo CD has no key for",
        set: { "gitops.repository": "ssh://git@github.com:443/org/repo.git", repositorySshKey: privateKey },
        says: ["gitops.knownHosts", /does not know the host keys of github\.com, port 443/],
    },
    {
        it: "a host in capital letters, which Argo CD's host keys do not have",
        set: { "gitops.repository": "git@GitHub.com:org/repo.git", repositorySshKey: privateKey },
        says: ["gitops.knownHosts", /compares names case-sensitively: write github\.com in gitops\.repository/],
    },
    ...["git-codecommit.us-gov-west-1.amazonaws.com", "git-codecommit-fips.us-east-1.amazonaws.com"].map((host) => ({
        it: `a token without the user that ${host} wants`,
        set: { "gitops.repository": `https://${host}/v1/repos/r`, repositoryToken: "t" },
        says: ["gitops.tokenUser", /each token has its own user/] as [string, RegExp],
    })),
    ...["git.example.com", "10.1.2.3:3000", "notlocalhost.example.com", "svc.example.com"].map((host) => ({
        it: `a token that would go to ${host} without TLS`,
        set: { "gitops.repository": `http://${host}/o/r.git`, repositoryToken: "t" },
        says: ["gitops.repository", /has no TLS: anybody on the way to .* could read repositoryToken/] as [
            string,
            RegExp,
        ],
    })),
    {
        it: "the token of a GitHub App that would go without TLS",
        set: {
            "gitops.repository": "http://github.example.com/o/r.git",
            "gitops.githubApp": { id: 1, installationId: 2 },
            repositoryAppKey: privateKey,
        },
        says: [
            "gitops.repository",
            /has no TLS: anybody on the way to github\.example\.com could read repositoryAppKey/,
        ],
    },
    ...["gitlab.com/g/r", "bitbucket.org/w/r", "dev.azure.com/o/p/_git/r", "o.visualstudio.com/p/_git/r"].map(
        (place) => ({
            it: `a GitHub App for ${place}`,
            set: {
                "gitops.repository": `https://${place}`,
                "gitops.githubApp": { id: 1, installationId: 2 },
                repositoryAppKey: privateKey,
            },
            says: ["gitops.githubApp", /reads only repositories on GitHub, and .* is not GitHub/] as [string, RegExp],
        }),
    ),
    {
        it: "a user without a token",
        set: { "gitops.tokenUser": "bob" },
        says: ["gitops.tokenUser", /repositoryToken is not set/],
    },
    {
        it: "something that is no private key",
        set: { "gitops.repository": ssh, repositorySshKey: "ssh-ed25519 AAAA" },
        says: ["repositorySshKey", /not a private key/],
    },
    {
        it: "a password in the repository's URL",
        set: { "gitops.repository": "https://bob:hunter2@git.example.com/a.git" },
        says: ["gitops.repository", /contains a user or a token/],
    },
    {
        it: "something that is no repository",
        set: { "gitops.repository": "my repository" },
        says: ["gitops.repository", /not a URL of a Git repository/],
    },
    {
        it: "a path that leaves the repository",
        set: { "gitops.path": "../other/overlay" },
        says: ["gitops.path", /is outside the repository/],
    },
    {
        it: "a path that leaves the repository in a roundabout way",
        set: { "gitops.path": "gitops/../../other" },
        says: ["gitops.path", /is outside the repository/],
    },
    { it: "an absolute path", set: { "gitops.path": "/etc" }, says: ["gitops.path", /is outside the repository/] },
    {
        it: "a sync window of a zone that Argo CD would take for UTC",
        set: {
            "gitops.syncWindows": [
                { kind: "allow", schedule: "0 6 * * 1-4", duration: "8h", timeZone: "Europe/Berlyn" },
            ],
        },
        says: ["gitops.syncWindows[0].timeZone", /is no time zone, such as Europe\/Berlin/],
    },
    {
        it: "a sync window whose schedule Argo CD could not read, and would sync nothing for",
        set: { "gitops.syncWindows": [{ kind: "deny", schedule: "@daily", duration: "8h" }] },
        says: ["gitops.syncWindows[0].schedule", /is not five fields of cron/],
    },
    {
        it: "a path that does not exist",
        set: { "gitops.path": "gitops/platform/overlays/production" },
        says: ["gitops.path", /does not exist in this checkout/],
    },
    {
        it: "a path of before the overlays moved, with where they are now",
        set: { "gitops.path": "gitops/overlays/eks" },
        says: [
            "gitops.path",
            /does not exist in this checkout: the platform that it deployed, with ZooKeeper, is in gitops\/platform\/overlays\/classic-eks now$/,
        ],
    },
    {
        it: "the path of an overlay of before that is none now, with what it is made of",
        set: { "gitops.path": "./gitops/overlays/eks-nodeport" },
        says: ["gitops.path", /is in gitops\/platform\/overlays\/classic-eks with components\/nodeport now$/],
    },
    { it: "a path without a kustomization", set: { "gitops.path": "test" }, says: ["gitops.path", /kustomization/] },
]);
