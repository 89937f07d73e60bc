import { component, confluent, overlayWith, type Refusal } from "./overlayTree";

/** `alone` if Kustomize, which handles more, doesn't reject it. */
export type TreeRefusal = Refusal & { alone?: true };

const version = "o/version/kustomization.yaml";
const overlay = "o/kustomization.yaml";

/** What Kustomize rejects, or reads in its own way. */
export const kustomizeRefusals: Record<string, TreeRefusal> = {
    "a base taken in twice, by way of two folders": {
        files: {
            "a/kustomization.yaml": "resources: [../base]\n",
            "b/kustomization.yaml": "resources: [../base]\n",
            [overlay]: "resources: [../a, ../b]\ncomponents: [version]\n",
        },
        file: overlay,
        says: /has Zookeeper zookeeper twice \(base\/zookeeper\.yaml\), which Kustomize rejects; include a base only once/,
    },
    "an object that one namespace puts in another's place": {
        files: {
            "o/other.yaml": component("Kafka", "confluentinc/cp-server").replace(
                "kafka }",
                "kafka, namespace: other }",
            ),
            [overlay]: "namespace: one\nresources: [../base, other.yaml]\ncomponents: [version]\n",
        },
        file: overlay,
        says: /has Kafka kafka twice \(base\/kafka\.yaml and o\/other\.yaml\)/,
    },
    "a generated object that is there already": {
        files: {
            "o/c.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\n",
            [overlay]: "resources: [../base, c.yaml]\nconfigMapGenerator: [{ name: c }]\n",
        },
        file: overlay,
        says: /has ConfigMap c twice/,
    },
    "two kustomization files in one folder": {
        files: { "o/kustomization.yml": "resources: [../base]\n" },
        file: "o",
        says: /both a kustomization\.yaml and a kustomization\.yml; keep one/,
    },
    "a generator's file that does not exist": {
        files: { [overlay]: "resources: [../base]\nsecretGenerator: [{ name: tls, files: [tls.key=privkey.pem] }]\n" },
        file: overlay,
        says: /privkey\.pem does not exist; correct the path/,
    },
    "a generator's .env file that does not exist": {
        files: { [overlay]: "resources: [../base]\nconfigMapGenerator: [{ name: c, envs: [none.env] }]\n" },
        file: overlay,
        says: /none\.env does not exist/,
    },
    "a generator's literal without a value": {
        files: { [overlay]: "resources: [../base]\nconfigMapGenerator: [{ name: c, literals: [a] }]\n" },
        file: overlay,
        says: /generates c, with a literal that is not KEY=VALUE/,
    },
    "nothing in a kustomization but comments": {
        files: { [overlay]: "resources:\n#  - ../base\npatches:\n" },
        file: overlay,
        says: /is empty, which Kustomize rejects/,
    },
    "a folder that lies around its own": {
        files: { [overlay]: "resources: [../base, ..]\n", "kustomization.yaml": "resources: [base]\n" },
        file: "kustomization.yaml",
        says: /includes itself through o/,
    },
    "a patch of an object in another namespace": {
        files: {
            ...overlayWith(
                `  - patch: |-\n      ${confluent}\n      kind: Kafka\n      metadata: { name: kafka }\n      spec: { replicas: 5 }\n`,
            ),
            "base/kafka.yaml": component("Kafka", "confluentinc/cp-server").replace(
                "kafka }",
                "kafka, namespace: other }",
            ),
        },
        file: overlay,
        says: /patches "Kafka" "kafka" .* does not exist; there is one .* in namespace other: correct .*metadata\.namespace/,
    },
    "a patch that puts a map where there is a value": {
        files: overlayWith(
            `  - patch: |-\n      ${confluent}\n      kind: Kafka\n      metadata: { name: kafka }\n      spec: { replicas: { a: 1 } }\n`,
        ),
        file: overlay,
        says: /puts a map where there is a value, in replicas/,
    },
    "a JSON patch in brackets that is not JSON": {
        files: overlayWith("  - patch: '[{ op: remove, path: /spec/image }]'\n    target: { kind: Kafka }\n"),
        file: `${overlay}, inline patch`,
        says: /in brackets that is not JSON; write it as a YAML list/,
    },
    "a patch with both a file and a text": {
        files: overlayWith("  - { patch: a, path: b, target: { kind: Kafka } }\n"),
        file: overlay,
        says: /both or neither of path and patch/,
    },
    "a merge key of something that is no map": {
        files: { "base/kafka.yaml": "a: &a 1\nb: { <<: *a }\n" },
        file: "base/kafka.yaml",
        says: /is not YAML: Merge sources must be maps/,
    },
    "an image's field that holds a map": {
        files: { "base/images.yaml": "images: [{ path: spec/image }]\n" },
        file: version,
        says: /sets images, but Zookeeper zookeeper \(base\/zookeeper\.yaml\) has no text in image/,
    },
    "the API version of something else": {
        files: { [overlay]: "apiVersion: kustomize.config.k8s.io/v1\nresources: [../base]\n" },
        file: overlay,
        says: /set apiVersion to kustomize\.config\.k8s\.io\/v1beta1/,
    },
    "a number that YAML 1.1 and 1.2 read differently": {
        files: { "base/kafka.yaml": component("Kafka", "confluentinc/cp-server", ", replicas: 010") },
        file: "base/kafka.yaml:4",
        says: /has 010, which not every parser reads alike: put it in quotes/,
        alone: true,
    },
    "a list of a built-in kind whose merge is not followed": {
        files: {
            "base/s.yaml": "apiVersion: v1\nkind: Service\nmetadata: { name: s }\nspec: { ports: [{ port: 1 }] }\n",
            "base/kustomization.yaml":
                "resources: [zookeeper.yaml, kafka.yaml, s.yaml]\nconfigurations: [images.yaml]\n",
            ...overlayWith(
                "  - patch: |-\n      apiVersion: v1\n      kind: Service\n      metadata: { name: s }\n      spec: { ports: [{ port: 2 }] }\n",
            ),
        },
        file: overlay,
        says: /patches the list ports; install kustomize or kubectl/,
        alone: true,
    },
    "a folded text with lines further in, which Kustomize's parser reads as no other does": {
        files: { "base/kafka.yaml": `${component("Kafka", "confluentinc/cp-server")}x: >\n  a\n    b\n  c\n` },
        file: "base/kafka.yaml:5",
        says: /has a folded text \(>\) with lines further in than others.*: write it with \|/,
        alone: true,
    },
    ...Object.fromEntries(
        ["! 5", "!!set { b }", "!!binary aGk=", "!!seq [1]"].map((tagged) => [
            `a value with a tag, ${tagged}`,
            {
                files: { "base/kafka.yaml": `${component("Kafka", "confluentinc/cp-server")}x: ${tagged}\n` },
                file: "base/kafka.yaml:5",
                says: /has a tag, which begins with !/,
                alone: true,
            } satisfies TreeRefusal,
        ]),
    ),
    "two objects to which patches give one name": {
        files: {
            ...overlayWith(
                ["a", "b"]
                    .map(
                        (name) =>
                            `  - { target: { kind: ConfigMap, name: ${name} }, patch: '[{"op":"replace","path":"/metadata/name","value":"c"}]' }\n`,
                    )
                    .join(""),
            ),
            "base/kustomization.yaml":
                "resources: [zookeeper.yaml, kafka.yaml, two.yaml]\nconfigurations: [images.yaml]\n",
            "base/two.yaml": ["a", "b"]
                .map((name) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\n`)
                .join("---\n"),
        },
        file: overlay,
        says: /has ConfigMap c twice/,
    },
    "a Component alone": {
        files: {},
        path: "o/version",
        file: version,
        says: /is a Component; use the overlay that lists it/,
        alone: true,
    },
    "a password that has lost its quotes, and is not repeated": {
        files: { "base/kafka.yaml": "a: *hunter2\n" },
        file: "base/kafka.yaml",
        says: /^(?!.*hunter2).*is not YAML: Unresolved alias \(the anchor must be set before the alias\); fix/,
    },
    "a text whose first line is taken for how it is written, and is not repeated": {
        files: { "base/kafka.yaml": "a: |hunter2\n  b\n" },
        file: "base/kafka.yaml:1",
        says: /^(?!.*hunter2).*is not YAML: Block scalar header includes extra characters; fix/,
    },
};
