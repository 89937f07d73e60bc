/** The figures of the chart confluent-for-kubernetes, so that they are there whatever a mirrored chart says. */
export const operatorDefaults = {
    resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { cpu: "500m", memory: "512Mi" } },
};
