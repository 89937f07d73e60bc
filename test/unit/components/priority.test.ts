import assert from "node:assert/strict";
import { runStack } from "../../harness";
import { withComponentsOn } from "../../components";
import { checked } from "../../checked";
import { component, problemsOfTree } from "../config/overlayTree";

const classesIn = (graph: Awaited<ReturnType<typeof runStack>>) =>
    graph.resources.filter(({ type }) => type.endsWith(":PriorityClass"));

describe("priority", () => {
    it("creates two PriorityClasses before the Application, if the overlay names them", () =>
        withComponentsOn("eks", ["ksqldb", "rest-proxy", "replicator", "priority"], async (path) => {
            const graph = await runStack("eks", { "gitops.path": path });
            const found = classesIn(graph);
            const classes = found.map(({ inputs }) => {
                const { metadata, value, preemptionPolicy } = inputs;
                return [(metadata as { name: string }).name, value, preemptionPolicy];
            });
            assert.deepEqual(classes.sort(), [
                ["confluent-brokers", 1_000_000, "PreemptLowerPriority"],
                ["confluent-workers", 100_000, "Never"],
            ]);
            const application = graph.named("confluent-platform-application");
            for (const one of found) assert.ok(graph.isAfter(application, one), one.name);
        }));

    it("creates one class if the overlay names one, and none if it names none", async () => {
        assert.deepEqual(classesIn(await runStack("dev")), []);
        await withComponentsOn(
            "dev",
            [],
            async (path) => {
                const [one, ...others] = classesIn(await runStack("dev", { "gitops.path": path }));
                assert.equal((one?.inputs.metadata as { name: string }).name, "confluent-workers");
                assert.deepEqual(others, []);
            },
            "patches: [{ patch: '{ apiVersion: platform.confluent.io/v1beta1, kind: Connect, metadata: { name: connect }, spec: { podTemplate: { priorityClassName: confluent-workers } } }' }]\n",
        );
    });

    it("is of every component, and of no other pod", () =>
        withComponentsOn("eks", ["ksqldb", "rest-proxy", "replicator", "priority"], (path) => {
            const { facts } = checked("eks", { "gitops.path": path });
            const named = (facts.overlay?.resources ?? []).flatMap(({ kind, object }) => {
                const { podTemplate } = (object.spec ?? {}) as { podTemplate?: { priorityClassName?: string } };
                return podTemplate ? [`${kind} ${podTemplate.priorityClassName}`] : [];
            });
            assert.deepEqual(named.sort(), [
                "Connect confluent-workers",
                "Connect confluent-workers",
                "ControlCenter confluent-workers",
                "KRaftController confluent-brokers",
                "Kafka confluent-brokers",
                "KafkaRestProxy confluent-workers",
                "KsqlDB confluent-workers",
                "SchemaRegistry confluent-workers",
            ]);
        }));
});

describe("a PriorityClass in an overlay", () => {
    const kafka = (name: string) => ({
        "base/kafka.yaml": component(
            "Kafka",
            "confluentinc/cp-server",
            `, replicas: 3, podTemplate: { priorityClassName: ${name} }`,
        ),
    });

    it("is accepted if the stack, Kubernetes or an administrator creates it", () => {
        for (const name of ["confluent-brokers", "confluent-workers", "system-cluster-critical"]) {
            assert.deepEqual(problemsOfTree(kafka(name)), []);
        }
        assert.deepEqual(problemsOfTree(kafka("critical"), { gitops: { priorityClasses: ["critical"] } }), []);
    });

    it("is refused if nobody creates it, or if it belongs to another namespace's stack", () => {
        for (const name of ["critical", "streaming-brokers"]) {
            const [problem, ...others] = problemsOfTree(kafka(name));
            assert.deepEqual(others, []);
            assert.match(
                problem?.reason ?? "",
                new RegExp(`PriorityClass ${name}, which nobody creates, .*: Kafka kafka \\(base/kafka\\.yaml\\)`),
            );
            assert.match(
                problem?.fix ?? "",
                /^use confluent-brokers or confluent-workers, .*gitops\.priorityClasses\[0\]' /,
            );
        }
    });
});
