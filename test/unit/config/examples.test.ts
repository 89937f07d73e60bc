import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check } from "../../../config/check";
import { exampleStacks } from "../../../base/checkout";
import { readStackFile } from "../../../config/stackFile";
import { root } from "../../harness";

const textOf = (stack: string): string => readFileSync(join(root, "examples", `Pulumi.${stack}.yaml`), "utf8");
const commentOf = (stack: string): string => /^(#.*\n)+/.exec(textOf(stack))?.[0] ?? "";

describe("the examples", () => {
    let folder: string;
    let kubeconfig: string;
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "examples-"));
        kubeconfig = join(folder, "kubeconfig.yaml");
        const text = readFileSync(join(root, "test/fixtures/kubeconfig.yaml"), "utf8");
        writeFileSync(kubeconfig, text.replaceAll("k3d-confluent", "my-cluster"));
    });
    after(() => rmSync(folder, { recursive: true }));

    for (const stack of exampleStacks()) {
        it(`${stack} has nothing in it that the program refuses`, () => {
            // Neither cluster is here.
            const contexts: Record<string, string> = {
                kubeconfig: kubeconfig,
                "classic-laptop": join(root, "test/fixtures/kubeconfig.yaml"),
            };
            const overrides = contexts[stack] ? { "cluster.kubeconfig": contexts[stack] } : {};
            const { config, secrets } = readStackFile(stack, overrides);
            const own = (all: Record<string, unknown>) =>
                Object.entries(all).flatMap(([key, value]): [string, unknown][] => {
                    const [project, name = ""] = key.split(":");
                    return project === "confluent-gitops" ? [[name, value]] : [];
                });
            const { problems } = check({
                groups: Object.fromEntries(own(config)),
                secrets: Object.fromEntries(
                    own(secrets).map(([name, value]) => [name, { value: String(value), encrypted: true }]),
                ),
                region: config["aws:region"] as string | undefined,
                root,
                today: "2026-11-24",
            });
            assert.deepEqual(problems, []);
        });

        it(`${stack} says at the top whom it is for, what it creates and what to type`, () => {
            const comment = commentOf(stack);
            assert.match(comment, /^# For /);
            assert.match(comment, /^# Creates: /m);
            assert.match(comment, /^# Replace: /m);
            const commands = [
                `cp examples/Pulumi.${stack}.yaml . && pulumi stack init ${stack}`,
                "pulumi preview",
                "pulumi up",
            ];
            const places = commands.map((command) => comment.split("\n").indexOf(`#   ${command}`));
            assert.ok(!places.includes(-1), "one is missing");
            assert.deepEqual(
                places,
                [...places].sort((one, other) => one - other),
            );
        });

        it(`${stack} tags everything that it creates on AWS with the project and itself`, () => {
            const { config } = readStackFile(stack);
            const cluster = config["confluent-gitops:cluster"] as { source: string };
            const tags = { tags: { Project: "confluent-gitops", Stack: stack } };
            assert.deepEqual(config["aws:defaultTags"], cluster.source === "eks" ? tags : undefined);
        });

        it(`${stack} holds no secret, and is listed in examples/README.md`, () => {
            assert.doesNotMatch(textOf(stack), /PRIVATE KEY|secure:|encryptionsalt/);
            assert.ok(readFileSync(join(root, "examples/README.md"), "utf8").includes(`| \`${stack}\` |`));
        });
    }

    it("get a placeholder for the secrets that they tell you to set, and for no others", () => {
        const told = (stack: string) => readStackFile(stack).placeholders;
        assert.deepEqual(told("private-repository"), ["confluent-gitops:repositorySshKey"]);
        assert.deepEqual(told("public-nodes"), []);
        const set = readStackFile("private-repository", { repositorySshKey: "one's own" });
        assert.equal(set.secrets["confluent-gitops:repositorySshKey"], "one's own");
    });

    it("have values of Argo CD's chart for notifications, that the program takes", () => {
        const { config } = readStackFile("monitoring", { "argocd.values": "examples/argocd-notifications.yaml" });
        const groups = ["network", "cluster", "gitops", "argocd"].map((group) => [
            group,
            config[`confluent-gitops:${group}`],
        ]);
        const { problems, facts } = check({
            groups: Object.fromEntries(groups) as Record<string, unknown>,
            secrets: {},
            region: "eu-central-1",
            root,
            today: "2026-11-24",
        });
        assert.deepEqual(problems, []);
        assert.equal(facts.argocd.values, "examples/argocd-notifications.yaml");
    });
});
