import assert from "node:assert/strict";
import { confluentKinds } from "../../../config/workload/confluentKinds";
import { smallConfluentCrds } from "../../../rehearsal/crds/confluent";
import { asConfig, filled, playedKinds, stagesFor } from "../../../rehearsal/operator/stages";
import { parseAllDocuments } from "yaml";

const namesOf = (kinds: string[]) => stagesFor(kinds).map(({ metadata }) => metadata.name);
const delayOf = (name: string, slowness?: number) =>
    stagesFor(["Kafka", "KafkaTopic"], slowness).find(({ metadata }) => metadata.name === name)?.spec.delay
        ?.durationMilliseconds;

describe("the simulated operator's stages", () => {
    it("exist for each of Confluent's kinds except what is handed over to Flink's own manager", () => {
        const kinds = confluentKinds.filter(({ family }) => family !== "flink");
        assert.deepEqual(playedKinds().sort(), kinds.map(({ kind }) => kind).sort());
    });

    it("simulate the kinds in the project's own small CRDs, with a status of their own", () => {
        for (const { spec } of smallConfluentCrds()) {
            const { versions } = spec as { versions: object[] };
            assert.ok(versions.every((version) => "subresources" in version));
        }
    });

    it("are those of the kinds asked for, each with its own name, and those of Kubernetes itself", () => {
        assert.deepEqual(namesOf([]), ["ingress-publish", "node-ready"]);
        assert.deepEqual(namesOf(["Zookeeper"]), [
            "zookeeper-provision",
            "zookeeper-wait",
            "zookeeper-refuse",
            "zookeeper-run",
            "zookeeper-roll",
            "ingress-publish",
            "node-ready",
        ]);
        const all = namesOf(playedKinds());
        assert.equal(new Set(all).size, all.length);
    });

    it("have no template placeholders left in the YAML that kwok reads", () => {
        const stages = parseAllDocuments(asConfig(stagesFor(playedKinds()))).map(
            (document) => document.toJS() as object,
        );
        assert.deepEqual(stages, stagesFor(playedKinds()));
        // What is in a Go template's braces is its own.
        const text = JSON.stringify(stages).replace(/\{\{.*?\}\}/g, "");
        assert.doesNotMatch(text, /\$[a-z]/);
    });

    it("give each kind its own finalizer, and only the kinds that have one in CFK", () => {
        const finalizers = stagesFor(playedKinds())
            .filter(({ metadata }) => metadata.name.endsWith("-adopt"))
            .map(({ spec }) => {
                const { next, resourceRef } = spec as unknown as {
                    next: { finalizers: { add: { value: string }[] } };
                    resourceRef: { kind: string };
                };
                return [resourceRef.kind, next.finalizers.add.map(({ value }) => value).join()];
            });
        assert.deepEqual(Object.fromEntries(finalizers), {
            ConfluentRolebinding: "confluentrolebinding.finalizers.platform.confluent.io",
            Connect: "connect.finalizers.platform.confluent.io",
            Connector: "connector.finalizers.platform.confluent.io",
            KafkaTopic: "kafkatopic.finalizers.platform.confluent.io",
            Schema: "schema.finalizers.platform.confluent.io",
        });
    });

    it("wait longer by the factor of slowness, all of them", () => {
        for (const name of ["kafka-provision", "kafka-run", "kafka-roll", "kafkatopic-create", "kafkatopic-release"]) {
            const usual = delayOf(name) ?? 0;
            assert.ok(usual > 0, name);
            assert.equal(delayOf(name, 10), usual * 10, name);
        }
    });

    it("measure how long a component takes from its start, not from the last write to it", () => {
        for (const slowness of [1, 10]) {
            const run = stagesFor(["Kafka"], slowness).find(({ metadata }) => metadata.name === "kafka-run");
            const expression = run?.spec.delay?.durationFrom?.cel.expression;
            assert.match(expression ?? "", /^timestamp\(.*\.lastTransitionTime\) \+ duration\("\d+ms"\) - Now\(\)$/);
            assert.match(expression ?? "", new RegExp(`"${700 * slowness}ms"`));
        }
    });

    it("refuse a placeholder without a value", () => {
        assert.throws(() => filled({ values: ["$finalizer"] }, { $state: "x" }), /nothing stands for \$finalizer/);
        assert.deepEqual(filled({ ms: "$runMs", text: "a $runMs {{ $runMs }}" }, { $runMs: 5 }), {
            ms: 5,
            text: "a 5 {{ $runMs }}",
        });
    });
});
