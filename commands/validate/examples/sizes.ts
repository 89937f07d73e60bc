import { adding, type BadEdit, ofComponent, ofOverlay, patching, platform, with_ } from "./edit";

const kafka = (spec: string) => patching("eks", "Kafka", "kafka", spec);
const heap = (...flags: string[]) => kafka(`{ configOverrides: { jvm: [${flags.join(", ")}] } }`);

/** A custom Deployment, and a budget for it. */
const deployment = (replicas: number, image = "registry.example.com/app:1.4.2") =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app\nspec:\n  replicas: ${replicas}\n  selector: { matchLabels: { app: app } }\n  template:\n    metadata: { labels: { app: app } }\n    spec:\n      containers:\n        - name: app\n          image: ${image}\n`;
const budget = (spec: string) =>
    `---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: app }\nspec: { ${spec}, selector: { matchLabels: { app: app } } }\n`;

const topic = ofComponent("connector-datagen/topic.yaml");
const sample = adding("eks", "kafka-rest-class", "connect-plugins", "connector-datagen");

/** Heaps, copies, budgets and images that don't fit the settings beside them. */
export const sizeEdits: Record<string, BadEdit> = {
    "a heap as large as the container": {
        files: heap("-Xms4g", "-Xmx4g"),
        rule: "jvm",
        says: /Kafka kafka \(\S+base\/kafka\.yaml\) with -Xmx4g, which is all of its memory limit of 4Gi: .* is killed/,
        fix: /set -Xms and -Xmx to between half and three quarters of the limit/,
    },
    "a heap that leaves the JVM hardly any other memory": {
        files: heap("-Xms4000m", "-Xmx4000m"),
        rule: "jvm",
        says: /Kafka kafka \(\S+\) with -Xmx4000m, which is less than 128 MiB below its memory limit of 4Gi/,
        fix: /or raise spec\.podTemplate\.resources\.limits\.memory/,
    },
    "a memory limit below the heap": {
        files: kafka("{ podTemplate: { resources: { requests: { memory: 1Gi }, limits: { memory: 1536Mi } } } }"),
        rule: "jvm",
        says: /Kafka kafka \(\S+\) with -Xmx2g, which is more than its memory limit of 1536Mi/,
        fix: /set -Xms and -Xmx to between half and three quarters of the limit/,
    },
    "a heap in Kubernetes units": {
        files: heap("-Xms2Gi", "-Xmx2Gi"),
        rule: "jvm",
        says: /Kafka kafka \(\S+\) with -Xms2Gi in configOverrides\.jvm, which no JVM accepts/,
        fix: /such as -Xms2g/,
    },
    "an initial heap that is larger than the maximum": {
        files: heap("-Xms3g", "-Xmx2048m"),
        rule: "jvm",
        says: /Kafka kafka \(\S+\) with -Xms3g and -Xmx2048m .* does not start/,
        fix: /give both the same size/,
    },
    "all replicas required in sync": {
        files: { [`${platform}/base/kafka.yaml`]: ["min.insync.replicas=2", "min.insync.replicas=3"] },
        rule: "inSync",
        says: /Kafka kafka \(\S+base\/kafka\.yaml\) with min\.insync\.replicas 3, and topics with no more replicas than that, .*default\.replication\.factor 3, .*offsets\.topic\.replication\.factor 3/,
        fix: /set min\.insync\.replicas to 2, or give these topics 4 replicas and Kafka as many brokers/,
    },
    "all replicas of the transaction log required in sync": {
        files: {
            [`${platform}/base/kafka.yaml`]: ["transaction.state.log.min.isr=2", "transaction.state.log.min.isr=3"],
        },
        rule: "inSync",
        says: /Kafka kafka \(\S+\) with transaction\.state\.log\.min\.isr 3, .*: configOverrides\.server transaction\.state\.log\.replication\.factor 3/,
        fix: /set transaction\.state\.log\.min\.isr to 2/,
    },
    "a topic with two replicas, both of which have to be in sync": {
        files: { ...sample, [topic]: ["replicas: 3", "replicas: 2"] },
        rule: "inSync",
        says: /Kafka kafka \(\S+\) with min\.insync\.replicas 2, .*: KafkaTopic pageviews \(\S+topic\.yaml\), spec\.replicas 2/,
        fix: /give these topics 3 replicas/,
    },
    "a topic that requires all of its replicas in sync": {
        files: { ...sample, [topic]: ['retention.ms: "86400000"', 'min.insync.replicas: "3"'] },
        rule: "inSync",
        says: /KafkaTopic pageviews \(\S+topic\.yaml\) with min\.insync\.replicas 3, .*: spec\.replicas 3/,
        fix: /set min\.insync\.replicas to 2/,
    },
    "two replicas of Connect's internal topics": {
        files: patching("eks", "Connect", "connect", "{ internalTopicReplicationFactor: 2 }"),
        rule: "inSync",
        says: /: Connect connect \(\S+connect\.yaml\), spec\.internalTopicReplicationFactor 2/,
        fix: /give these topics 3 replicas/,
    },
    "a disruption budget that requires all pods": {
        files: with_("eks", "app.yaml", deployment(2) + budget("minAvailable: 2")),
        rule: "pods",
        says: /PodDisruptionBudget app \(\S+app\.yaml\) with minAvailable 2 of 2 pods: no pod may ever be evicted/,
        fix: /set maxUnavailable to 1 instead/,
    },
    "a disruption budget with a percentage that is rounded up to all pods": {
        files: with_("eks", "app.yaml", deployment(3) + budget('minAvailable: "80%"')),
        rule: "pods",
        says: /PodDisruptionBudget app \(\S+\) with minAvailable 80% of 3 pods/,
        fix: /set maxUnavailable to 1/,
    },
    "a disruption budget for a single pod": {
        files: with_("eks", "app.yaml", deployment(1) + budget("minAvailable: 1")),
        rule: "pods",
        says: /PodDisruptionBudget app \(\S+\) with minAvailable 1 of 1 pod: /,
        fix: /remove it, .* or run two/,
    },
    "a disruption budget that allows no disruption": {
        files: with_("eks", "app.yaml", deployment(2) + budget("maxUnavailable: 0")),
        rule: "pods",
        says: /PodDisruptionBudget app \(\S+\) with maxUnavailable 0: no pod/,
        fix: /set maxUnavailable to 1/,
    },
    "the operator's disruption budget, set to allow no disruption": {
        files: kafka("{ pdb: { enabled: true, maxUnavailable: 0 } }"),
        rule: "pods",
        says: /Kafka kafka \(\S+\) with pdb\.maxUnavailable 0: no pod may ever be evicted/,
        fix: /set maxUnavailable to 1/,
    },
    "a custom image without a tag": {
        files: with_("eks", "app.yaml", deployment(1, "registry.example.com:5000/app")),
        rule: "images",
        says: /images that are not pinned, .*: registry\.example\.com:5000\/app of Deployment app \(\S+app\.yaml\)/,
        fix: /the tag of a version, .* or a digest/,
    },
    "a custom image with the tag latest": {
        files: with_("eks", "app.yaml", deployment(1, "registry.example.com/app:latest")),
        rule: "images",
        says: /: registry\.example\.com\/app:latest of Deployment app/,
        fix: /images: in gitops\/platform\/overlays\/eks\/kustomization\.yaml/,
    },
    "a Connect image with the tag latest": {
        files: {
            ...adding("eks", "connect-image"),
            [ofComponent("connect-image/kustomization.yaml")]: [
                "connect-with-plugins:1.0.0",
                "connect-with-plugins:latest",
            ],
        },
        rule: "images",
        says: /: registry\.example\.com\/platform\/connect-with-plugins:latest of Connect connect/,
        fix: /the tag of a version/,
    },
    "Confluent Platform with the tag latest": {
        files: {
            [ofOverlay("eks").replace("kustomization", "version/kustomization")]: [
                "&platform 8.3.2",
                "&platform latest",
            ],
        },
        rule: "overlay",
        says: /version\/kustomization\.yaml.*has confluentinc\/cp-\S+:latest, whose tag is not a release's version/,
        fix: /set it to one in gitops\/platform\/overlays\/eks\/version\/kustomization\.yaml/,
    },
};
