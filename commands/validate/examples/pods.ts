import { adding, type BadEdit, ofComponent, ofOverlay, with_ } from "./edit";

/** Where pods run, and which pods the API server accepts. */
export const podEdits: Record<string, BadEdit> = {
    "a PriorityClass that nobody creates": {
        files: {
            [ofComponent("priority/kustomization.yaml")]: [
                "priorityClassName: confluent-brokers",
                "priorityClassName: confluent-broker",
            ],
            ...adding("eks", "priority"),
        },
        rule: "priority",
        says: /pods with the PriorityClass confluent-broker, which nobody creates, .*: Kafka kafka \(\S+kafka\.yaml\), KRaftController/,
        fix: /use confluent-brokers or confluent-workers, which the stack creates/,
    },
    "a JVM flag before the heap, which a size component then replaces": {
        files: {
            "gitops/platform/base/kafka.yaml": ["    jvm:\n", "    jvm:\n      - -XX:+ExitOnOutOfMemoryError\n"],
        },
        rule: "jvm",
        says: /Kafka kafka \(\S+base\/kafka\.yaml\) with -Xmx more than once in configOverrides\.jvm/,
        fix: /put other flags after them/,
    },
    "a cluster-scoped object": {
        files: with_(
            "eks",
            "priority.yaml",
            `apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: { name: high }\nvalue: 1000\n`,
        ),
        rule: "workload",
        says: /cluster-scoped objects, .*: PriorityClass high \(\S+overlays\/eks\/priority\.yaml\)/,
        fix: /an administrator of the cluster has to apply the rest/,
    },
    "brokers that may not read their zone": {
        files: { [ofComponent("zones/kafka.yaml")]: ["    serviceAccountName: confluent-rack-awareness\n", ""] },
        rule: "workload",
        says: /Kafka kafka \(\S+kafka\.yaml\) has rackAssignment, but no service account/,
        fix: /set podTemplate\.serviceAccountName to confluent-rack-awareness/,
    },
    "a second disruption budget": {
        files: with_(
            "eks",
            "budget.yaml",
            `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: kafka }\nspec: { maxUnavailable: 1, selector: { matchLabels: { app: kafka } } }\n`,
        ),
        rule: "pods",
        says: /PodDisruptionBudget kafka \(\S+budget\.yaml\) for pods that already have the operator's PodDisruptionBudget, .*: Kafka kafka/,
        fix: /set pdb\.maxUnavailable on the component/,
    },
    "pods that the namespace rejects": {
        stack: { gitops: { podSecurity: "restricted" } },
        files: {},
        rule: "pods",
        says: /would make the namespace reject pods of gitops\/platform\/overlays\/eks: .*Kafka kafka \(\S+kafka\.yaml\)/,
        fix: /add gitops\/platform\/components\/pod-security to the overlay/,
    },
    "an image without a tag": {
        overlay: "dev",
        files: { [ofOverlay("dev")]: ["  - version\n", "  - version\n  - ../../components/rest-proxy\n"] },
        rule: "overlay",
        says: /rest-proxy\.yaml.*leaves confluentinc\/cp-kafka-rest without a tag/,
        fix: /give it one in gitops\/platform\/overlays\/dev\/version\/kustomization\.yaml/,
    },
};
