import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { readKubeconfig } from "../../../config/kubeconfig";
import { kubectlConnection } from "../../../commands/frame/kubeconfig";
import { checked } from "../../checked";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const context = (name: string, cluster = name, user = name) => ({ name, context: { cluster, user } });

describe("a kubeconfig is read as kubectl reads it", () => {
    let folder: string;
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "kubeconfig-"));
        mkdirSync(join(folder, "certs"));
        for (const name of ["ca", "crt", "key"]) writeFileSync(join(folder, "certs", name), name.toUpperCase());
        write("relative.yaml", {
            clusters: [{ name: "a", cluster: { server: "https://a", "certificate-authority": "certs/ca" } }],
            users: [
                { name: "a", user: { "client-certificate": "certs/crt", "client-key": "./certs/key" } },
                { name: "other", user: { token: "another-cluster's" } },
            ],
            contexts: [context("a")],
            "current-context": "a",
        });
        write("contexts.yaml", { contexts: [context("team", "shared", "ops")], "current-context": "team" });
        write("clusters.yaml", {
            clusters: [{ name: "shared", cluster: { server: "https://shared" } }],
            users: [{ name: "ops", user: { token: "t" } }],
        });
        write("fresh.yaml", { apiVersion: "v1", clusters: [], contexts: null, users: [] });
        writeFileSync(join(folder, "empty.yaml"), "");
        write("gone.yaml", { contexts: [context("gone")], clusters: [], users: [] });
        write("userless.yaml", {
            contexts: [context("u")],
            clusters: [{ name: "u", cluster: { server: "https://u" } }],
        });
        write("lost.yaml", {
            contexts: [context("l")],
            clusters: [{ name: "l", cluster: { server: "https://l", "certificate-authority": "nowhere/ca" } }],
            users: [{ name: "l", user: {} }],
        });
        write("caFolder.yaml", {
            contexts: [context("f")],
            clusters: [{ name: "f", cluster: { server: "https://f", "certificate-authority": "certs" } }],
            users: [{ name: "f", user: {} }],
        });
        write("tokenless.yaml", {
            contexts: [context("t")],
            clusters: [{ name: "t", cluster: { server: "https://t" } }],
            users: [{ name: "t", user: { tokenFile: "nowhere" } }],
        });
        write("bare.yaml", { contexts: [{ name: "b", context: { user: "b" } }] });
        write("anonymous.yaml", { contexts: [{ name: "nobody", context: { cluster: "c" } }] });
        write("serverless.yaml", {
            contexts: [context("s")],
            clusters: [{ name: "s", cluster: {} }],
            users: [{ name: "s", user: {} }],
        });
        write("nameless.yaml", { contexts: [{ context: { cluster: "x" } }] });
        writeFileSync(join(folder, "broken.yaml"), "users:\n- name: u\n  user: {token: hunter2-hunter2\n - *x: [");
        writeFileSync(join(folder, "text.yaml"), "hunter2-hunter2\n");
    });
    after(() => rmSync(folder, { recursive: true }));

    const write = (name: string, content: object) => writeFileSync(join(folder, name), stringify(content));
    const listed = (...names: string[]) => ({ KUBECONFIG: names.map((name) => join(folder, name)).join(":") });
    const read = (env: NodeJS.ProcessEnv, name?: string) => readKubeconfig(undefined, name, "/", env);

    it("with certificates instead of files that are relative to it, and no other cluster's credentials", () => {
        const { text = "" } = readKubeconfig("relative.yaml", "a", folder);
        const { clusters, users } = parse(text) as { clusters: { cluster: object }[]; users: { user: object }[] };
        assert.deepEqual(clusters[0]?.cluster, { server: "https://a", "certificate-authority-data": base64("CA") });
        assert.deepEqual(
            users.map(({ user }) => user),
            [{ "client-certificate-data": base64("CRT"), "client-key-data": base64("KEY") }],
        );
    });

    it("with a plug-in and a token's file where the kubeconfig is", () => {
        writeFileSync(join(folder, "token"), "t");
        const plugin = {
            apiVersion: "client.authentication.k8s.io/v1beta1",
            command: "aws",
            env: [{ name: "A", value: "B" }],
        };
        write("data.yaml", {
            contexts: [context("d")],
            clusters: [{ name: "d", cluster: { server: "https://d" } }],
            users: [{ name: "d", user: { tokenFile: "token", exec: plugin } }],
        });
        const { users } = parse(read(listed("data.yaml"), "d").text ?? "") as { users: { user: object }[] };
        assert.deepEqual(users[0]?.user, { tokenFile: join(folder, "token"), exec: plugin });
        write("own.yaml", {
            contexts: [context("d")],
            clusters: [{ name: "d", cluster: { server: "https://d" } }],
            users: [{ name: "d", user: { exec: { ...plugin, command: "./bin/plug" } } }],
        });
        assert.match(read(listed("own.yaml"), "d").text ?? "", new RegExp(`command: ${folder}/bin/plug`));
    });

    it("and the first file with a name determines everything under that name", () => {
        write("one.yaml", { clusters: [{ name: "a", cluster: { server: "https://one" } }], contexts: null });
        const { text = "" } = read(listed("one.yaml", "relative.yaml"), "a");
        const { clusters } = parse(text) as { clusters: object[] };
        assert.deepEqual(clusters, [{ name: "a", cluster: { server: "https://one" } }]);
    });

    it("and refused where KUBECONFIG is nothing but separators, and not looked for in ~/.kube", () => {
        assert.equal(read({ KUBECONFIG: "::", HOME: folder }, "home").reason, "KUBECONFIG names no file");
        const [file = ""] = listed("relative.yaml").KUBECONFIG.split(":");
        assert.equal(read({ KUBECONFIG: `:${file}:` }, "a").reason, undefined);
        assert.match(read({ KUBECONFIG: `:${file}x:` }, "a").reason ?? "", /^there is no \S+relative\.yamlx$/);
    });

    it("from a path of the home folder", () => {
        const { text = "" } = readKubeconfig("~/relative.yaml", "a", "/", { HOME: folder });
        assert.match(text, /https:\/\/a/);
    });

    it("and refused if no context is named at all", () => {
        assert.match(read(listed("gone.yaml")).reason ?? "", /has no current-context: name a context/);
    });

    it("from several files together, even if the first is empty, has no settings or is missing", () => {
        for (const files of [
            ["contexts.yaml", "clusters.yaml"],
            ["empty.yaml", "fresh.yaml", "none.yaml", "clusters.yaml", "contexts.yaml"],
        ]) {
            const { text = "", reason } = read(listed(...files), "team");
            assert.equal(reason, undefined);
            assert.equal(
                kubectlConnection({ env: listed(...files) }).url,
                "https://shared",
                "the commands see the same",
            );
            const { clusters } = parse(text) as { clusters: { cluster: object }[] };
            assert.deepEqual(clusters[0]?.cluster, { server: "https://shared" });
        }
    });

    it("from ~/.kube/config where KUBECONFIG is set and empty", () => {
        mkdirSync(join(folder, ".kube"), { recursive: true });
        write(".kube/config", {
            clusters: [{ name: "home", cluster: { server: "https://home" } }],
            users: [{ name: "home", user: {} }],
            contexts: [context("home")],
        });
        assert.match(read({ KUBECONFIG: "", HOME: folder }, "home").text ?? "", /https:\/\/home/);
    });

    for (const [what, file, name, says] of [
        ["a context whose cluster is gone", "gone.yaml", "gone", /has no cluster gone, which the context gone names/],
        ["a context whose user is gone", "userless.yaml", "u", /has no user u, which the context u names; it has none/],
        ["a context that is not there", "contexts.yaml", "prod", /has no such context; it has team/],
        ["a context without a cluster", "bare.yaml", "b", /has a context b without a cluster/],
        ["a context without a user", "anonymous.yaml", "nobody", /has a context nobody without a user/],
        ["a cluster without a server", "serverless.yaml", "s", /has a cluster s without a server/],
        ["entries without a name", "nameless.yaml", "x", /nameless\.yaml is not a kubeconfig/],
        ["a certificate that is not there", "lost.yaml", "l", /there is no .*nowhere\/ca.*certificate-authority/],
        ["text that is no YAML, without quoting it", "broken.yaml", "u", /broken\.yaml is not YAML \([A-Z_]+, at char/],
        ["text that is no kubeconfig, without quoting it", "text.yaml", "u", /text\.yaml is not a kubeconfig/],
        ["a folder", "certs", "u", /certs is a folder/],
        ["a certificate that is a folder", "caFolder.yaml", "f", /certs is a folder, which .* certificate-authority/],
        ["a token's file that is not there", "tokenless.yaml", "t", /there is no .*nowhere, which .* tokenFile/],
    ] as const) {
        it(`and refused for ${what}, by up and by the commands`, () => {
            const { reason = "" } = read(listed(file), name);
            assert.match(reason, says);
            assert.doesNotMatch(reason, /hunter2/);
            const { problems } = checked("dev", {
                "cluster.context": name,
                "cluster.kubeconfig": join(folder, file),
            });
            assert.deepEqual(
                problems.map(({ key }) => key),
                ["cluster.context"],
            );
            assert.throws(() => kubectlConnection({ env: listed(file), context: name }), says);
        });
    }

    it("and refused if the key contains the kubeconfig itself, which is not repeated", () => {
        const { problems } = checked("dev", { "cluster.kubeconfig": "apiVersion: v1\nusers: [{token: hunter2}]\n" });
        assert.match(problems[0]?.reason ?? "", /is the content of a kubeconfig, not a path/);
        assert.equal(problems.length, 1);
    });
});
