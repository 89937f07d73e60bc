import assert from "node:assert/strict";
import { repositoryCredentials } from "../../../components/argoCd/repositoryCredentials";
import { notARepository, parseRepositoryUrl } from "../../../config/repository/repositoryUrl";
import type { GitOpsSettings } from "../../../config/schema";
import { checked } from "../../checked";
import type { Overrides } from "../../harness";
import { hostKey, privateKey } from "../../refusals";

describe("a repository's URL", () => {
    for (const [url, reason] of [
        ["https://git.example.com", /names a server, but no repository/],
        ["https://git.example.com/", /names a server/],
        ["ssh://git@git.example.com", /names a server/],
        ["ssh://git@git.example.com/", /names a server/],
        ["git@git.example.com:", /names a server/],
        ["https://github.com/your-company", /not a repository on github\.com.*OWNER\/REPOSITORY/],
        ["git@github.com:your-company", /not a repository on github\.com/],
        ["https://bitbucket.org/team", /WORKSPACE\/REPOSITORY/],
        ["https://gitlab.com/group", /GROUP\/PROJECT/],
        ["https://dev.azure.com/org/project/repo", /_git/],
        ["https://git-codecommit.eu-central-1.amazonaws.com/repo", /v1\/repos/],
        ["https://github.com/o/r/tree/main/gitops", /address of a page/],
        ["https://github.com/o/r/blob/main/README.md", /address of a page/],
        ["https://gitlab.com/g/sub/r/-/tree/main", /address of a page/],
        ["https://bitbucket.org/w/r/src/main", /address of a page/],
        ["https://git.example.com/projects/P/repos/r/browse", /address of a page/],
        ["https://github.com/o/r?tab=readme-ov-file", /address of a page/],
        ["https://github.com/o/r#readme", /address of a page/],
        ["C:\\repos\\confluent", /not a URL/],
        ["C:/repos/confluent", /not a URL/],
        ["github.com/o/r", /not a URL/],
        ["git.example.com:o/r.git", /not a URL/],
        ["ssh://git.example.com/o/r.git", /not a URL/],
        ["https://git.example.com:99999/o/r.git", /not a URL/],
        ["https://git_/o r.git", /not a URL/],
        ["../confluent", /not a URL/],
        ["git://git.example.com/o/r.git", /not a URL/],
        ["https://", /not a URL/],
        ["codecommit::eu-central-1://r", /not a URL/],
        ["git@github.com/o/r.git", /not a URL/],
        ["ssh://git@github.com:o/r.git", /not a URL/],
        ["HTTPS://github.com/o/r", /not a URL/],
        ["https://@git.example.com/o/r.git", /not a URL/],
        ["git@git.example.com:22/o/r.git", /has 22 in its path.*ssh:\/\/git@git\.example\.com:22\/o\/r\.git, or ssh:/],
        ["git@git.example.com:7999:o/r.git", /has 7999 in its path/],
        ["git@[2001:db8::1]:o/r.git", /does not accept an IPv6 address: write ssh:\/\/git@\[2001:db8::1\]\/o\/r\.git/],
        ["git@GitHub.com:your-company", /not a repository on GitHub\.com/],
        ["org@vs-ssh.visualstudio.com:v3/org/project", /v3\/ORGANIZATION/],
        ["https://git-codecommit-fips.us-east-1.amazonaws.com/r", /v1\/repos/],
        ["http://github.com/o/r.git", /does not work with github\.com: use https/],
        ["https://github.example.com/o/r/pull/7", /address of a page/],
        ["https://gitea.example.com/o/r/src/branch/main", /address of a page/],
        ["https://bitbucket.example.com/projects/P/repos/r", /address of a page/],
        ["https://bitbucket.example.com/stash/users/u/repos/r/browse", /address of a page/],
        ["https://gerrit.example.com/c/platform/r/+/1234", /address of a page/],
        ["https://dev.azure.com/org/project/_git/r?path=/a", /address of a page/],
    ] as const) {
        it(`is refused where no Git server answers: ${url}`, () => assert.match(notARepository(url) ?? "", reason));
    }

    for (const [url, host, port] of [
        ["https://github.com/o/r.git", "github.com", 443],
        ["https://github.com/o/r/", "github.com", 443],
        ["git@github.com:o/r.git", "github.com", 22],
        ["org-123@github.com:o/r.git", "github.com", 22],
        ["ssh://git@ssh.github.com:443/o/r.git", "ssh.github.com", 443],
        ["https://gitlab.com/group/sub/sub/r.git", "gitlab.com", 443],
        ["https://dev.azure.com/org/my%20project/_git/r", "dev.azure.com", 443],
        ["git@ssh.dev.azure.com:v3/org/project/r", "ssh.dev.azure.com", 22],
        ["https://org.visualstudio.com/project/_git/r", "org.visualstudio.com", 443],
        [
            "https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/r",
            "git-codecommit.eu-central-1.amazonaws.com",
            443,
        ],
        ["ssh://git@bitbucket.example.com:7999/proj/r.git", "bitbucket.example.com", 7999],
        ["https://bitbucket.example.com/scm/proj/r.git", "bitbucket.example.com", 443],
        ["ssh://git@[2001:db8::1]:22/o/r.git", "2001:db8::1", 22],
        ["http://127.0.0.1:3000/r.git", "127.0.0.1", 3000],
        ["https://git.example.com/r.git", "git.example.com", 443],
        ["file:///tmp/a/r.git", "", 0],
        ["ssh://bob@gerrit.example.com:29418/platform/r", "gerrit.example.com", 29418],
        ["https://gerrit.example.com/a/platform/r", "gerrit.example.com", 443],
        [
            "ssh://APKAEXAMPLE@git-codecommit.us-east-1.amazonaws.com/v1/repos/r",
            "git-codecommit.us-east-1.amazonaws.com",
            22,
        ],
        [
            "https://git-codecommit-fips.us-east-1.amazonaws.com/v1/repos/r",
            "git-codecommit-fips.us-east-1.amazonaws.com",
            443,
        ],
        ["org@vs-ssh.visualstudio.com:v3/org/project/r", "vs-ssh.visualstudio.com", 22],
        ["https://bitbucket.example.com:8443/scm/~bob/r.git", "bitbucket.example.com", 8443],
        ["https://git.example.com/team/browse", "git.example.com", 443],
        ["https://git.example.com/issues/tree", "git.example.com", 443],
        ["https://gitlab.example.com/g/sub/releases/r.git", "gitlab.example.com", 443],
        ["https://GitHub.com/o/r.git", "github.com", 443],
        ["git@Git.Example.com:o/r.git", "Git.Example.com", 22],
        ["git@git.example.com:2024-plans/r.git", "git.example.com", 22],
        ["https://[2001:db8::1]/r.git", "2001:db8::1", 443],
    ] as const) {
        it(`is accepted where one may: ${url}`, () => {
            assert.equal(notARepository(url), undefined);
            const parsed = parseRepositoryUrl(url);
            assert.deepEqual([parsed?.host, parsed?.port], [host, port]);
        });
    }
});

