import fc from "fast-check";
import type { NodePlan } from "../../config/capacity/plan";
import { podsOf } from "../../config/capacity/pods";
import type { JsonObject } from "../../config/kustomize/json";
import type { Resource } from "../../config/kustomize/resource";

const seldom = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

const role = fc.constantFrom("a", "b");
const zone = fc.constantFrom("zone-a", "zone-b", "zone-c");
const taint = { key: "dedicated", value: "brokers", effect: "NoSchedule" };

/** From few and small numbers, so that pods often fill nodes completely. */
const node = fc.record({
    zone,
    cpu: fc.constantFrom(1000, 2000, 4000, 8000),
    memory: fc.constantFrom(2048, 4096, 8192, 16384),
    pods: fc.constantFrom(4, 9, 20),
    role: fc.constantFrom("a", "a", "b"),
    isTainted: fc.constantFrom(false, false, false, false, true),
});

export const randomNodes: fc.Arbitrary<NodePlan[]> = fc.array(node, { minLength: 2, maxLength: 5 }).map((nodes) =>
    nodes.map(({ zone, cpu, memory, pods, role, isTainted }, index): NodePlan => ({
        name: `node-${index}`,
        type: "m5.xlarge",
        zone,
        architecture: "amd64",
        capacity: { cpu, memory },
        allocatable: { cpu, memory, pods },
        labels: { role },
        taints: isTainted ? [taint] : [],
    })),
);

const component = fc.record({
    kind: fc.constantFrom("Kafka", "KRaftController", "Connect", "SchemaRegistry"),
    replicas: fc.constantFrom(1, 2, 3),
    cpu: fc.constantFrom("0", "250m", "500m", "1", "1500m"),
    memory: fc.constantFrom("0", "512Mi", "1Gi", "1536Mi", "3Gi"),
    oneReplicaPerNode: fc.constantFrom(false, false, true),
    /** Whether it must not be on a node with another one. */
    notBeside: seldom(fc.constantFrom("c-0", "c-1")),
    notBesideOn: fc.constantFrom("kubernetes.io/hostname", "topology.kubernetes.io/zone"),
    spread: seldom(
        fc.record({
            maxSkew: fc.constantFrom(1, 2),
            topologyKey: fc.constantFrom("topology.kubernetes.io/zone", "kubernetes.io/hostname"),
            whenUnsatisfiable: fc.constantFrom("DoNotSchedule", "DoNotSchedule", "ScheduleAnyway"),
        }),
    ),
    role: seldom(role),
    tolerates: fc.boolean(),
    wave: fc.constantFrom("0", "1"),
});

type Component = typeof component extends fc.Arbitrary<infer One> ? One : never;

/** The operator's objects for the pods of a random overlay. */
export const randomPods = fc
    .array(component, { minLength: 2, maxLength: 5 })
    .map((all) => podsOf(all.map(resourceOf), "confluent").pods);

function resourceOf(one: Component, index: number): Resource {
    const name = `c-${index}`;
    const required = "requiredDuringSchedulingIgnoredDuringExecution";
    const affinity = one.notBeside !== undefined && {
        podAntiAffinity: {
            [required]: [{ labelSelector: { matchLabels: { app: one.notBeside } }, topologyKey: one.notBesideOn }],
        },
    };
    const podTemplate: JsonObject = {
        resources: { requests: { cpu: one.cpu, memory: one.memory } },
        ...(affinity && { affinity }),
        ...(one.spread && {
            topologySpreadConstraints: [{ ...one.spread, labelSelector: { matchLabels: { app: name } } }],
        }),
        ...(one.role !== undefined && { nodeSelector: { role: one.role } }),
        ...(one.tolerates && { tolerations: [{ key: "dedicated", operator: "Exists" }] }),
    };
    const object = {
        apiVersion: "platform.confluent.io/v1beta1",
        kind: one.kind,
        metadata: { name, annotations: { "argocd.argoproj.io/sync-wave": one.wave } },
        spec: { replicas: one.replicas, oneReplicaPerNode: one.oneReplicaPerNode, podTemplate },
    };
    const group = "platform.confluent.io";
    return { group, kind: one.kind, name, object, file: `${name}.yaml` } as unknown as Resource;
}
