import * as k8s from "@pulumi/kubernetes";
import type { Example } from "./example";

const storageClass = (encrypted: string): k8s.storage.v1.StorageClassArgs => ({
    provisioner: "ebs.csi.aws.com",
    parameters: { type: "gp3", encrypted },
    reclaimPolicy: "Retain",
});

export const encryptedVolumes: Example = {
    bad: ({ cluster }) => void new k8s.storage.v1.StorageClass("plain", storageClass("false"), { provider: cluster }),
    good: ({ cluster }) => void new k8s.storage.v1.StorageClass("gp3", storageClass("true"), { provider: cluster }),
    says: { wrong: /parameters\.encrypted is "false"/, remedy: /Set parameters\.encrypted to true/ },
};