describe("the credentials of a repository", () => {
    const settings = (repository: string, more: object = {}) => ({ repository, ...more }) as GitOpsSettings;
    const userOf = (repository: string, more: object = {}) =>
        repositoryCredentials(settings(repository, more), { repositoryToken: "t" })?.username;

    it("have the user that the server wants beside a token", () => {
        assert.equal(userOf("https://bitbucket.org/w/r.git"), "x-token-auth");
        for (const host of ["github.com", "gitlab.com", "dev.azure.com", "git.example.com"]) {
            assert.equal(userOf(`https://${host}/o/r.git`), "git");
        }
        assert.equal(
            userOf("https://gitlab.com/g/r.git", { tokenUser: "gitlab+deploy-token-1" }),
            "gitlab+deploy-token-1",
        );
        assert.equal(userOf("https://bitbucket.org/w/r.git", { tokenUser: "bob" }), "bob");
    });

    it("name the API of a GitHub that is not github.com", () => {
        const api = (repository: string) =>
            repositoryCredentials(settings(repository, { githubApp: { id: 1, installationId: 2 } }), {
                repositoryAppKey: "k",
            })?.githubAppEnterpriseBaseUrl;
        assert.equal(api("https://github.com/o/r.git"), undefined);
        assert.equal(api("https://github.example.com/o/r.git"), "https://github.example.com/api/v3");
        assert.equal(api("https://github.example.com:8443/o/r.git"), "https://github.example.com:8443/api/v3");
        assert.equal(api("https://company.ghe.com/o/r.git"), "https://api.company.ghe.com");
        assert.equal(api("http://github.svc/o/r.git"), "http://github.svc/api/v3");
        assert.equal(api("https://[2001:db8::1]:8443/o/r.git"), "https://[2001:db8::1]:8443/api/v3");
    });
});

describe("of a repository, the preview", () => {
    const said = (set: Overrides) => {
        const { problems, warnings } = checked("private-repository", set);
        assert.deepEqual(problems, []);
        return warnings.join("\n");
    };

    it("says nothing of a token that goes without TLS to the cluster itself, or to this machine", () => {
        for (const host of [
            "gitea",
            "gitea:3000",
            "git.tools.svc",
            "git.tools.svc.cluster.local:80",
            "127.0.0.1:3000",
        ]) {
            const set = { "gitops.knownHosts": undefined, repositorySshKey: undefined, repositoryToken: "t" };
            said({ ...set, "gitops.repository": `http://${host}/o/r.git` });
        }
    });

    it("warns of keys that are cut short, and of an IPv6 address over SSH", () => {
        const repository = "ssh://git@[2001:db8::1]:22/o/r.git";
        const cut = { "gitops.repository": repository, "gitops.knownHosts": `2001:db8::1 ${hostKey.slice(0, -4)}` };
        const warnings = said({
            ...cut,
            repositorySshKey: `${privateKey.split("\n", 3).join("\n")}\n-----END RSA PRIVATE KEY-----`,
        });
        for (const says of [/repositorySshKey is incomplete/, /a key in line 1 that is cut short/, /an IPv6 address/]) {
            assert.match(warnings, says);
        }
        const whole = {
            "gitops.repository": "git@git.example.com:o/r.git",
            "gitops.knownHosts": `git.example.com ${hostKey}`,
        };
        assert.doesNotMatch(said({ ...whole, repositorySshKey: privateKey }), /cut short|IPv6|RSA/);
    });
});
