import { component, confluent, kraft, overlayWith } from "./overlayTree";
import { type ReadableTree, patchedTrees } from "./patchedTrees";

/** Valid trees, and what their overlay `o` should contain. */
export const trees: Record<string, ReadableTree> = {
    "a base two levels up": {
        files: {
            "middle/kustomization.yaml": "bases: [../base]\n",
            "o/kustomization.yaml": "resources: [../middle]\ncomponents: [version]\n",
        },
        expected: { platformVersion: "7.9.0", brokers: 3 },
    },
    "files that end with a text, and with no line end, which the text then has neither": {
        files: {
            "base/kafka.yaml": `${component("Kafka", "confluentinc/cp-server", ", replicas: 3")}text: |\n  a\n  b`,
            "base/zookeeper.yaml": `${component("Zookeeper", "confluentinc/cp-zookeeper")}text: >+\n  a\n  b`,
            "base/job.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata:\n  d: |\n    e\n---\n",
            "base/kustomization.yaml":
                "resources: [zookeeper.yaml, kafka.yaml, job.yaml]\nconfigurations: [images.yaml]\nconfigMapGenerator:\n  - name: g\n    literals:\n      - |-\n        k=v\n      - |\n        l=w",
        },
        expected: { brokers: 3 },
    },
    "a component that swaps ZooKeeper for KRaft": {
        files: { ...kraft, "o/kustomization.yaml": "resources: [../base]\ncomponents: [../kraft, version]\n" },
        expected: {
            coordination: "KRaft",
            kinds: ["KRaftController", "Kafka"].map((kind) => ({ group: "platform.confluent.io", kind })),
        },
    },
    "a migration as still on ZooKeeper": {
        files: {
            "base/kraft.yaml": component("KRaftController", "confluentinc/cp-server"),
            "base/job.yaml": `${confluent}\nkind: KRaftMigrationJob\nmetadata: { name: move }\n`,
            "base/kustomization.yaml":
                "resources: [zookeeper.yaml, kafka.yaml, kraft.yaml, job.yaml]\nconfigurations: [images.yaml]\n",
        },
        expected: { coordination: "ZooKeeper" },
    },
    "an inline patch of the replicas": {
        files: overlayWith(
            `  - patch: |-\n      ${confluent}\n      kind: Kafka\n      metadata: { name: kafka }\n      spec: { replicas: 5 }\n`,
        ),
        expected: { brokers: 5 },
    },
    "a JSON patch in a file": {
        files: {
            ...overlayWith("  - { path: five.yaml, target: { kind: Kaf.* } }\n"),
            "o/five.yaml": "- { op: replace, path: /spec/replicas, value: 5 }\n",
        },
        expected: { brokers: 5 },
    },
    "an image renamed to a registry with a port, keeping its tag": {
        files: {
            "o/kustomization.yaml":
                "resources: [../base]\ncomponents: [version]\nimages: [{ name: confluentinc/cp-server, newName: 'r:5000/cp-server' }]\n",
        },
        expected: {
            platformVersion: "7.9.0",
            images: ["confluentinc/confluent-init-container", "confluentinc/cp-zookeeper", "r:5000/cp-server"],
        },
    },
    "images of containers, and generated objects' kinds": {
        files: {
            "base/job.yaml":
                "apiVersion: batch/v1\nkind: Job\nmetadata: { name: j }\nspec: { template: { spec: { containers: [{ image: busybox }] } } }\n",
            "base/kustomization.yaml":
                "resources: [zookeeper.yaml, kafka.yaml, job.yaml]\nconfigurations: [images.yaml]\nconfigMapGenerator: [{ name: c }]\nsecretGenerator: [{ name: s }]\n",
        },
        expected: {
            images: [
                "busybox",
                "confluentinc/confluent-init-container",
                "confluentinc/cp-server",
                "confluentinc/cp-zookeeper",
            ],
            kinds: [
                { group: "", kind: "ConfigMap" },

                { group: "batch", kind: "Job" },
                { group: "platform.confluent.io", kind: "Kafka" },
                { group: "", kind: "Secret" },
                { group: "platform.confluent.io", kind: "Zookeeper" },
            ],
        },
    },
    "a patch of a built-in kind's container and variable by their names, beside what is there": {
        files: {
            "base/deployment.yaml":
                "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: d }\nspec: { template: { spec: { containers: [{ name: a, image: busybox, env: [{ name: E, value: '1' }, { name: F, value: '2' }] }, { name: b, image: nginx }] } } }\n",
            "base/kustomization.yaml":
                "resources: [zookeeper.yaml, kafka.yaml, deployment.yaml]\nconfigurations: [images.yaml]\n",
            ...overlayWith(
                "  - patch: |-\n      apiVersion: apps/v1\n      kind: Deployment\n      metadata: { name: d }\n      spec: { template: { spec: { containers: [{ name: c, image: redis }, { name: a, env: [{ name: F, value: '3' }, { name: G, value: '4' }] }] } } }\n",
            ),
        },
        expected: {
            images: [
                "busybox",
                "confluentinc/confluent-init-container",
                "confluentinc/cp-server",
                "confluentinc/cp-zookeeper",
                "nginx",
                "redis",
            ],
        },
    },
    "a Connect image of one's own beside the platform's version": {
        files: {
            "base/connect.yaml": component("Connect", "example/with-plugins:4"),
            "base/kustomization.yaml":
                "resources: [zookeeper.yaml, kafka.yaml, connect.yaml]\nconfigurations: [images.yaml]\n",
        },
        expected: { platformVersion: "7.9.0" },
    },
    "a merge patch's null as gone": {
        files: overlayWith(
            `  - patch: |-\n      ${confluent}\n      kind: Kafka\n      metadata: { name: kafka }\n      spec: { image: { application: null } }\n`,
        ),
        expected: { images: ["confluentinc/confluent-init-container", "confluentinc/cp-zookeeper"] },
    },
    "what a nested $patch: delete takes away as gone": {
        files: overlayWith(
            `  - patch: |-\n      ${confluent}\n      kind: Kafka\n      metadata: { name: kafka }\n      spec: { image: { $patch: delete } }\n`,
        ),
        expected: { images: ["confluentinc/confluent-init-container", "confluentinc/cp-zookeeper"] },
    },
    "only what a nested $patch: replace leaves": {
        files: overlayWith(
            `  - patch: |-\n      ${confluent}\n      kind: Kafka\n      metadata: { name: kafka }\n      spec: { image: { $patch: replace, init: 'other/init:3.4.0' } }\n`,
        ),
        expected: { images: ["confluentinc/confluent-init-container", "confluentinc/cp-zookeeper", "other/init"] },
    },
    "a patch for all that its target selects, whatever name it bears itself": {
        files: overlayWith(
            `  - patch: |-\n      ${confluent}\n      kind: any\n      metadata: { name: any }\n      spec: { replicas: 1 }\n    target: { kind: Kafka|Zookeeper }\n`,
        ),
        expected: { brokers: 1, coordination: "ZooKeeper" },
    },
    "that a target selects by the whole name": {
        files: overlayWith(
            "  - { patch: '- { op: replace, path: /spec/replicas, value: 5 }', target: { kind: Kafk } }\n",
        ),
        expected: { brokers: 3 },
    },
    "image fields of one group and kind in no other": {
        files: {
            "base/images.yaml":
                "images: [{ path: spec/image/application }, { path: spec/image/init }, { path: spec/a, group: example.com }, { path: spec/b, kind: Kafka }]\n",
            "base/kafka.yaml": component("Kafka", "confluentinc/cp-server", ", replicas: 3, a: a-field"),
            "base/zookeeper.yaml": component("Zookeeper", "confluentinc/cp-zookeeper", ", b: b-field"),
        },
        expected: {
            images: ["confluentinc/confluent-init-container", "confluentinc/cp-server", "confluentinc/cp-zookeeper"],
        },
    },
    "the next generation of Control Center beside the platform's version, and empty documents": {
        files: {
            "base/c3.yaml": `---\n---\n${component("ControlCenter", "confluentinc/cp-enterprise-control-center-next-gen:2.0.0")}`,
            "base/kustomization.yaml":
                "resources: [zookeeper.yaml, kafka.yaml, c3.yaml]\nconfigurations: [images.yaml]\n",
        },
        expected: { platformVersion: "7.9.0" },
    },
    // Their tags as in Confluent's own examples (confluent-kubernetes-examples, usm-agent and gateway).
    "an agent and a gateway, which have versions of their own, beside the platform's": {
        files: {
            "base/more.yaml": [
                component("USMAgent", "confluentinc/cp-usm-agent:1.0.1"),
                component("Gateway", "confluentinc/cpc-gateway:1.0.0-1-ubi9"),
            ].join("---\n"),
            "base/kustomization.yaml":
                "resources: [zookeeper.yaml, kafka.yaml, more.yaml]\nconfigurations: [images.yaml]\n",
        },
        expected: { platformVersion: "7.9.0", initVersion: "3.4.0" },
    },
    ...patchedTrees,
};
