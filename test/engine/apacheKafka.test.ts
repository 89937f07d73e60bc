import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { ensureTools } from "../../tools";
import { root } from "../harness";
import { exportsWhatIsThere } from "./exported";
import { type RealKafka, startKafka } from "./kafka";
import { sampleIsTested } from "./kafkaSample";
import { smokeIsTested } from "./kafkaSmoke";
import { analyses, runOn, queries, rules } from "../monitoring";

/** One line that is served: a name with its labels. */
interface Series {
    name: string;
    labels: ReadonlyMap<string, string>;
}
/** What an expression selects. */
interface Selector {
    where: string;
    expr: string;
    text: string;
    name: string;
    matchers: { label: string; operator: string; value: string }[];
}

const others = parse(readFileSync(join(root, "test/fixtures/monitoring/otherMetrics.yaml"), "utf8")) as Record<
    string,
    string
>;
/** Prometheus adds them to what it scrapes. */
const ofTarget = ["namespace", "pod", "job"];
const recorded = new Set(rules.map(({ record }) => record));
const marker = "selected_here";

describe("On a real Apache Kafka and Connect,", () => {
    let kafka: RealKafka;
    let served: Series[];
    let selectors: Selector[];

    before(async function () {
        this.timeout("20m");
        const { promtool } = await ensureTools(["promtool"]);
        const ofRules = rules.map(({ alert, record, expr }) => ({ where: alert ?? record ?? "", expr }));
        const all = [...ofRules, ...queries, ...analyses];
        selectors = (await Promise.all(all.map((one) => selectorsOf(promtool, one)))).flat();
        kafka = await startKafka();
        served = seriesOf(await kafka.scrape());
    });
    after(() => kafka?.stop());

    const isOther = ({ name }: Selector) => recorded.has(name) || name in others;

    it("the metrics that rules and dashboards name are served with such labels, or listed with their source", () => {
        assert.ok(served.length > 3000, `${served.length} series are served`);
        const missing = selectors
            .filter((selector) => !isOther(selector))
            .flatMap((selector) =>
                alternativesOf(selector).filter((one) => !served.some((series) => isSelected(series, one))),
            )
            .map(({ where, text }) => `${where}: ${text}`);
        assert.deepEqual(missing, []);
        assert.ok(selectors.filter((selector) => !isOther(selector)).length > 60);
    });

    it("the metrics that rules and dashboards name are summed up by labels that they have", () => {
        const all = [...rules, ...queries];
        for (const { expr } of all) {
            const of = selectors.filter((one) => one.expr === expr && !recorded.has(one.name));
            if (of.length === 0 || of.some(isOther)) continue;
            const labels = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = ""]) => list.split(/, */));
            const has = (label: string) =>
                ofTarget.includes(label) ||
                served.some(({ name, labels }) => of.some((one) => one.name === name) && labels.has(label));
            assert.deepEqual(
                labels.filter((label) => !has(label)),
                [],
                expr,
            );
        }
    });

    it("the metrics that rules and dashboards name are on no list if they are served, or no longer named", () => {
        const named = new Set(selectors.map(({ name }) => name));
        const listed = Object.keys(others);
        assert.deepEqual(
            listed.filter((name) => !named.has(name)),
            [],
        );
        assert.deepEqual(
            listed.filter((name) => served.some((series) => series.name === name)),
            [],
        );
    });

    exportsWhatIsThere(() => kafka);
    smokeIsTested(() => kafka);
    sampleIsTested(() => kafka);
});

/** By Prometheus' own parser: each selector of an expression gets one more matcher, and is found by it. */
async function selectorsOf(promtool: string, { where, expr }: { where: string; expr: string }): Promise<Selector[]> {
    const args = ["--experimental", "promql", "label-matchers", "set", expr, marker, "yes"];
    const { good, said } = await runOn(promtool, args, {});
    assert.ok(good, `${where}: ${said}`);
    return [...said.matchAll(/([a-zA-Z_:][\w:]*)?\{([^{}]*)\}/g)].map(([text, bare, list = ""]) => {
        const matchers = [...list.matchAll(/(\w+)(=~|!~|!=|=)"((?:[^"\\]|\\.)*)"/g)]
            .map(([, label = "", operator = "", value = ""]) => ({
                label,
                operator,
                value: value.replaceAll("\\\\", "\\"),
            }))
            .filter(({ label }) => label !== marker && !ofTarget.includes(label));
        const name = bare ?? matchers.find(({ label }) => label === "__name__")?.value ?? "";
        return { where, expr, text, name, matchers };
    });
}

/** Where a matcher lists several values, a selector for each: one of them alone would hide that another is misspelt. */
function alternativesOf(selector: Selector): Selector[] {
    const list = selector.matchers.find(({ operator, value }) => operator === "=~" && /^[\w|]+$/.test(value));
    if (!list) return [selector];
    return list.value.split("|").map((value) => ({
        ...selector,
        text: `${selector.name} with ${list.label}="${value}"`,
        matchers: selector.matchers.map((one) => (one === list ? { ...one, operator: "=", value } : one)),
    }));
}

function isSelected({ name, labels }: Series, selector: Selector): boolean {
    return (
        name === selector.name &&
        selector.matchers.every(({ label, operator, value }) => {
            const has = labels.get(label) ?? "";
            const matches = operator.endsWith("~") ? new RegExp(`^(?:${value})$`).test(has) : has === value;
            return matches !== operator.startsWith("!");
        })
    );
}

/** Prometheus' text format. */
const seriesOf = (page: string): Series[] =>
    page
        .split("\n")
        .filter((line) => line && !line.startsWith("#"))
        .map((line) => {
            const [, name = "", list = ""] = /^([\w:]+)(?:\{(.*)\})? /.exec(line) ?? [];
            const labels = [...list.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)];
            return { name, labels: new Map(labels.map(([, label = "", value = ""]) => [label, value])) };
        });
