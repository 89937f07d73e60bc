import assert from "node:assert/strict";
import { diagnose } from "../../../../commands/unstick/diagnose";
import { finalizerOf } from "../../../../commands/unstick/finalizers";
import { cfk, dying, facts, operator } from "./facts";

describe("unstick, for CFK's finalizers on other objects,", () => {
    for (const [finalizer, owner, meaning] of [
        [
            "configmap.finalizers.platform.confluent.io/zookeeper-zookeeper",
            "confluent",
            /zookeeper-zookeeper no longer uses it/,
        ],
        ["secret.finalizers.platform.confluent.io/kafka-kafka", "confluent", /kafka-kafka no longer uses it/],
        ["statefulset.finalizers.platform.confluent.io", "confluent", /once it has cleaned up/],
        ["platform.confluent.io/finalizer", "confluent", /once it has cleaned up/],
        ["confluentrolebinding.finalizers.platform.confluent.io", "confluent", /role binding in Kafka's Metadata/],
        ["configmap.finalizers.cpc.platform.confluent.io", "other", /no controller that this command knows/],
        ["example.com/platform.confluent.io", "other", /no controller that this command knows/],
    ] as const) {
        it(`knows whose ${finalizer} is: ${owner}`, () => {
            assert.equal(finalizerOf(finalizer).owner, owner);
            assert.match(finalizerOf(finalizer).meaning, meaning);
        });
    }

    it("removes one if the operator is gone, and leaves it if the operator is running", () => {
        const overlay = dying("ConfigMap", ["configmap.finalizers.platform.confluent.io/kafka-kafka"], {}, "v1");
        for (const [workloads, action] of [
            [[], "removeFinalizer"],
            [[operator], undefined],
        ] as const) {
            const [finding] = diagnose(facts({ objects: [overlay], workloads: [...workloads] }));
            assert.equal(finding?.remedy?.action, action, finding?.why);
        }
    });

    it("counts what it may not list as existing", () => {
        const binding = dying(
            "ConfluentRolebinding",
            ["confluentrolebinding.finalizers.platform.confluent.io"],
            {},
            cfk,
        );
        const [finding] = diagnose(facts({ objects: [binding], workloads: [operator], confluent: undefined }));
        assert.equal(finding?.remedy, undefined, finding?.why);
    });
});
