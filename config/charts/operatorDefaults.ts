/** The defaults of the confluent-for-kubernetes chart, so that they apply whatever a mirrored chart contains. */
export const operatorDefaults = {
    resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { cpu: "500m", memory: "512Mi" } },
};
