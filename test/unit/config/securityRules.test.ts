import assert from "node:assert/strict";
import type { Resource } from "../../../config/kustomize/resource";
import { isOn, servedBy } from "../../../config/workload/security/names";
import { overlayWith, problemsOfTree } from "./overlayTree";
import { accessRefusals } from "./accessRefusals";
import { clientRefusals } from "./clientRefusals";
import { combinations, combinationsOnNodes, problemsWith } from "./security";
import { tlsRefusals } from "./tlsRefusals";

describe("what secures an overlay", () => {
    for (const overlay of ["dev", "eks"]) {
        for (const components of [...combinations, ...(overlay === "eks" ? combinationsOnNodes : [])]) {
            it(`is taken in ${overlay}: ${components.join(", ")}`, async () => {
                const problems = await problemsWith(overlay, components);
                assert.deepEqual(
                    problems.map(({ reason }) => reason),
                    [],
                );
            });
        }
    }

    for (const [what, { overlay = "dev", components, more, says, fix }] of Object.entries({
        ...accessRefusals,
        ...clientRefusals,
        ...tlsRefusals,
    })) {
        it(`is refused: ${what}`, async () => {
            const problems = await problemsWith(overlay, components, more);
            const meant = problems.filter(({ reason }) => says.test(reason));
            assert.equal(meant.length, 1, problems.map(({ reason }) => reason).join("\n"));
            assert.match(meant[0]?.fix ?? "", fix);
        });
    }

    it("is refused in another namespace than its endpoints say, with what to write", () => {
        const endpoint = "{ dependencies: { kafka: { bootstrapEndpoint: kafka.confluent.svc.cluster.local:9071 } } }";
        const files = {
            ...overlayWith(`  - target: { kind: Kafka }
    patch: '{ apiVersion: platform.confluent.io/v1beta1, kind: Kafka, metadata: { name: kafka }, spec: ${endpoint} }'
namespace: streaming
`),
        };
        const [problem, ...others] = problemsOfTree(files, { gitops: { namespace: "streaming" } });
        assert.deepEqual(others, []);
        assert.match(
            problem?.reason ?? "",
            /Kafka kafka .*, in namespace confluent, but puts its objects into streaming/,
        );
        assert.match(problem?.fix ?? "", /use kafka\.streaming\.svc\.cluster\.local/);
    });

    const external: Record<string, [access: object, names: string[]]> = {
        "a load balancer for each": [
            { type: "loadBalancer", loadBalancer: { domain: "kafka.example.com" } },
            ["kafka.kafka.example.com", "b0.kafka.example.com", "b1.kafka.example.com"],
        ],
        "load balancers with names of their own": [
            {
                type: "loadBalancer",
                loadBalancer: { domain: "example.com", brokerPrefix: "rb", bootstrapPrefix: "boot" },
            },
            ["boot.example.com", "rb0.example.com", "rb1.example.com"],
        ],
        "a load balancer that has its own certificate": [
            {
                type: "loadBalancer",
                loadBalancer: {
                    domain: "example.com",
                    annotations: { "service.beta.kubernetes.io/aws-load-balancer-ssl-cert": "arn:aws:acm:1" },
                },
            },
            [],
        ],
        "ports of nodes": [
            { type: "nodePort", nodePort: { host: "nodes.example.com", nodePortOffset: 30000 } },
            ["nodes.example.com"],
        ],
        routes: [
            { type: "route", route: { domain: "apps.example.com" } },
            ["kafka.apps.example.com", "b0.apps.example.com", "b1.apps.example.com"],
        ],
        "routing by host": [
            {
                type: "staticForHostBasedRouting",
                staticForHostBasedRouting: { domain: "example.com", port: 443, brokerPrefix: "k" },
            },
            ["k0.example.com", "k1.example.com"],
        ],
        "routing by port": [
            {
                type: "staticForPortBasedRouting",
                staticForPortBasedRouting: { host: "gate.example.com", portOffset: 9094 },
            },
            ["gate.example.com"],
        ],
    };
    for (const [what, [externalAccess, names]] of Object.entries(external)) {
        it(`has to have on Kafka's certificate what clients outside say: ${what}`, () => {
            const spec = {
                replicas: 2,
                tls: { secretRef: "tls-kafka" },
                listeners: { external: { tls: { enabled: true }, externalAccess } },
            };
            const object = { kind: "Kafka", metadata: { name: "kafka" }, spec };
            const kafka = {
                group: "platform.confluent.io",
                kind: "Kafka",
                name: "kafka",
                object,
            } as unknown as Resource;
            assert.deepEqual(servedBy(kafka, [], "streaming"), [
                {
                    resource: kafka,
                    path: "spec.tls.secretRef",
                    secret: "tls-kafka",
                    names: [
                        "kafka.streaming.svc.cluster.local",
                        "kafka-0.kafka.streaming.svc.cluster.local",
                        "kafka-1.kafka.streaming.svc.cluster.local",
                        ...names,
                    ],
                },
            ]);
        });
    }

    it("takes a wildcard on a certificate for one label, the first", () => {
        assert.ok(isOn("b0.example.com", ["*.example.com"]));
        assert.ok(!isOn("b0.kafka.example.com", ["*.example.com"]));
        assert.ok(!isOn("example.com", ["*.example.com"]));
        assert.ok(!isOn("b0.example.com", ["b1.example.com", "*"]));
    });
});
