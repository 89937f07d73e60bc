import assert from "node:assert/strict";
import type { KubernetesObject } from "../../../../kubernetes";
import { diagnose } from "../../../../commands/unstick/diagnose";
import { deletionTimestamp, dying, facts, live, operator, topicFinalizer } from "./facts";

describe("unstick, for what other controllers hold,", () => {
    for (const [what, object, workloads, isRemovable, why] of [
        [
            "a schema without its registry",
            dying("Schema", ["schema.finalizers.platform.confluent.io"]),
            [operator],
            true,
            /no SchemaRegistry/,
        ],
        [
            "a connector without its Connect",
            dying("Connector", ["connector.finalizers.platform.confluent.io"]),
            [operator],
            true,
            /no Connect in/,
        ],
        [
            "a Connect whose operator lives",
            dying("Connect", ["connect.finalizers.platform.confluent.io"]),
            [operator],
            false,
            /operator is there/,
        ],
        [
            "a Connect whose operator is gone",
            dying("Connect", ["connect.finalizers.platform.confluent.io"]),
            [],
            true,
            /operator is gone/,
        ],
        ["a Kafka in foreground deletion", dying("Kafka", ["foregroundDeletion"]), [], false, /garbage collector/],
        [
            "a claim in use",
            dying("PersistentVolumeClaim", ["kubernetes.io/pvc-protection"], {}, "v1"),
            [],
            false,
            /no pod uses the claim/,
        ],
        [
            "a load balancer",
            dying("Service", ["service.kubernetes.io/load-balancer-cleanup"], {}, "v1"),
            [],
            false,
            /stays and costs/,
        ],
        [
            "somebody's own",
            dying("ConfigMap", ["example.com/mine"], {}, "v1"),
            [],
            false,
            /no controller that this command knows/i,
        ],
        [
            "a hook of an Argo CD that is gone",
            dying("Job", ["argocd.argoproj.io/hook-finalizer"], {}, "batch/v1"),
            [],
            true,
            /Argo CD is gone/,
        ],
    ] as const) {
        it(`${what}: ${isRemovable ? "removes it" : "leaves it"}, and says why`, () => {
            const findings = diagnose(facts({ objects: [object], workloads: [...workloads] }));
            assert.deepEqual(
                findings.map(({ keeper }) => keeper),
                object.metadata.finalizers,
            );
            assert.match(findings[0]?.why ?? "", why);
            assert.equal(Boolean(findings[0]?.remedy), isRemovable);
        });
    }

    it("judges each finalizer of an object separately, and prints the command for one without a known controller", () => {
        const findings = diagnose(facts({ objects: [dying("KafkaTopic", [topicFinalizer, "example.com/mine"])] }));
        assert.deepEqual(
            findings.map(({ keeper, remedy }) => [keeper, remedy?.action]),
            [
                [topicFinalizer, "removeFinalizer"],
                ["example.com/mine", undefined],
            ],
        );
        assert.deepEqual(findings[1]?.advice, [
            "kubectl -n confluent patch kafkatopic.platform.confluent.io orders --type=json -p " +
                `'[{"op":"test","path":"/metadata/finalizers/1","value":"example.com/mine"},{"op":"remove","path":"/metadata/finalizers/1"}]'`,
        ]);
    });

    it("leaves alone what nobody has deleted", () => {
        assert.deepEqual(diagnose(facts({ objects: [live("KafkaTopic", "orders")] })), []);
    });
});

describe("unstick, for a namespace,", () => {
    const namespaceObject: KubernetesObject = {
        apiVersion: "v1",
        kind: "Namespace",
        metadata: { name: "confluent", deletionTimestamp },
        spec: { finalizers: ["kubernetes"] },
        status: {
            conditions: [
                { type: "NamespaceDeletionDiscoveryFailure", status: "True", message: "metrics.k8s.io/v1beta1: stale" },
                { type: "NamespaceContentRemaining", status: "True", message: "kafkatopics has 1" },
                { type: "NamespaceDeletionContentFailure", status: "False", message: "nothing" },
            ],
        },
    };

    it("says what Kubernetes says, and never touches it", () => {
        const [finding] = diagnose(facts({ namespaceObject, objects: [live("ConfigMap", "left")] }));
        assert.doesNotMatch(finding?.why ?? "", /kafkatopics has 1/, "the list says that");
        assert.match(diagnose(facts({ namespaceObject }))[0]?.why ?? "", /Something in it is left \(kafkatopics has 1/);
        assert.match(finding?.why ?? "", /API of the cluster does not answer.*metrics\.k8s\.io\/v1beta1: stale/);
        assert.match(finding?.why ?? "", /deletion hasn't been requested yet: 1\./);
        assert.doesNotMatch(finding?.why ?? "", /nothing/);
        assert.equal(finding?.remedy, undefined);
    });
});
