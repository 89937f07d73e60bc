import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { doubtfulAppKey, doubtfulSshKey, unreadableAppKey } from "../../../config/repository/privateKey";
import { secrets } from "../../../config/schema";

describe("a private key", () => {
    const pkcs8 = { type: "pkcs8", format: "pem" } as const;
    const pkcs1 = { type: "pkcs1", format: "pem" } as const;
    const cipher = { cipher: "aes-128-cbc", passphrase: "hunter2" };
    const rsa = generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey;
    const windows = (key: string) => key.replaceAll("\n", "\r\n");
    const openSsh = (cipherName: string, type = "ssh-ed25519") => {
        const sized = (text: string) => {
            const length = Buffer.alloc(4);
            length.writeUInt32BE(text.length);
            return Buffer.concat([length, Buffer.from(text)]);
        };
        const body = Buffer.concat([
            Buffer.from("openssh-key-v1\0"),
            ...[cipherName, "none", ""].map(sized),
            Buffer.of(0, 0, 0, 1),
            ...[`\0\0\0${String.fromCharCode(type.length)}${type}`, "the private part of it"].map(sized),
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

    for (const [what, key, says] of [
        ["a public key", "ssh-ed25519 AAAA me", /is a public key, which is for the Git server, not a private key/],
        [
            "PuTTY's form",
            "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n",
            /is a PuTTY key, which OpenSSH cannot read/,
        ],
        ["text", "hunter2", /^is not a private key$/],
        ["one without its last line", String(rsa.export(pkcs1)).replace(/-----END.*/, ""), /^is not a private key$/],
        [
            "a form that nothing reads",
            String(rsa.export(pkcs1)).replaceAll("RSA", "DSA"),
            /is a DSA PRIVATE KEY, which/,
        ],
        [
            "OpenSSH's form with Windows line ends",
            windows(openSsh("none")),
            /Windows line endings \(CRLF\).*tr -d '\\r'/,
        ],
        [
            "a key on a piece of hardware",
            openSsh("none", "sk-ssh-ed25519@openssh.com"),
            /needs somebody to touch a security key/,
        ],
    ] as const) {
        it(`is refused for SSH where it is ${what}`, () => assert.match(reasons(key)?.[0] ?? "", says));
    }

    it("is taken in PEM with Windows line ends, which both OpenSSH and Argo CD read", () => {
        for (const form of [pkcs1, pkcs8]) {
            const key = windows(String(rsa.export(form)));
            assert.equal(reasons(key), undefined);
            assert.deepEqual(
                [unreadableAppKey(key), doubtfulAppKey(key), doubtfulSshKey(key)],
                [undefined, undefined, undefined],
            );
        }
    });

    it("causes a warning if it is cut short", () => {
        const cut = (key: string) => key.replace(/^(.*\n.*)\n.*/, "$1");
        for (const key of [String(rsa.export(pkcs8)), String(rsa.export(pkcs1)), openSsh("none")]) {
            assert.equal(doubtfulSshKey(key), undefined);
            assert.match(doubtfulSshKey(cut(key)) ?? "", /is incomplete/);
        }
        assert.match(doubtfulSshKey(openSsh("none").replace(/(\w)\n/g, "$1 \n")) ?? "", /has been changed/);
        assert.match(doubtfulAppKey(cut(String(rsa.export(pkcs8)))) ?? "", /is incomplete/);
    });

    it("of a GitHub App is RSA in PEM, and has no passphrase", () => {
        const { privateKey: ec } = generateKeyPairSync("ec", { namedCurve: "P-256" });
        for (const key of [
            openSsh("none"),
            String(ec.export(pkcs8)),
            String(ec.export({ type: "sec1", format: "pem" })),
        ]) {
            assert.match(doubtfulAppKey(key) ?? "", /is not an RSA key/);
        }
        assert.match(unreadableAppKey(String(rsa.export({ ...pkcs8, ...cipher }))) ?? "", /has a passphrase/);
        assert.match(unreadableAppKey("ssh-rsa AAAA me") ?? "", /is a public key/);
    });
});
