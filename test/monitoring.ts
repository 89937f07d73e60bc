import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse, stringify } from "yaml";
import { root } from "./harness";

const component = join(root, "gitops/platform/components/monitoring");

export interface Rule {
    alert?: string;
    record?: string;
    expr: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
}
export interface Group {
    name: string;
    rules: Rule[];
}

const filesIn = (folder: string) => readdirSync(join(component, folder)).map((name) => join(component, folder, name));

/** The groups of all PrometheusRules. */
export const groups = filesIn("rules").flatMap(
    (file) => (parse(readFileSync(file, "utf8")) as { spec: { groups: Group[] } }).spec.groups,
);
export const rules = groups.flatMap(({ rules }) => rules);
export const alerts = rules.filter((rule): rule is Rule & { alert: string } => rule.alert !== undefined);

interface Panel {
    title: string;
    type: string;
    targets?: { expr: string }[];
    fieldConfig: { defaults: { thresholds?: { steps: object[] }; color?: { mode: string } } };
}
export interface Dashboard {
    file: string;
    uid: string;
    title: string;
    panels: Panel[];
    templating: { list: { name: string; type: string; query?: string }[] };
}
export const dashboards: Dashboard[] = filesIn("dashboards").map((file) => ({
    ...(JSON.parse(readFileSync(file, "utf8")) as Dashboard),
    file,
}));

/** Every query in the dashboards, with the name of its panel. A number that a user can set has its default value. */
export const queries = dashboards.flatMap(({ title, panels, templating }) =>
    panels.flatMap((panel) =>
        (panel.targets ?? []).map(({ expr }) => ({
            where: `${title}: ${panel.title}`,
            expr: templating.list.reduce(
                (text, { name, type, query = "" }) => (type === "textbox" ? text.replaceAll(`$${name}`, query) : text),
                expr,
            ),
        })),
    ),
);

interface Analysis {
    args: { name: string; value?: string }[];
    metrics: { name: string; provider: { prometheus: { address: string; query: string } } }[];
}

/** What the sample client's AnalysisTemplate asks Prometheus, in its order; an argument without a value is `x1y2z3`. */
export const analyses = (() => {
    const file = join(component, "../sample-client/analysis.yaml");
    const { args, metrics } = (parse(readFileSync(file, "utf8")) as { spec: Analysis }).spec;
    const said = (text: string) =>
        args.reduce((all, { name, value = "x1y2z3" }) => all.replaceAll(`{{args.${name}}}`, value), text);
    return metrics.map(({ name, provider: { prometheus } }) => ({
        where: `AnalysisTemplate sample-client: ${name}`,
        expr: said(prometheus.query),
        address: said(prometheus.address),
    }));
})();

/** As in Alertmanager, with one alert on each side: https://prometheus.io/docs/alerting/latest/configuration/#inhibit_rule */
interface InhibitRule {
    source_matchers: [string];
    target_matchers: [string];
    equal: string[];
}

/** Alertmanager's configuration in gitops/addons/monitoring. */
export function alertmanagerConfig(): { inhibit_rules: InhibitRule[] } {
    const file = join(root, "gitops/addons/monitoring/monitoring.yaml");
    const { spec } = parse(readFileSync(file, "utf8")) as {
        spec: { source: { helm: { valuesObject: { alertmanager: { config: { inhibit_rules: InhibitRule[] } } } } } };
    };
    return spec.source.helm.valuesObject.alertmanager.config;
}

const run = promisify(execFile);

/** Runs promtool or amtool in a folder with the given files. @returns its output, and whether it succeeded */
export async function runOn(promtool: string, args: string[], files: Record<string, unknown>) {
    const folder = mkdtempSync(join(tmpdir(), "promtool-"));
    try {
        for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), stringify(content));
        const { stdout, stderr } = await run(promtool, args, { cwd: folder });
        return { good: true, said: stdout + stderr };
    } catch (error) {
        const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
        return { good: false, said: stdout + stderr };
    } finally {
        rmSync(folder, { recursive: true });
    }
}
