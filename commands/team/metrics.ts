import { KubernetesError, type KubernetesApi, type Service } from "../../kubernetes";
import type { TeamReport } from "./shape";

/**
 * Prometheus of gitops/addons/monitoring: its chart calls the Service FULLNAME-prometheus, and its port is 9090
 * (https://github.com/prometheus-community/helm-charts/blob/main/charts/kube-prometheus-stack/templates/prometheus/service.yaml).
 */
export const prometheus: Service = { namespace: "monitoring", name: "monitoring-prometheus", port: 9090 };

const needed = "the monitoring addon (gitops/addons/monitoring) and gitops/platform/components/monitoring";

/** What Prometheus knows of the topics of a namespace. */
export interface Metrics {
    lag: NonNullable<TeamReport["lag"]>;
    /** Bytes of all replicas, by topic. */
    sizes: ReadonlyMap<string, number>;
}

/** An answer of Prometheus to an instant query (https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries). */
interface Answer {
    data?: { result?: { metric: Readonly<Record<string, string>>; value: readonly [at: number, value: string] }[] };
}

/**
 * The series of the alerts and dashboards in gitops/platform/components/monitoring. Kafka reports the lag of groups with
 * members only (rules/kafka.yaml).
 *
 * @returns why it isn't known, if Prometheus can't be asked or has no series of this namespace's Kafka
 */
export async function metricsOf(api: KubernetesApi, namespace: string): Promise<Metrics | string> {
    const ask = async (query: string) =>
        (await api.askService<Answer>(prometheus, "/api/v1/query", { query })).data?.result ?? [];
    try {
        const [lags, sizes] = await Promise.all([
            ask(`namespace_group_topic:kafka_consumer_lag:sum{namespace="${namespace}"}`),
            ask(`sum by (topic) (kafka_log_log_value{namespace="${namespace}",name="Size"})`),
        ]);
        if (sizes.length === 0) return `Prometheus has no metrics of Kafka in ${namespace}: it needs ${needed}`;
        return {
            lag: lags.map(({ metric, value }) => ({
                group: metric.consumer_group ?? "",
                topic: metric.topic ?? "",
                messages: Number(value[1]),
            })),
            sizes: new Map(sizes.map(({ metric, value }) => [metric.topic ?? "", Number(value[1])])),
        };
    } catch (error) {
        if (error instanceof SyntaxError) return `Service ${prometheus.namespace}/${prometheus.name} answers no JSON`;
        if (!(error instanceof KubernetesError)) throw error;
        return error.code === 404 ? `there is no Prometheus: it needs ${needed}` : error.message;
    }
}
