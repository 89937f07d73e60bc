import * as k8s from "@pulumi/kubernetes";
import type { Example, Surroundings } from "./example";

function deployment(image: string, { cluster: provider }: Surroundings): void {
    const labels = { app: "web" };
    new k8s.apps.v1.Deployment(
        "web",
        {
            metadata: { namespace: "default" },
            spec: {
                selector: { matchLabels: labels },
                template: { metadata: { labels }, spec: { containers: [{ name: "web", image }] } },
            },
        },
        { provider },
    );
}

export const pinnedImages: Example = {
    bad: (surroundings) => deployment("registry.example.com:5000/web", surroundings),
    good: (surroundings) => deployment("registry.example.com:5000/web:1.27.4", surroundings),
    says: {
        wrong: /spec\.template\.spec\.containers\[0\]\.image is "registry\.example\.com:5000\/web"/,
        remedy: /to the release that was tried/,
    },
};
