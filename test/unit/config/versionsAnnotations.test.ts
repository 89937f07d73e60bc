import assert from "node:assert/strict";
import { readOverlay } from "../../../config/workload/overlay";
import { child, isAnnotated, podRunners } from "../../../config/workload/platform";
import { root } from "../../harness";
import { annotate } from "../../overlays";
import { overlayNames } from "../gitops/gitopsTree";
import { component, kraft, problemsOfTree } from "./overlayTree";

const log4j1 = "platform.confluent.io/use-log4j1";
const jetty9 = "platform.confluent.io/use-old-jetty9";

/** The small tree with objects beside its own, and lines of its overlay's kustomization. */
const withMore = (text: string, lines = "") => ({
    "o/kustomization.yaml": `resources: [../base, more.yaml]\ncomponents: [version]\n${lines}`,
    "o/more.yaml": text,
});
const basic = ", authentication: { type: basic, basic: { secretRef: users } }";
const said = (files: Record<string, string>) =>
    problemsOfTree(files).map(({ key, reason, fix }) => {
        assert.equal(key, "gitops.path");
        assert.match(fix, /gitops\/platform\/components\/platform-7/);
        return reason;
    });
/** Takes both annotations, which the small tree's version component sets, off what a regular expression names. */
const without = (annotation: string, kind = ".*") => {
    const remove = { op: "remove", path: `/metadata/annotations/platform.confluent.io~1${annotation}` };
    const target = `{ group: platform.confluent.io, kind: "${kind}" }`;
    return `patches: [{ target: ${target}, patch: '${JSON.stringify([remove])}' }]\n`;
};

describe("Confluent Platform 7 on an operator of 3", () => {
    it("has both annotations in every overlay with it, and none in the others, the second on what is signed in to", () => {
        for (const name of overlayNames) {
            const { resources, platformVersion } = readOverlay(root, `gitops/platform/overlays/${name}`);
            const components = podRunners(resources);
            if (!platformVersion.startsWith("7.")) {
                assert.ok(!components.some((one) => isAnnotated(one, log4j1) || isAnnotated(one, jetty9)), name);
                continue;
            }
            assert.deepEqual(
                components.map((resource) => [
                    resource.kind,
                    isAnnotated(resource, log4j1),
                    isAnnotated(resource, jetty9),
                ]),
                [
                    ["Kafka", true, false],
                    ["SchemaRegistry", true, true],
                    ["Connect", true, true],
                    ["Zookeeper", true, false],
                    ["ControlCenter", true, true],
                ],
                name,
            );
            // What was there before still is: a patch of annotations merges.
            for (const { object, kind } of components) {
                const annotations = child(child(object, "metadata"), "annotations");
                assert.ok(child(annotations, "argocd.argoproj.io/sync-wave"), `${name} ${kind}`);
            }
        }
    });

    it("is refused without use-log4j1, with every object and its file, each kind of component", () => {
        const kinds = ["SchemaRegistry", "Connect", "KsqlDB", "KafkaRestProxy"];
        const more = kinds.map((kind) => component(kind, `confluentinc/cp-${kind.toLowerCase()}:7.9.0`)).join("---\n");
        for (const kind of [...kinds, "Zookeeper", "Kafka"]) {
            const [reason = "", ...others] = said(withMore(more, without("use-log4j1", kind)));
            assert.deepEqual(others, [], kind);
            const file = kinds.includes(kind) ? "o/more.yaml" : `base/${kind.toLowerCase()}.yaml`;
            const named = `${kind} ${kind.toLowerCase()} (${file})`;
            assert.ok(reason.endsWith(`: ${named}`), reason);
            assert.match(reason, /7\.9\.0 without the annotation platform\.confluent\.io\/use-log4j1: "true"/);
        }
    });

    it("is refused without it on a KRaftController, and on a Connect with an image of one's own", () => {
        const files = {
            ...kraft,
            ...withMore(component("Connect", "registry.example.com/own:1"), without("use-log4j1", "KRaft.*|Connect")),
        };
        files["o/kustomization.yaml"] = files["o/kustomization.yaml"].replace("[version]", "[../kraft, version]");
        assert.match(said(files).join(), /: Connect connect .*, KRaftController kraftcontroller \([^,]*\)$/);
    });

    it("is refused if the annotation is anything but true", () => {
        const lines = annotate("use-log4j1", "false", "Kafka");
        assert.match(
            said(withMore(component("KsqlDB", "confluentinc/cp-ksqldb-server:7.9.0"), lines)).join(),
            /Kafka kafka/,
        );
    });

    it("is refused without use-old-jetty9 for basic authentication, and only there", () => {
        for (const kind of ["SchemaRegistry", "Connect", "ControlCenter", "KsqlDB", "KafkaRestProxy"]) {
            const image = `confluentinc/cp-${kind.toLowerCase()}:7.9.0`;
            const open = component(kind, image).replace(`name: ${kind.toLowerCase()}`, "name: open");
            const lines = without("use-old-jetty9");
            const [reason = "", ...others] = said(withMore(`${component(kind, image, basic)}---\n${open}`, lines));
            assert.deepEqual(others, [], kind);
            assert.match(reason, /without the annotation platform\.confluent\.io\/use-old-jetty9/);
            assert.ok(reason.endsWith(`: ${kind} ${kind.toLowerCase()} (o/more.yaml)`), reason);
            assert.deepEqual(said(withMore(component(kind, image, basic))), []);
        }
    });

    it("is refused without use-old-jetty9 if Control Center authenticates users with LDAP", () => {
        const image = "confluentinc/cp-enterprise-control-center:7.9.0";
        const object = (type: string) =>
            component("ControlCenter", image, `, tls: { secretRef: tls }, authentication: { type: ${type} }`);
        const lines = without("use-old-jetty9");
        assert.match(said(withMore(object("ldap"), lines)).join(), /use-old-jetty9.*: ControlCenter controlcenter/);
        assert.deepEqual(said(withMore(object("mtls"), lines)), []);
    });

    it("leaves next-generation Control Center alone, which is versioned separately", () => {
        const image = "confluentinc/cp-enterprise-control-center-next-gen:2.4.1";
        const lines = annotate("use-log4j1", null, "ControlCenter");
        assert.deepEqual(said(withMore(component("ControlCenter", image), lines)), []);
    });
});

describe("Confluent Platform 8", () => {
    const eight = (lines = "") => ({
        ...kraft,
        "o/kustomization.yaml": `resources: [../base]\ncomponents: [../kraft, version]\n${lines}`,
        "o/version/kustomization.yaml": `kind: Component
images:
  - { name: confluentinc/cp-server, newTag: 8.1.0 }
  - { name: confluentinc/confluent-init-container, newTag: 3.4.0 }
`,
    });

    it("needs neither annotation", () => {
        assert.deepEqual(said(eight()), []);
    });

    it("is refused with a leftover annotation, with every object and its file", () => {
        for (const name of ["use-log4j1", "use-old-jetty9"]) {
            const [reason = "", ...others] = said(eight(annotate(name, "true", "Kafka")));
            assert.deepEqual(others, []);
            assert.ok(reason.endsWith(`${name}, which is only for 7: Kafka kafka (base/kafka.yaml)`), reason);
        }
    });
});
