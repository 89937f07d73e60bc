import type { Overlay } from "../../../config/workload/overlay";
import { component, confluent, overlayWith } from "./overlayTree";

/** A valid tree, and what its overlay `o` should contain. */
export interface ReadableTree {
    files: Record<string, string>;
    expected: Partial<Overlay>;
}

/** A folder in which JSON patches rename the base's Kafka. */
const renamed = {
    "renamed/kustomization.yaml":
        "resources: [../base]\npatches: [{ patch: '- { op: replace, path: /metadata/name, value: orders }', target: { kind: Kafka } }]\n",
};
const patchOf = (name: string, more: string) =>
    `patches:\n- patch: |-\n    ${confluent}\n    kind: Kafka\n    metadata: { name: ${name} }\n    spec: { replicas: 5 }\n${more}`;
const onRenamed = (patches: string) => ({
    ...renamed,
    "o/kustomization.yaml": `resources: [../renamed]\ncomponents: [version]\n${patches}`,
});

/** Trees with changing names, merge keys, namespaces and generated objects. */
export const patchedTrees: Record<string, ReadableTree> = {
    "a patch of an object that a base renames, by its new name": {
        files: onRenamed(patchOf("orders", "")),
        expected: { brokers: 5 },
    },
    "a patch of an object that a base renames, by its first name": {
        files: onRenamed(patchOf("kafka", "")),
        expected: { brokers: 5 },
    },
    "a patch for the kind of an object that a base renames": {
        files: onRenamed(patchOf("any", "  target: { kind: Kafka }\n")),
        expected: { brokers: 5 },
    },
    "a patch for the new name of an object that a base renames": {
        files: onRenamed(patchOf("any", "  target: { name: orders }\n")),
        expected: { brokers: 5 },
    },
    "a patch that may change the name": {
        files: {
            "middle/kustomization.yaml": `resources: [../base]\n${patchOf("topics", "  target: { kind: Kafka }\n  options: { allowNameChange: true }\n")}`,
            "o/kustomization.yaml": `resources: [../middle]\ncomponents: [version]\n${patchOf("topics", "")}`.replace(
                "5",
                "7",
            ),
        },
        expected: { brokers: 7 },
    },
    "merge keys, in a resource, a patch and a kustomization": {
        files: {
            "base/kafka.yaml": `${component("Kafka", "confluentinc/cp-server", ", <<: &sizes { replicas: 3, dataVolumeCapacity: 1Gi }")}---\n`,
            "o/version/kustomization.yaml": `kind: Component
images:
  - &platform { name: confluentinc/cp-zookeeper, newTag: 7.9.0 }
  - { <<: *platform, name: confluentinc/cp-server }
  - { name: confluentinc/confluent-init-container, newTag: 3.1.1 }
`,
            ...overlayWith("  - path: sizes.yaml\n"),
            "o/sizes.yaml": `${confluent}
kind: Zookeeper
metadata: { name: zookeeper }
spec: { replicas: 5, dataVolumeCapacity: 2Gi }
---
${confluent}
kind: Kafka
metadata: { name: kafka }
spec: { podTemplate: &size { replicas: 5, dataVolumeCapacity: 2Gi }, <<: [{ replicas: 4 }, *size], dataVolumeCapacity: 3Gi }
`,
        },
        expected: { brokers: 4, platformVersion: "7.9.0" },
    },
    "lists whose entries are all commented out": {
        files: {
            "o/kustomization.yaml":
                "resources: [../base]\ncomponents: [version]\npatches:\n# - path: kafka.yaml\nimages:\nconfigMapGenerator:\n",
        },
        expected: { brokers: 3 },
    },
    "one base in two namespaces": {
        files: {
            "a/kustomization.yaml": "namespace: a\nresources: [../base]\n",
            "b/kustomization.yaml": "namespace: b\nresources: [../base]\n",
            "o/kustomization.yaml": "resources: [../a, ../b]\ncomponents: [version]\n",
        },
        expected: { brokers: 6, namespace: undefined },
    },
    "a patch of what a base put into a namespace, with that and without": {
        files: {
            "a/kustomization.yaml": "namespace: a\nresources: [../base]\n",
            "o/kustomization.yaml": `resources: [../a]\ncomponents: [version]\n${patchOf("kafka", "")}${patchOf("kafka, namespace: a", "").replace("patches:\n", "").replace("5", "9")}`,
        },
        expected: { brokers: 9 },
    },
    "the old lists of patches, and labels and annotations of all": {
        files: {
            "o/kustomization.yaml": `resources: [../base, d.yaml]
components: [version]
patchesStrategicMerge: [five.yaml]
patchesJson6902: [{ target: { kind: Kafka, name: kafka }, patch: "- { op: test, path: /metadata/labels/of, value: all }\\n- { op: add, path: /metadata/annotations/a, value: b }" }]
labels: [{ pairs: { of: all }, includeTemplates: true }]
commonAnnotations: { by: us }
`,
            "o/d.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: d }\n",
            "o/five.yaml": `${confluent}\nkind: Kafka\nmetadata: { name: kafka }\nspec: { replicas: 5 }\n`,
        },
        expected: { brokers: 5 },
    },
    "generated objects with their contents, and what refers to them": {
        files: {
            "o/kustomization.yaml": `namespace: confluent
resources: [../base, d.yaml]
components: [version]
generatorOptions: { labels: { of: all } }
configMapGenerator:
  - { name: c, literals: ["a=<b> & 'c'", 'q="d"'], files: [five.yaml, six=five.yaml], envs: [one.env] }
  - { name: plain, literals: [a=b], options: { disableNameSuffixHash: true, immutable: true } }
secretGenerator: [{ name: s, type: kubernetes.io/tls, files: [long] }]
`,
            "o/five.yaml": "# grüße\nfive: 5\n",
            "o/one.env": "# comment\nONE=1\n  TWO = 2\nTHREE\n",
            "o/long": "x".repeat(200),
            "o/d.yaml": `apiVersion: apps/v1
kind: Deployment
metadata: { name: c, labels: { app: c } }
spec:
  template:
    spec:
      containers: [{ name: c, image: busybox, env: [{ name: C, value: c }, { name: S, valueFrom: { secretKeyRef: { name: s, key: long } } }] }]
      volumes: [{ name: c, configMap: { name: c } }]
`,
        },
        expected: { brokers: 3, namespace: "confluent" },
    },
    "the objects of a List one by one": {
        files: {
            "base/kafka.yaml": `apiVersion: v1\nkind: List\nitems:\n- ${component("Kafka", "confluentinc/cp-server", ", replicas: 3").trim().replaceAll("\n", "\n  ")}\n`,
        },
        expected: { brokers: 3 },
    },
};
