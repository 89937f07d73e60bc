import assert from "node:assert/strict";
import { runStack } from "../../harness";
import { component, problemsOfTree } from "../config/overlayTree";

const parts = (graph: Awaited<ReturnType<typeof runStack>>) =>
    graph.resources.filter(({ name }) => name.startsWith("confluent-platform-rack"));

describe("rack awareness", () => {
    it("creates an account that reads nodes everywhere and pods in its namespace, before the Application", async () => {
        const graph = await runStack("eks");
        const found = parts(graph).map(({ type, inputs }) => {
            const { metadata, rules, roleRef, subjects } = inputs as Record<string, object>;
            return { type: type.replace(/^.*:/, ""), ...metadata, rules, roleRef, subjects };
        });
        const name = "confluent-rack-awareness";
        const namespace = "confluent";
        const subjects = [{ kind: "ServiceAccount", name, namespace }];
        const apiGroup = "rbac.authorization.k8s.io";
        const none = { rules: undefined, roleRef: undefined, subjects: undefined };
        const reads = (kind: string) => [{ apiGroups: [""], resources: [kind], verbs: ["get", "list"] }];
        const byType = (one: { type: string }, other: { type: string }) => one.type.localeCompare(other.type);
        assert.deepEqual(found.sort(byType), [
            { type: "ClusterRole", ...none, name: `${name}-confluent`, rules: reads("nodes") },
            {
                type: "ClusterRoleBinding",
                ...none,
                name: `${name}-confluent`,
                roleRef: { apiGroup, kind: "ClusterRole", name: `${name}-confluent` },
                subjects,
            },
            { type: "Role", ...none, name, namespace, rules: reads("pods") },
            { type: "RoleBinding", ...none, name, namespace, roleRef: { apiGroup, kind: "Role", name }, subjects },
            { type: "ServiceAccount", ...none, name, namespace },
        ]);
        const application = graph.named("confluent-platform-application");
        for (const part of parts(graph)) assert.ok(graph.isAfter(application, part), part.name);
    });

    it("is not set up for an overlay that does not request it", async () => {
        assert.deepEqual(parts(await runStack("dev")), []);
    });
});

describe("rack awareness in an overlay", () => {
    const kafka = (spec: string) => ({
        "base/kafka.yaml": component("Kafka", "confluentinc/cp-server", `, replicas: 3, ${spec}`),
    });
    const racks = "rackAssignment: { nodeLabels: [topology.kubernetes.io/zone] }";
    const account = (name: string) => `podTemplate: { serviceAccountName: ${name} }`;

    it("is accepted with the account that the stack creates, or with your own", () => {
        for (const name of ["confluent-rack-awareness", "own"]) {
            assert.deepEqual(problemsOfTree(kafka(`${racks}, ${account(name)}`)), []);
        }
        assert.deepEqual(problemsOfTree(kafka(account("own"))), []);
    });

    for (const [title, spec, says] of [
        ["without an account", racks, /^Kafka kafka \(base\/kafka\.yaml\) has rackAssignment, but no service account/],
        [
            "by name of the account alone",
            account("confluent-rack-awareness"),
            /^Kafka kafka \(base\/kafka\.yaml\) has the service account .* but no rackAssignment/,
        ],
        [
            "with two brokers to a node",
            `${racks}, ${account("own")}, oneReplicaPerNode: false`,
            /needs oneReplicaPerNode/,
        ],
    ] as const) {
        it(`is refused ${title}`, () => {
            const [problem, ...others] = problemsOfTree(kafka(spec));
            assert.deepEqual(others, []);
            assert.match(problem?.reason ?? "", says);
        });
    }
});
