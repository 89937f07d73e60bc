import * as k8s from "@pulumi/kubernetes";
import type { Example, Surroundings } from "./example";

const storageClass = (name: string, reclaimPolicy: string, { cluster: provider }: Surroundings) =>
    void new k8s.storage.v1.StorageClass(
        name,
        { provisioner: "ebs.csi.aws.com", parameters: { encrypted: "true" }, reclaimPolicy },
        { provider },
    );

export const retainedVolumesInProd: Example = {
    inProduction: true,
    bad: (surroundings) => storageClass("deleted", "Delete", surroundings),
    good: (surroundings) => storageClass("retained", "Retain", surroundings),
    says: { wrong: /reclaimPolicy is "Delete"/, remedy: /Set cluster\.deletionProtection to true/ },
};
