import assert from "node:assert/strict";
import { check } from "../../../config/check";
import { allKeys } from "../../../config/keys";
import { ConfigurationError } from "../../../config/problems";
import { shown } from "../../../config/redact";
import { groups } from "../../../config/schema";
import { inPrivateKey, privateKey } from "../../refusals";
import { rawStack } from "../../checked";
import type { Overrides } from "../../harness";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const escaped = (text: string) => [...text].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join("");
const token = "glpat-SECRETSECRET";
const password = "hunter2x/Y@z";

/** What a user may paste where it does not belong, and what of it must not be seen again. */
const planted: readonly (readonly [what: string, value: unknown, secrets: readonly string[]])[] = [
    ["a token", token, ["SECRETSECRET"]],
    ["a token within text", `use ${token} here`, ["SECRETSECRET"]],
    ["a URL with a token", `https://oauth2:${token}@gitlab.com/g/r.git`, ["SECRETSECRET"]],
    ["a URL with a token for its user", "https://ghp_abcdefgh12345678@github.com/o/r", ["abcdefgh12345678"]],
    ["a URL with a password", `https://bob:${password}@charts.example.com`, ["hunter2x", "Y@z"]],
    ["a URL with an escaped password", `https://bob:${encodeURIComponent(password)}@example.com/a.git`, ["hunter2x"]],
    ["an SSH URL with a password", "ssh://git:hunter2x@git.example.com/a.git", ["hunter2x"]],
    ["a registry's user and password", "bob:hunter2x@registry.example.com/mirror", ["hunter2x"]],
    ["a token in a query", "https://git.example.com/a.git?private_token=hunter2x", ["hunter2x"]],
    ["a token in base64", base64(token), [base64(token).slice(0, 12)]],
    ["basic credentials in base64", base64(`bob:${password}`), [base64(`bob:${password}`).slice(0, 12)]],
    ["an escaped token", escaped(token), [escaped(token).slice(0, 20)]],
    ["a private key", privateKey, [inPrivateKey]],
    ["a private key in base64", base64(privateKey), [base64(privateKey).slice(0, 20)]],
    ["a password of letters and digits", "Tr0ub4dor3xyz", ["Tr0ub4dor3xyz"]],
    ["a key in groups", "use ABCD1-EFGH2-JKLM3", ["ABCD1", "EFGH2"]],
    ["a list with a token", ["eu-central-1a", token], ["SECRETSECRET"]],
    ["keys with a token", { inner: { deep: token }, [token]: 1 }, ["SECRETSECRET"]],
];

/** Without an overlay, which takes most of the time and says nothing here. */
const said = (overrides: Overrides, encrypted: string[] = []): string => {
    const { problems, warnings } = check({ ...rawStack("eks", { "gitops.path": "nowhere", ...overrides }), encrypted });
    return [JSON.stringify(problems), new ConfigurationError(problems).message, ...warnings].join("\n");
};

/** A stack in which the key applies: its group's `source` is one that has it. */
const inPlace = (path: string, sources: readonly string[]): Overrides => {
    const group = path.split(".")[0] ?? "";
    return sources.length > 0 && !path.endsWith(".source") ? { [`${group}.source`]: sources[0] } : {};
};

describe("no message repeats a secret", () => {
    for (const { path, sources } of allKeys) {
        it(`that was put into ${path}`, () => {
            for (const [what, value, secrets] of planted) {
                for (const key of [path, `${path}x`]) {
                    const text = said({ ...inPlace(path, sources), [key]: value });
                    for (const secret of secrets) assert.ok(!text.includes(secret), `${what} in ${key}:\n${text}`);
                }
            }
        });
    }

    it("that has a known form, for it is refused wherever it is", () => {
        for (const { path, sources } of allKeys) {
            const group = path.split(".")[0] ?? "";
            if (!(group in groups)) continue;
            const { problems } = check(
                rawStack("eks", { "gitops.path": "nowhere", ...inPlace(path, sources), [path]: token }),
            );
            const found = problems.find(({ key }) => key === path);
            assert.match(found?.reason ?? "", /contains a token/, path);
            assert.equal(found?.value, undefined);
        }
    });

    it("that is the name of a key or of a group", () => {
        for (const key of [token, `gitops.${token}`, `cluster.nodes.${base64(token)}`, `${token}.repository`]) {
            assert.ok(!/SECRETSECRET|Z2xwYXQ/.test(said({ [key]: "x" })), said({ [key]: "x" }));
        }
    });

    it("that the user encrypted in a group, whatever it looks like", () => {
        const text = said({ "gitops.namespace": "Plainword_", "gitops.wrong": "otherword" }, ["gitops"]);
        assert.match(text, /gitops: is encrypted, but is not a secret here/);
        assert.doesNotMatch(text, /Plainword|otherword/);
    });

    it("that is set as one and repeated elsewhere", () => {
        for (const form of ["plainword", base64("plainword").replace(/=+$/, ""), encodeURIComponent("plainword")]) {
            const text = said({ repositoryToken: "plainword", "gitops.namespace": `A_${form}` });
            assert.match(text, /gitops\.namespace = /);
            assert.ok(!text.includes(form), text);
        }
    });
});

describe("a value in a message", () => {
    for (const value of [
        ...[
            "10.0.0.0/33",
            "us-east-1a",
            "us-west-2-lax-1a",
            "m5-xlarge",
            "u-6tb1.112xlarge",
            "1.35",
            "2.9.0",
            "Argo_CD",
        ],
        ...["https://registry.example.com", "subnet-0a1b2c3d4e5f60711", "arn:aws:iam::123456789012:role/platform/ops"],
        ...[
            "git@github.com:your-company/confluent-gitops.git",
            "ssh://git@git.example.com:7999/a/b.git",
            "k3d-confluent",
        ],
        ...["gitops/platform/overlays/prod", "loadbalancer", "my repository", "3 nodes", "LoadBalancer"],
    ]) {
        it(`is shown as it is where it is plainly no secret: ${value}`, () => assert.equal(shown(value), value));
    }

    it("keeps around a secret what helps to find it", () => {
        assert.equal(shown("https://bob:hunter2x@charts.example.com/a"), "https://***@charts.example.com/a");
    });
});
