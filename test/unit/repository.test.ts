import assert from "node:assert/strict";
import { createHmac, generateKeyPairSync } from "node:crypto";
import { repositoryCredentials } from "../../components/repositoryCredentials";
import { badLine, hasHostKey, keyscan } from "../../config/knownHosts";
import { notARepository, parseRepositoryUrl } from "../../config/repositoryUrl";
import type { GitOpsSettings } from "../../config/schema";
import { secrets } from "../../config/schema";

describe("a repository's URL", () => {
    for (const [url, reason] of [
        ["https://git.example.com", /names a server and no repository/],
        ["https://git.example.com/", /names a server/],
        ["ssh://git@git.example.com", /names a server/],
        ["ssh://git@git.example.com/", /names a server/],
        ["git@git.example.com:", /names a server/],
        ["https://github.com/your-company", /no repository of github\.com.*OWNER\/REPOSITORY/],
        ["git@github.com:your-company", /no repository of github\.com/],
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
    ] as const) {
        it(`is accepted where one may: ${url}`, () => {
            assert.equal(notARepository(url), undefined);
            const parsed = parseRepositoryUrl(url);
            assert.deepEqual([parsed?.host, parsed?.port], [host, port]);
        });
    }
});

describe("host keys", () => {
    const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB8zX";
    const at = (host: string, port = 22) => ({ host, port });
    const hashed = (name: string) => {
        const salt = Buffer.from("salt of twenty bytes");
        return `|1|${salt.toString("base64")}|${createHmac("sha1", salt).update(name).digest("base64")}`;
    };

    for (const [hosts, address, expected] of [
        ["git.example.com", at("git.example.com"), true],
        ["git.example.com", at("git.example.com", 7999), false],
        ["[git.example.com]:7999", at("git.example.com", 7999), true],
        ["[git.example.com]:7999", at("git.example.com"), false],
        ["other.example.com", at("git.example.com"), false],
        ["other.example.com,git.example.com", at("git.example.com"), true],
        ["*.example.com", at("git.example.com"), true],
        ["*.example.com,!git.example.com", at("git.example.com"), false],
        ["[*.example.com]:7999", at("git.example.com", 7999), true],
        ["2001:db8::1", at("2001:db8::1"), true],
        ["[2001:db8::1]:2222", at("2001:db8::1", 2222), true],
        [hashed("git.example.com"), at("git.example.com"), true],
        [hashed("[git.example.com]:7999"), at("git.example.com", 7999), true],
        [hashed("git.example.com"), at("other.example.com"), false],
        ["@cert-authority *.example.com", at("git.example.com"), true],
        ["@revoked git.example.com", at("git.example.com"), false],
        ["gitXexample.com", at("git.example.com"), false],
    ] as const) {
        it(`of ${hosts} are ${expected ? "" : "not "}those of ${address.host}, port ${address.port}`, () => {
            assert.equal(hasHostKey(`# of the Git server\n\n${hosts} ${key}\r\n`, address), expected);
        });
    }

    it("are refused by the line that is none", () => {
        assert.equal(badLine(`# c\nh ${key}\n`), undefined);
        for (const line of ["h", "h ssh-rsa", "h ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIB8zX", "@unknown h k", key]) {
            assert.equal(badLine(`h ${key}\n${line}`), 2, line);
        }
    });

    it("are asked for with their port", () => {
        assert.equal(keyscan(at("2001:db8::1")), "ssh-keyscan 2001:db8::1");
        assert.equal(keyscan(at("git.example.com", 7999)), "ssh-keyscan -p 7999 git.example.com");
    });
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
    });
});

describe("a private key", () => {
    const pkcs8 = { type: "pkcs8", format: "pem" } as const;
    const pkcs1 = { type: "pkcs1", format: "pem" } as const;
    const cipher = { cipher: "aes-128-cbc", passphrase: "hunter2" };
    const rsa = generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey;
    const openSsh = (name: string) => {
        const length = Buffer.alloc(4);
        length.writeUInt32BE(name.length);
        const body = Buffer.concat([
            Buffer.from("openssh-key-v1\0"),
            length,
            Buffer.from(`${name} and the rest of it`),
        ]);
        return `-----BEGIN OPENSSH PRIVATE KEY-----\n${body.toString("base64").replace(/(.{32})/g, "$1\n")}\n-----END OPENSSH PRIVATE KEY-----\n`;
    };
    const reasons = (key: string) =>
        secrets.repositorySshKey.safeParse(key).error?.issues.map(({ message }) => message);

    for (const [form, key] of [
        ["PKCS 8", String(rsa.export({ ...pkcs8, ...cipher }))],
        ["the older PEM", String(rsa.export({ ...pkcs1, ...cipher }))],
        ["OpenSSH's form", openSsh("aes256-ctr")],
    ] as const) {
        it(`with a passphrase is refused in ${form}`, () => assert.match(reasons(key)?.[0] ?? "", /has a passphrase/));
    }

    for (const [form, key] of [
        ["PKCS 8", String(rsa.export(pkcs8))],
        ["the older PEM", String(rsa.export(pkcs1))],
        ["OpenSSH's form", openSsh("none")],
    ] as const) {
        it(`without one is taken in ${form}`, () => assert.equal(reasons(key), undefined));
    }

    it("is no public key, and none of PuTTY's", () => {
        for (const key of ["ssh-ed25519 AAAA me", "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n"]) {
            assert.match(reasons(key)?.[0] ?? "", /is not a private key/);
        }
    });
});
