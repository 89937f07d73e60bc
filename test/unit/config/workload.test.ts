import assert from "node:assert/strict";
import { confluentKinds } from "../../../config/workload/confluentKinds";
import { isClusterWide, parseKind, workloadKinds } from "../../../config/workload/workloadKinds";
import { component, problemsOfTree } from "./overlayTree";

/** The small tree's overlay with one more file, and lines of its own. */
const withObjects = (text: string, more = "") => ({
    "o/kustomization.yaml": `resources: [../base, more.yaml]\ncomponents: [version]\n${more}`,
    "o/more.yaml": text,
});
const object = (apiVersion: string, kind: string, name: string, namespace = "") =>
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name}${namespace && `, namespace: ${namespace}`} }\n`;

const podMonitor = object("monitoring.coreos.com/v1", "PodMonitor", "cfk");
const certificate = object("cert-manager.io/v1", "Certificate", "kafka-tls");

describe("an overlay whose objects the AppProject does not allow", () => {
    it("is refused with each object and its file, and with what allows their kinds", () => {
        const [problem, ...others] = problemsOfTree(withObjects(`${podMonitor}---\n${certificate}`));
        assert.deepEqual(others, []);
        assert.equal(problem?.key, "gitops.path");
        assert.match(problem.reason, /PodMonitor cfk \(o\/more\.yaml\), Certificate kafka-tls \(o\/more\.yaml\)$/);
        assert.match(
            problem.fix,
            /config set --path 'gitops\.kinds\[0\]' monitoring\.coreos\.com\/PodMonitor && .*'gitops\.kinds\[1\]' cert-manager\.io\/Certificate/,
        );
    });

    it("is accepted once gitops.kinds allows them", () => {
        const kinds = ["monitoring.coreos.com/PodMonitor", "cert-manager.io/Certificate"];
        assert.deepEqual(problemsOfTree(withObjects(`${podMonitor}---\n${certificate}`), { gitops: { kinds } }), []);
    });

    it("is told to keep the kinds that are already allowed", () => {
        const kinds = ["monitoring.coreos.com/PodMonitor"];
        const [problem] = problemsOfTree(withObjects(`${podMonitor}---\n${certificate}`), { gitops: { kinds } });
        assert.match(problem?.reason ?? "", /: Certificate kafka-tls \(o\/more\.yaml\)$/);
        assert.match(problem?.fix ?? "", /kinds\[0\]' monitoring\..*kinds\[1\]' cert-manager\./);
    });

    it("is told a better place for a Secret, also for one that Kustomize generates", () => {
        for (const files of [
            withObjects(object("v1", "Secret", "plain")),
            {
                "o/kustomization.yaml":
                    "resources: [../base]\ncomponents: [version]\nsecretGenerator: [{ name: plain, literals: [a=b] }]\n",
            },
        ]) {
            const [problem, ...others] = problemsOfTree(files);
            assert.deepEqual(others, []);
            assert.match(problem?.reason ?? "", /Secret plain(-\w+)? \(o\/(more|kustomization)\.yaml\)/);
            assert.match(problem?.fix ?? "", /gitops\.kinds\[0\]' Secret\. .*SealedSecret/);
        }
    });

    it("is refused for the same kind of another group", () => {
        const [problem] = problemsOfTree(withObjects(object("serving.knative.dev/v1", "Deployment", "other")));
        assert.match(problem?.reason ?? "", /Deployment other/);
    });

    it("is refused for cluster-scoped objects, and never told to allow them", () => {
        for (const [apiVersion, kind] of [
            ["v1", "Namespace"],
            ["rbac.authorization.k8s.io/v1", "ClusterRole"],
            ["apiextensions.k8s.io/v1", "CustomResourceDefinition"],
            ["cert-manager.io/v1", "ClusterIssuer"],
            ["cilium.io/v2", "CiliumClusterwideNetworkPolicy"],
            ["resource.k8s.io/v1", "DeviceTaintRule"],
        ] as const) {
            const [problem, ...others] = problemsOfTree(withObjects(object(apiVersion, kind, "one")));
            assert.deepEqual(others, []);
            assert.match(
                problem?.reason ?? "",
                new RegExp(`cluster-scoped objects, .*: ${kind} one \\(o/more\\.yaml\\)$`),
            );
            assert.doesNotMatch(problem?.fix ?? "", /gitops\.kinds/);
        }
    });

    it("names five objects, and counts the others", () => {
        const seven = Array.from({ length: 7 }, (_, index) => object("v1", "Service", `s${index}`)).join("---\n");
        const [problem] = problemsOfTree(withObjects(seven));
        assert.match(problem?.reason ?? "", /Service s4 \(o\/more\.yaml\), and 2 more$/);
    });
});

describe("an overlay of Confluent's kinds", () => {
    it("is allowed every one of them, the migration job and those for Flink included", () => {
        const all = confluentKinds.filter(({ kind }) => kind !== "Zookeeper" && kind !== "Kafka");
        const text = all.map(({ kind }) => object("platform.confluent.io/v1beta1", kind, "one")).join("---\n");
        assert.match(text, /KRaftMigrationJob[^]*FlinkStatement/);
        assert.deepEqual(
            problemsOfTree(withObjects(text)).filter(({ reason }) => /may not make/.test(reason)),
            [],
        );
    });
});

describe("gitops.kinds", () => {
    for (const [title, kind, says] of [
        ["a kind that is in no namespace", "cert-manager.io/ClusterIssuer", /is cluster-scoped/],
        ["Namespace", "Namespace", /is cluster-scoped/],
        ["all kinds at once", "*", /is not GROUP\/KIND/],
        ["all kinds of a group", "cert-manager.io/*", /is not GROUP\/KIND/],
        ["a version for a group", "v1/Secret", /a version instead of a group/],
        ["group, version and kind", "batch/v1/CronJob", /is not GROUP\/KIND/],
        ["a plural", "secrets", /is not GROUP\/KIND/],
    ] as const) {
        it(`refuses ${title}`, () => {
            const [problem, ...others] = problemsOfTree({}, { gitops: { kinds: [kind] } });
            assert.deepEqual(others, []);
            assert.equal(problem?.key, "gitops.kinds[0]");
            assert.match(problem.reason, says);
        });
    }

    it("treats none of the always allowed kinds as cluster-wide", () => {
        assert.deepEqual(workloadKinds.filter(isClusterWide), []);
        assert.ok(isClusterWide(parseKind("Namespace")));
    });
});

describe("an overlay with objects in another namespace than gitops.namespace", () => {
    const topic = (namespace: string) => object("platform.confluent.io/v1beta1", "KafkaTopic", "orders", namespace);

    it("is refused with object, namespace and file if an object sets it itself", () => {
        const [problem, ...others] = problemsOfTree(withObjects(topic("kafka")));
        assert.deepEqual(others, []);
        assert.equal(problem?.key, "gitops.path");
        assert.match(problem.reason, /: KafkaTopic orders in kafka \(o\/more\.yaml\)$/);
        assert.match(problem.fix, /set namespace: confluent in o\/kustomization\.yaml/);
    });

    it("is refused if a folder below sets it for all", () => {
        const files = {
            "o/kustomization.yaml": "resources: [inner]\n",
            "o/inner/kustomization.yaml": "namespace: kafka\nresources: [../../base]\ncomponents: [../version]\n",
        };
        const [problem, ...others] = problemsOfTree(files);
        assert.deepEqual(others, []);
        assert.equal(problem?.key, "gitops.namespace");
        assert.match(
            problem.reason,
            /the namespace of the objects in o, kafka: .*Zookeeper zookeeper in kafka \(base\/zookeeper\.yaml\)/,
        );
        assert.match(problem.fix, /set it to kafka, or set namespace: confluent/);
        assert.deepEqual(problemsOfTree(files, { gitops: { namespace: "kafka" } }), []);
    });

    it("is refused if a folder below sets it for some", () => {
        const [problem, ...others] = problemsOfTree({
            "o/kustomization.yaml": "resources: [../base, inner]\ncomponents: [version]\n",
            "o/inner/kustomization.yaml": "namespace: kafka\nresources: [topic.yaml]\n",
            "o/inner/topic.yaml": topic("anything"),
        });
        assert.deepEqual(others, []);
        assert.match(
            problem?.reason ?? "",
            /outside gitops\.namespace.*KafkaTopic orders in kafka \(o\/inner\/topic\.yaml\)$/,
        );
    });

    it("is accepted if the overlay's own namespace corrects all of it, or if it is the same", () => {
        assert.deepEqual(problemsOfTree(withObjects(topic("kafka"), "namespace: confluent\n")), []);
        assert.deepEqual(problemsOfTree(withObjects(topic("confluent"))), []);
        assert.deepEqual(
            problemsOfTree({ "base/kafka.yaml": component("Kafka", "confluentinc/cp-server", ", replicas: 3") }),
            [],
        );
    });
});
