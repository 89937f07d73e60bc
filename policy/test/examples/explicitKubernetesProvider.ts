import * as k8s from "@pulumi/kubernetes";
import type { Example } from "./example";

const settings = { metadata: { namespace: "default" }, data: { key: "value" } };

export const explicitKubernetesProvider: Example = {
    bad: () => void new k8s.core.v1.ConfigMap("astray", settings),
    good: ({ cluster }) => void new k8s.core.v1.ConfigMap("at-home", settings, { provider: cluster }),
    says: { wrong: /it has no provider of its own/, remedy: /the option provider/ },
};
