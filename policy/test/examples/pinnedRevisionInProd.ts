import * as k8s from "@pulumi/kubernetes";
import type { Example, Surroundings } from "./example";

const application = (targetRevision: string, { cluster: provider }: Surroundings) =>
    void new k8s.apiextensions.CustomResource(
        "platform",
        {
            apiVersion: "argoproj.io/v1alpha1",
            kind: "Application",
            metadata: { namespace: "argocd" },
            spec: {
                project: "platform",
                source: { repoURL: "https://git.example.com/platform.git", path: "overlays/prod", targetRevision },
                destination: { server: "https://kubernetes.default.svc", namespace: "platform" },
            },
        },
        { provider },
    );

export const pinnedRevisionInProd: Example = {
    inProduction: true,
    bad: (surroundings) => application("main", surroundings),
    good: (surroundings) => application("v1.2.3", surroundings),
    says: { wrong: /spec\.source\.targetRevision is "main"/, remedy: /Set gitops\.revision/ },
};
