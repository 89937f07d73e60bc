import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { check } from "../../../config/check";
import { type Addon, readAddons } from "../../../config/workload/addons";
import { readStackFile } from "../../../config/stackFile";
import { root } from "../../harness";
import { dashboards, queries, rules } from "../../monitoring";
import { byReader } from "../../overlays";

interface Described {
    labelsFromPath: Record<string, string[]>;
    metrics: { name: string; each: { stateSet?: { labelName: string; list: string[] } } }[];
}

/** Runs `use` with a folder of addons that has monitoring alone. */
function withMonitoring<T>(use: (path: string) => T): T {
    const folder = mkdtempSync(join(root, "test/fixtures/overlay-"));
    try {
        writeFileSync(join(folder, "kustomization.yaml"), "resources: [../../../gitops/addons/monitoring]\n");
        return use(relative(root, folder));
    } finally {
        rmSync(folder, { recursive: true });
    }
}

describe("gitops/addons/monitoring", () => {
    let addon: Addon;
    before(() => {
        const [found, ...others] = withMonitoring((path) => readAddons(root, path)).addons;
        addon = found ?? assert.fail("no addon");
        assert.equal(others.length, 0);
    });

    it("is refused by no rule in the example's stack, with its images and pull secrets at a mirror", () =>
        withMonitoring((addons) => {
            const { config } = readStackFile("monitoring", { "gitops.addons": addons });
            const groups = Object.fromEntries(
                Object.entries(config).flatMap(([key, value]) =>
                    key.startsWith("confluent-gitops:") ? [[key.slice("confluent-gitops:".length), value]] : [],
                ),
            );
            const { problems } = check({
                groups: { ...groups, mirrors: { images: "registry.example.com/mirror" } },
                secrets: {
                    imagePullSecret: { value: '{"auths":{"registry.example.com":{"auth":"dTpw"}}}', encrypted: true },
                },
                region: "eu-central-1",
                root,
                rendered: byReader,
                today: "2026-11-27",
            });
            assert.deepEqual(problems, []);
        }));

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

    it("has kube-state-metrics watch each kind whose metrics the rules name", () => {
        const { collectors } = (addon.values as unknown as { "kube-state-metrics": { collectors: string[] } })[
            "kube-state-metrics"
        ];
        const kinds = rules.flatMap(({ expr }) =>
            [...expr.matchAll(/\bkube_(?!customresource_)([a-z]+)_/g)].map(([, kind]) => `${kind}s`),
        );
        assert.ok(kinds.includes("statefulsets"));
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
