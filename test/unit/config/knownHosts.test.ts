import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { badLine, cutLine, hasHostKey, keyscan } from "../../../config/repository/knownHosts";
import { hostKey } from "../../refusals";

describe("host keys", () => {
    const key = hostKey;
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
        // By both golang.org/x/crypto/ssh/knownhosts with github.com/skeema/knownhosts, and ssh-keygen -F, run on each.
        ["git.example.com", at("Git.Example.com"), false],
        ["Git.Example.com", at("git.example.com"), false],
        ["Git.Example.com", at("Git.Example.com"), true],
        [hashed("git.example.com"), at("Git.Example.com"), false],
        ["git.example.com:7999", at("git.example.com", 7999), false],
        ["[git.example.com]:22", at("git.example.com"), false],
        ["[git.example.com]:22,git.example.com", at("git.example.com"), true],
        ["*.example.com", at("git.example.com", 7999), true],
        ["[*.example.com]:2222", at("git.example.com", 7999), false],
        ["git?example.com", at("git.example.com", 7999), false],
        ["!git.example.com,*", at("git.example.com", 7999), false],
    ] as const) {
        it(`of ${hosts} are ${expected ? "" : "not "}those of ${address.host}, port ${address.port}`, () => {
            assert.equal(hasHostKey(`# of the Git server\n\n${hosts} ${key}\r\n`, address), expected);
        });
    }

    it("are refused with the line that isn't one", () => {
        const others = [`\th ${key} c`, `h,${hashed("h")} ${key}`, `@revoked [h ${key}`, `[h]: ${key}`, `h:22 ${key}`];
        for (const line of ["", ...others]) assert.equal(badLine(`# c\nh ${key}\n${line}\r\n`), undefined, line);
        const [type, bytes] = key.split(" ");
        const ed448 = Buffer.from("\0\0\0\tssh-ed448\0\0\0\x01k").toString("base64");
        for (const line of [
            ...[
                "h",
                "h ssh-rsa",
                `h ssh-rsa ${bytes}`,
                `h ${type} ${bytes}_`,
                `h ssh-ed448 ${ed448}`,
                key,
                `@unknown ${key}`,
            ],
            ...["@unknown h k", `@cert-authority @revoked h ${key}`],
            ...[`[h] ${key}`, `! ${key}`, `h,! ${key}`, `|1|YQ== ${key}`, `|2|YQ==|YQ== ${key}`, `|1|YQ==|Y ${key}`],
        ]) {
            assert.equal(badLine(`h ${key}\n${line}`), 2, line);
        }
    });

    it("are missing if the key is revoked in another line, for whatever host", () => {
        assert.equal(hasHostKey(`git.example.com ${key}\n@revoked other ${key}\n`, at("git.example.com")), false);
    });

    it("are none where each of the two takes another", () => {
        const other = key.replace(/....$/, "AAAA");
        const file = `[git.example.com]:22 ${key}\nGit.Example.com ${other}\n`;
        assert.equal(hasHostKey(file, at("git.example.com")), false);
        assert.equal(hasHostKey(`${file}Git.Example.com ${key}\n`, at("git.example.com")), true);
    });

    it("are useless if one is cut short", () => {
        assert.equal(cutLine(`h ${key}\n@revoked h ${key}\n`), undefined);
        for (const cut of [key.slice(0, -4), key.slice(0, -3), `${key.slice(0, -6)}==`, `${key}=`]) {
            assert.equal(cutLine(`h ${key}\nh ${cut}`), 2, cut);
            assert.equal(badLine(`h ${cut}`), undefined, cut);
        }
    });

    it("are asked for with their port", () => {
        assert.equal(keyscan(at("2001:db8::1")), "ssh-keyscan 2001:db8::1");
        assert.equal(keyscan(at("git.example.com", 7999)), "ssh-keyscan -p 7999 git.example.com");
    });
});
