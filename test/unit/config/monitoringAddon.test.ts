import assert from "node:assert/strict";
import { type Addon, readAddons } from "../../../config/workload/addons";
import { readStackFile } from "../../../config/stackFile";
import { problemsOfAddon, withAddon } from "../../addonAlone";
import { root } from "../../harness";
import { alerts, analyses, dashboards, queries, rules } from "../../monitoring";

interface Described {
    labelsFromPath: Record<string, string[]>;
    metrics: { name: string; each: { stateSet?: { labelName: string; list: string[] } } }[];
}

describe("gitops/addons/monitoring", () => {
    let addon: Addon;
    before(() => {
        const [found, ...others] = withAddon("monitoring", (path) => readAddons(root, path)).addons;
        addon = found ?? assert.fail("no addon");
        assert.equal(others.length, 0);
    });

    it("is refused by no rule in the example's stack, with its images and pull secrets at a mirror", () =>
        assert.deepEqual(problemsOfAddon("monitoring", "monitoring"), []));

    it("names each image with its registry", () => {
        assert.ok(addon.images.length >= 8);
        for (const { name } of addon.images) assert.match(name, /^[a-z0-9.]+\.(io|dev|com)\//);
    });

    it("keeps of the chart's rules those on the monitoring itself, whose kind each of its stacks lets it make", () => {
        const { defaultRules } = addon.values as unknown as {
            defaultRules: { create: boolean; rules: Record<string, boolean> };
        };
        // values.yaml of the chart, 88.5.3: all groups are on by default.
        const watching = ["alertmanager", "general", "kubeStateMetrics", "prometheus"];
        assert.equal(defaultRules.create, true);
        assert.equal(Object.keys(defaultRules.rules).length, 34 - watching.length);
        for (const [group, on] of Object.entries(defaultRules.rules))
            assert.ok(!on && !watching.includes(group), group);
        for (const stack of ["monitoring", "staging", "prod"]) {
            const { config } = readStackFile(stack);
            assert.match(
                JSON.stringify(config),
                /"addonKinds":\[[^\]]*"monitoring\.coreos\.com\/PrometheusRule"/,
                stack,
            );
        }
    });

    it("has kube-state-metrics watch each kind whose metrics the rules and analyses name", () => {
        const { collectors } = (addon.values as unknown as { "kube-state-metrics": { collectors: string[] } })[
            "kube-state-metrics"
        ];
        const kinds = [...rules, ...analyses].flatMap(({ expr }) =>
            [...expr.matchAll(/\bkube_(?!customresource_)([a-z]+)_/g)].map(([, kind]) => `${kind}s`),
        );
        for (const kind of ["statefulsets", "pods"]) assert.ok(kinds.includes(kind), kind);
        assert.deepEqual(
            kinds.filter((kind) => !collectors.includes(kind)),
            [],
        );
    });

    it("has kube-state-metrics serve what the rules ask it for, with the labels and states that they name", () => {
        const values = addon.values as unknown as {
            "kube-state-metrics": { customResourceState: { config: { spec: { resources: Described[] } } } };
        };
        const { resources } = values["kube-state-metrics"].customResourceState.config.spec;
        const prefix = "kube_customresource_";
        const served = new Map(
            resources.flatMap(({ labelsFromPath, metrics }) =>
                metrics.map(({ name, each }) => [`${prefix}${name}`, { labels: Object.keys(labelsFromPath), ...each }]),
            ),
        );
        const asked = rules.flatMap(({ expr }) =>
            [...expr.matchAll(/\b(kube_customresource_\w+)(?:\{(\w+)=~?"([\w|]+)"\})?/g)].map(
                ([, name = "", label, value]) => ({
                    name,
                    label,
                    states: value?.split("|") ?? [],
                    by: [...expr.matchAll(/\b(?:by|on) \(([^)]*)\)/g)].flatMap(([, list = ""]) => list.split(/, */)),
                }),
            ),
        );
        assert.ok(asked.length >= 5);
        for (const { name, label, states, by } of asked) {
            const { labels, stateSet } = served.get(name) ?? assert.fail(`nobody serves ${name}`);
            assert.deepEqual(
                by.filter((one) => !labels.includes(one)),
                [],
                name,
            );
            if (label) assert.equal(label, stateSet?.labelName);
            for (const state of states) assert.ok(stateSet?.list.includes(state), state);
        }
    });
});

describe("gitops/addons/argo-rollouts", () => {
    it("is refused by no rule in a stack, with its image and pull secrets at a mirror", () =>
        assert.deepEqual(problemsOfAddon("argo-rollouts", "eks"), []));

    it("names its image with its registry", () => {
        const [addon, ...others] = withAddon("argo-rollouts", (path) => readAddons(root, path)).addons;
        assert.deepEqual(others, []);
        assert.deepEqual(
            addon?.images.map(({ name }) => name),
            ["quay.io/argoproj/argo-rollouts"],
        );
    });
});

describe("analyses", () => {
    it("ask for the lag by which alerts go, and at the Service of the addon's Prometheus", () => {
        assert.equal(analyses.length, 2);
        const [lag] = analyses;
        const [, series = ""] = /^([\w:]+)\{/.exec(lag?.expr ?? "") ?? [];
        assert.ok(rules.some(({ record }) => record === series));
        assert.ok(alerts.some(({ expr }) => expr.includes(series)));
        const [addon] = withAddon("monitoring", (path) => readAddons(root, path)).addons;
        // fullname-prometheus: templates/prometheus/service.yaml of the chart.
        const service = `http://${addon?.values.fullnameOverride as string}-prometheus.${addon?.namespace}.svc:9090`;
        for (const { address } of analyses) assert.equal(address, service);
    });
});

describe("rules and dashboards", () => {
    // descAppInfo in controller/metrics/metrics.go of Argo CD 3.5.2. 3.6.1 adds hydrator_status and phase.
    const labels =
        "namespace name project autosync_enabled repo dest_server dest_namespace sync_status health_status operation";

    it("name only labels of an Application that every version of Argo CD gives it which a stack may install", () => {
        const named = [...rules, ...queries].flatMap(({ expr }) =>
            [...expr.matchAll(/\bargocd_app_info\{([^}]*)\}/g)].flatMap(([, matchers = ""]) =>
                [...matchers.matchAll(/(\w+)(?:=~|!~|!=|=)"/g)].map(([, label = ""]) => label),
            ),
        );
        assert.ok(named.length >= 5);
        assert.deepEqual(
            named.filter((label) => !labels.split(" ").includes(label)),
            [],
        );
    });

    it("say from which figure on a panel is red, because Grafana's default is 80 of whatever it shows", () => {
        const figures = dashboards.flatMap(({ title, panels }) =>
            panels
                .filter(({ type }) => ["stat", "gauge", "bargauge"].includes(type))
                .map((panel) => ({ where: `${title}: ${panel.title}`, ...panel.fieldConfig.defaults })),
        );
        assert.ok(figures.length > 20);
        const plain = figures.filter(({ thresholds, color }) => color?.mode !== "fixed" && !thresholds?.steps.length);
        assert.deepEqual(
            plain.map(({ where }) => where),
            [],
        );
    });
});
