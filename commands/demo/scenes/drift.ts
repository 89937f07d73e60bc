import { UsageError } from "../../../base/error";
import { until } from "../../../base/until";
import { type Scene, timed } from "../scene";
import { confluentApi, live, workloadNamespace } from "../workload";

const connect = { apiVersion: confluentApi, kind: "Connect" };

export const drift: Scene = {
    name: "drift",
    title: "Drift",
    explanation: "Somebody scales Connect by hand. Git says otherwise, so Argo CD undoes it.",
    after: ["deploy"],
    async play(on) {
        const { api, repository, recorder } = on;
        const replicas = async () => {
            const live = await api.get(connect, workloadNamespace, "connect");
            return (live?.spec as { replicas?: number } | undefined)?.replicas;
        };
        const wanted = await replicas();
        if (wanted === undefined) throw new UsageError("There is no Connect to scale.");
        const { seconds } = await timed(async () => {
            await api.merge(connect, workloadNamespace, "connect", { spec: { replicas: wanted + 2 } });
            recorder.mark(`kubectl scale: ${wanted} → ${wanted + 2} replicas`);
            await until(`Connect has ${wanted} replicas again`, async () => (await replicas()) === wanted);
        });
        await live(on, await repository.head());
        return {
            result: `Connect is back to ${wanted} of ${wanted + 2} replicas after ${seconds.toFixed(1)} s.`,
            measures: [{ what: "drift to healed", seconds, bound: 2 }],
        };
    },
};
