import * as k8s from "@pulumi/kubernetes";
import type { Example, Surroundings } from "./example";

const release = (version: string | undefined, { cluster: provider }: Surroundings) =>
    void new k8s.helm.v3.Release(
        "operator",
        { chart: "test/fixtures/charts/argo-cd", name: "operator", namespace: "default", version },
        { provider },
    );

export const pinnedCharts: Example = {
    bad: (surroundings) => release(undefined, surroundings),
    good: (surroundings) => release("10.4.1", surroundings),
    says: { wrong: /version is not set/, remedy: /Set version to the one that was tried/ },
};
