import { component, confluent, itRefuses, kraft, overlayWith, type Refusal } from "./overlayTree";

const version = "o/version/kustomization.yaml";
const overlay = "o/kustomization.yaml";
const base = "base/kustomization.yaml";
const withKraft = {
    "kraft/kustomization.yaml": "resources: [controller.yaml]\n",
    "kraft/controller.yaml": kraft["kraft/controller.yaml"],
};

const refusals: Record<string, Refusal> = {
    "an image without a tag": {
        files: { [version]: "kind: Component\nimages: [{ name: confluentinc/cp-zookeeper, newTag: 7.9.0 }]\n" },
        file: "base/kafka.yaml",
        says: /leaves confluentinc\/cp-server without a tag; give it one in o\/version\/kustomization.yaml/,
    },
    "images that Kustomize is not told to reach": {
        files: { "base/images.yaml": "images: []\n" },
        file: "base/zookeeper.yaml",
        says: /leaves confluentinc\/cp-zookeeper without a tag/,
    },
    "platform versions mixed by a patch, naming both files": {
        files: {
            ...overlayWith("  - path: newer.yaml\n"),
            "o/newer.yaml": `${confluent}\nkind: Kafka\nmetadata: { name: kafka }\nspec: { image: { application: "confluentinc/cp-server:8.0.0" } }\n`,
        },
        file: "o",
        says: /mixes versions .*cp-zookeeper:7\.9\.0 \(o\/version\/kustomization\.yaml\) and .*cp-server:8\.0\.0 \(o\/newer\.yaml\)/,
    },
    "init versions mixed by a resource, naming both files": {
        files: {
            [overlay]: "resources: [../base, c.yaml]\ncomponents: [version]\n",
            "o/c.yaml": component("Connect", "example/own:1").replace("init-container", "init-container:3.0.0"),
            [version]:
                "kind: Component\nimages:\n- { name: confluentinc/cp-zookeeper, newTag: 7.9.0 }\n- { name: confluentinc/cp-server, newTag: 7.9.0 }\n",
            "base/kafka.yaml": component("Kafka", "confluentinc/cp-server", ", replicas: 3").replace(
                "init-container",
                "init-container:3.4.0",
            ),
            "base/zookeeper.yaml": component("Zookeeper", "confluentinc/cp-zookeeper").replace(
                "init-container",
                "init-container:3.4.0",
            ),
        },
        file: "o",
        says: /init container: .*:3\.4\.0 \(base\/zookeeper\.yaml\) and .*:3\.0\.0 \(o\/c\.yaml\)/,
    },
    "an observer of another release than the init images, naming both files": {
        files: overlayWith(
            `  - patch: |-\n      ${confluent}\n      kind: Kafka\n      metadata: { name: kafka }\n      spec: { services: { observer: { image: "confluentinc/confluent-observer-container:3.2.0" } } }\n`,
        ),
        file: "o",
        says: /init container: .*init-container:3\.4\.0 .* and confluentinc\/confluent-observer-container:3\.2\.0 /,
    },
    "ZooKeeper and KRaft at once": {
        files: { ...withKraft, [overlay]: "resources: [../base, ../kraft]\ncomponents: [version]\n" },
        file: "o",
        says: /both a Zookeeper \(base\/zookeeper\.yaml\) and a KRaftController \(kraft\/controller\.yaml\)/,
    },
    "neither ZooKeeper nor KRaft": {
        files: { [base]: "resources: [kafka.yaml]\nconfigurations: [images.yaml]\n" },
        file: "o",
        says: /neither a Zookeeper nor a KRaftController/,
    },
    "nothing of the platform": {
        files: { [overlay]: "resources: []\n" },
        file: "o",
        says: /no image of Confluent Platform/,
    },
    "a Kafka that does not say its brokers": {
        files: { "base/kafka.yaml": component("Kafka", "confluentinc/cp-server") },
        file: "base/kafka.yaml",
        says: /does not set its number of brokers; set spec.replicas/,
    },
    "a Kafka without brokers": {
        files: { "base/kafka.yaml": component("Kafka", "confluentinc/cp-server", ", replicas: 0") },
        file: "base/kafka.yaml",
        says: /does not set its number of brokers/,
    },
};

describe("readOverlay refuses an overlay with", () => itRefuses(refusals));
