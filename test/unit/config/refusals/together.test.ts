import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { check } from "../../../../config/check";
import { root } from "../../../harness";
import { problemsOf, refusal } from "../../../refusals";

describe("a refusal", () => {
    it("names all mistakes at once, also across groups", async () => {
        const problems = await problemsOf("eks", {
            "network.cidr": "10.0.0.0/30",
            "network.zones": ["us-east-1a", "us-east-1b"],
            "cluster.nodes.maxUnavailable": 9,
            "cluster.versoin": "1.35",
            "gitops.path": "nowhere",
            argocd: { access: "loadBalancer" },
        });
        assert.deepEqual(problems.map(({ key }) => key).sort(), [
            "argocd.sourceRanges",
            "cluster.nodes.maxUnavailable",
            "cluster.versoin",
            "gitops.path",
            "network.cidr",
            "network.zones",
        ]);
    });

    it("says key, value, what is allowed and what to type, and no secret", async () => {
        const { message } = await refusal("eks", {
            "network.cidr": "10.0.0.0/30",
            "gitops.repository": "git@github.com:your-company/confluent-gitops.git",
            repositorySshKey: "hunter2",
        });
        assert.match(message, /network\.cidr = "10\.0\.0\.0\/30": is too small for the subnets/);
        assert.match(message, /allowed: an IPv4 block from \/16 to \/24/);
        assert.match(message, /do: +pulumi config set --path network\.cidr 10\.0\.0\.0\/16/);
        assert.doesNotMatch(message, /hunter2/);
    });

    it("is an error that Pulumi prints without a stack trace", async () => {
        assert.ok(pulumi.RunError.isInstance(await refusal("eks", { "network.cidr": "x" })));
    });

    it("comes for a secret that stands in the clear in the stack's file", () => {
        const { problems } = check({
            groups: { gitops: { repository: "https://git.example.com/a.git", path: "gitops/platform/overlays/eks" } },
            secrets: { repositoryToken: { value: "hunter2", encrypted: false } },
            region: "eu-central-1",
            root,
            today: "2026-11-23",
        });
        const problem = problems.find(({ key }) => key === "repositoryToken");
        assert.match(problem?.reason ?? "", /is not encrypted/);
        assert.doesNotMatch(JSON.stringify(problems), /hunter2/);
    });

    for (const [title, kind, version, says] of [
        [
            "comes for a Confluent Platform that CFK does not run",
            "KRaftController",
            "8.5.0",
            /supports Confluent Platform 7\.6 to 8\.4, but .* has 8\.5\.0/,
        ],
        [
            "comes for ZooKeeper with a Confluent Platform that has none",
            "Zookeeper",
            "8.0.0",
            /uses ZooKeeper with Confluent Platform 8\.0\.0/,
        ],
    ] as const) {
        it(title, async () => {
            const path = join("test/fixtures", `overlay-${kind}`);
            mkdirSync(path, { recursive: true });
            try {
                writeFileSync(join(path, "kustomization.yaml"), "resources: [all.yaml]\n");
                writeFileSync(join(path, "all.yaml"), overlayWith(kind, version));
                const [problem, ...others] = await problemsOf("eks", { "gitops.path": path });
                assert.match(problem?.reason ?? "", says);
                assert.deepEqual(others, []);
            } finally {
                rmSync(path, { recursive: true });
            }
        });
    }
});

const overlayWith = (kind: string, version: string) => `apiVersion: platform.confluent.io/v1beta1
kind: ${kind}
metadata: { name: one }
spec:
  replicas: 3
  image: { application: "confluentinc/cp-server:${version}", init: "confluentinc/confluent-init-container:3.4.0" }
`;
