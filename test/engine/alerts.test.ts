import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { ensureTools } from "../../tools";
import { root } from "../harness";
import {
    alertmanagerConfig,
    alerts,
    analyses,
    dashboards,
    type Group,
    groups,
    queries,
    rules,
    runOn,
} from "../monitoring";

interface Silent {
    at: string;
    series: Record<string, string>;
}
interface Fires extends Silent {
    labels: Record<string, string>;
    summary: string;
    description: string;
}
interface Case {
    /** Where one of them does not say what is expected, it is what is expected of the first. */
    fires: [Fires, ...(Silent & Partial<Fires>)[]];
    silent: Silent[];
}

const cases = parse(readFileSync(join(root, "test/fixtures/monitoring/alerts.yaml"), "utf8"), {
    schema: "failsafe",
}) as Record<string, Case>;

/** What `promtool test rules` reads. */
const testOf = (alert: string, { at, series }: Silent, expected: object[]) => ({
    interval: "1m",
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    alert_rule_test: [{ eval_time: at, alertname: alert, exp_alerts: expected }],
});

/** The groups, with the alert and what it asks for that is recorded, itself from what is recorded. */
function neededFor(alert: string): Group[] {
    const needed = new Set(rules.filter((rule) => rule.alert === alert));
    for (const { expr } of needed) {
        for (const rule of rules) if (rule.record !== undefined && expr.includes(rule.record)) needed.add(rule);
    }
    return groups
        .map((group) => ({ ...group, rules: group.rules.filter((rule) => needed.has(rule)) }))
        .filter((group) => group.rules.length > 0);
}

describe("the alerts of gitops/platform/components/monitoring", () => {
    let promtool: string;
    let amtool: string;
    before(async function () {
        this.timeout("20m");
        ({ promtool, amtool } = await ensureTools(["promtool", "amtool"]));
    });

    const check = (args: string[], files: Record<string, unknown>) => runOn(promtool, args, files);
    /** With this alert, and what is recorded for it, alone: days of all of them would take minutes. */
    const testRules = async (alert: string, tests: object[]) => {
        const needed = neededFor(alert);
        const { good, said } = await check(["test", "rules", "tests.yaml"], {
            "rules.yaml": { groups: needed },
            "tests.yaml": {
                rule_files: ["rules.yaml"],
                // Hours by the minute would take long, and no rule's answer hangs on a minute of them.
                evaluation_interval: cases[alert]?.fires.some(({ at }) => at.includes("h")) ? "5m" : "1m",
                group_eval_order: needed.map(({ name }) => name),
                tests,
            },
        });
        assert.ok(good, said);
    };

    it("are rules that Prometheus accepts, none of them twice", async () => {
        const { good, said } = await check(["check", "rules", "--lint=all", "--lint-fatal", "rules.yaml"], {
            "rules.yaml": { groups },
        });
        assert.ok(good, said);
    });

    it("each have a case in which they fire, and one in which they don't", () => {
        assert.deepEqual(Object.keys(cases).sort(), alerts.map(({ alert }) => alert).sort());
        const metricsOf = ({ series }: Silent) => Object.keys(series).map((name) => name.replace(/\{.*/, ""));
        for (const [alert, { fires, silent }] of Object.entries(cases)) {
            assert.ok(silent.length > 0, alert);
            for (const one of silent) {
                const metrics = metricsOf(one);
                // It would be silent without data.
                const isLike = (other: Silent) => metricsOf(other).every((metric) => metrics.includes(metric));
                assert.ok(fires.some(isLike), `${alert}, silent with ${metrics.join(", ")}: no such case fires`);
            }
        }
    });

    for (const { alert, labels = {}, annotations = {} } of alerts) {
        it(`${alert} fires, and says what is wrong`, async () => {
            const { fires } = cases[alert] ?? assert.fail("no case");
            const tests = fires.map((one) => {
                const { labels: own, summary, description } = { ...fires[0], ...one };
                const expected = {
                    exp_labels: { ...own, severity: labels.severity },
                    exp_annotations: { ...annotations, summary, description },
                };
                return testOf(alert, one, [expected]);
            });
            await testRules(alert, tests);
        });

        it(`${alert} stays silent`, async () => {
            const { silent } = cases[alert] ?? assert.fail("no case");
            await testRules(
                alert,
                silent.map((one) => testOf(alert, one, [])),
            );
        });

        it(`${alert} has a severity, and a section in docs/RUNBOOKS.md that its link leads to`, () => {
            assert.match(labels.severity ?? "", /^(critical|warning)$/);
            const { runbook_url: link = "" } = annotations;
            const [page, anchor] = link.split("#");
            assert.equal(page, "https://github.com/your-company/confluent-gitops/blob/main/docs/RUNBOOKS.md");
            const section = new RegExp(`^## ${alert}\\n([^]*?)(?=^## |$(?![^]))`, "m").exec(runbooks)?.[1] ?? "";
            assert.equal(anchor, alert.toLowerCase());
            for (const part of ["It means", "Look", "Do", "It is over"]) {
                assert.match(section, new RegExp(`^\\*\\*${part}\\*\\*`, "m"), `${alert}: ${part}`);
            }
        });
    }

    it("are routed by Alertmanager to who is on call or to the team, by their severity", async () => {
        const config = alertmanagerConfig();
        const files = { "alertmanager.yaml": config };
        const valid = await runOn(amtool, ["check-config", "alertmanager.yaml"], files);
        assert.ok(valid.good, valid.said);
        // The last one is the chart's.
        const receivers = {
            "severity=critical": "on-call",
            "severity=warning": "team",
            "alertname=Watchdog": "watchdog",
        };
        for (const [label, receiver] of Object.entries(receivers)) {
            const args = ["config", "routes", "test", "--config.file=alertmanager.yaml", label];
            const { good, said } = await runOn(amtool, args, files);
            assert.ok(good, said);
            assert.equal(said.trim(), receiver);
        }
    });

    it("are inhibited by another alert about the same thing, and by none about another", () => {
        const { inhibit_rules: rules } = alertmanagerConfig();
        assert.ok(rules.length > 0);
        for (const { source_matchers: source, target_matchers: target, equal } of rules) {
            for (const [matcher] of [source, target]) {
                const [, name = ""] = /^alertname = (\w+)$/.exec(matcher) ?? assert.fail(matcher);
                const { labels } = cases[name]?.fires[0] ?? assert.fail(`${name}: there is no such alert`);
                // A label that neither has counts as equal: one alert would hold back those of everything else.
                assert.deepEqual(
                    equal.filter((label) => !(label in labels)),
                    [],
                    name,
                );
            }
        }
    });

    it("have no section in docs/RUNBOOKS.md of one that is gone", () => {
        const sections = [...runbooks.matchAll(/^## (\w+)$/gm)].map(([, name = ""]) => name);
        assert.deepEqual(sections.sort(), alerts.map(({ alert }) => alert).sort());
    });

    it("have dashboards and analyses beside them, whose queries Prometheus takes", async () => {
        assert.equal(dashboards.length, 8);
        assert.ok(queries.length > 30);
        const checked = [...queries, ...analyses].map(({ where, expr }, index) => ({
            name: `${where} (${index})`,
            rules: [{ record: "query", expr }],
        }));
        const { good, said } = await check(["check", "rules", "rules.yaml"], { "rules.yaml": { groups: checked } });
        assert.ok(good, said);
    });
});

const runbooks = readFileSync(join(root, "docs/RUNBOOKS.md"), "utf8");
