import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "../../../../base/checkout";
import { UsageError } from "../../../../base/error";
import { prometheus } from "../../../../commands/team/metrics";
import { json } from "../../kubernetes/apiServer";
import { listOf, TeamCluster } from "./teamCluster";

const query = "GET /api/v1/namespaces/monitoring/services/monitoring-prometheus:9090/proxy/api/v1/query";

/** As Prometheus answers an instant query; the first value is a time. */
const vector = (...series: [metric: object, value: number][]) => ({
    status: "success",
    data: { resultType: "vector", result: series.map(([metric, value]) => ({ metric, value: [1.5, String(value)] })) },
});

describe("a team's page, by Prometheus,", () => {
    const cluster = new TeamCluster();
    const measure = (lags: ReturnType<typeof vector>, sizes: ReturnType<typeof vector>) =>
        cluster.set(query, (response) => {
            const { url = "" } = cluster.server.asked.at(-1) ?? {};
            const isLag = (new URL(url, cluster.server.url).searchParams.get("query") ?? "").startsWith(
                'namespace_group_topic:kafka_consumer_lag:sum{namespace="confluent"}',
            );
            json(isLag ? lags : sizes)(response);
        });

    it("has the lag of groups that read its topics or are its own, and what its topics take up", async () => {
        const lag = (consumer_group: string, topic: string, value: number): [object, number] => [
            { namespace: "confluent", consumer_group, topic },
            value,
        ];
        measure(
            vector(
                lag("others.app", "payments.orders", 5),
                lag("payments.app", "others.x", 70),
                lag("others.app", "others.x", 9),
            ),
            vector([{ topic: "payments.orders" }, 30 * 1024 ** 3], [{ topic: "others.x" }, 1]),
        );
        const { report, team, text } = await cluster.asked();
        assert.equal(report.noMetrics, null);
        assert.deepEqual(team.lag, [
            { group: "others.app", topic: "payments.orders", messages: 5 },
            { group: "payments.app", topic: "others.x", messages: 70 },
        ]);
        assert.deepEqual([team.storage.now, team.storage.nowMonthlyUsd], [30 * 1024 ** 3, 2.4]);
        assert.match(text, /now 30 GiB, \$ 2\.40 a month/);
        assert.match(
            text,
            /Lag\n {2}payments\.app {2}others\.x {9}70 messages\n {2}others\.app {4}payments\.orders {2}5 messages\n/,
        );
    });

    it("treats an empty answer as no lag only if Prometheus knows this Kafka", async () => {
        measure(vector(), vector([{ topic: "payments.orders" }, 1]));
        assert.deepEqual((await cluster.asked()).team.lag, []);
        measure(vector(), vector());
        const { report, team } = await cluster.asked();
        assert.equal(team.lag, null);
        assert.match(report.noMetrics ?? "", /Prometheus has no metrics of Kafka in confluent/);
    });

    it("continues without metrics if its user may not query Prometheus, but not if it may not read objects", async () => {
        const forbidden = json({ kind: "Status", message: "services is forbidden" }, 403);
        cluster.set(query, forbidden);
        const { report, ok } = await cluster.asked();
        assert.equal(ok, true);
        assert.match(
            report.noMetrics ?? "",
            /ask Service monitoring\/monitoring-prometheus: services is forbidden \(HTTP 403\)/,
        );
        cluster.set(listOf("schemas"), forbidden);
        await assert.rejects(cluster.asked(), new UsageError("list schemas: services is forbidden (HTTP 403)"));
    });

    it("asks the addon's Prometheus for series that rules and dashboards have", () => {
        const read = (path: string) => readFileSync(join(root, "gitops", path), "utf8");
        const { spec } = parse(read("addons/monitoring/monitoring.yaml")) as {
            spec: {
                destination: { namespace: string };
                source: { helm: { valuesObject: { fullnameOverride: string } } };
            };
        };
        const { fullnameOverride } = spec.source.helm.valuesObject;
        assert.deepEqual(
            [prometheus.namespace, prometheus.name],
            [spec.destination.namespace, `${fullnameOverride}-prometheus`],
        );
        const { groups } = (
            parse(read("platform/components/monitoring/rules/kafka.yaml")) as {
                spec: { groups: { rules: { record?: string; expr: string }[] }[] };
            }
        ).spec;
        const recorded = groups
            .flatMap(({ rules }) => rules)
            .find(({ record }) => record === "namespace_group_topic:kafka_consumer_lag:sum");
        assert.match(recorded?.expr ?? "", /^sum by \(namespace, consumer_group, topic\)/);
        assert.ok(
            read("platform/components/monitoring/dashboards/storage.json").includes(
                'sum by (topic) (kafka_log_log_value{namespace=\\"$namespace\\",name=\\"Size\\"})',
            ),
        );
    });
});
