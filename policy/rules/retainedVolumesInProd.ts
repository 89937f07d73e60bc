import type { ResourceRule } from "../rule";
import { at, shown } from "../values";

export const retainedVolumesInProd: ResourceRule = {
    name: "retained-volumes-in-prod",
    description: "In production a volume outlives its claim.",
    types: /^kubernetes:storage\.k8s\.io\/v1:StorageClass$/,
    productionOnly: true,
    check({ props }) {
        const policy = at(props, "reclaimPolicy");
        return policy === "Retain"
            ? []
            : [
                  {
                      // Kubernetes deletes where nothing is said.
                      wrong: `reclaimPolicy is ${shown(policy)}, so that a volume is deleted with its claim`,
                      allowed: "Retain",
                      remedy: "Set cluster.deletionProtection to true, which keeps volumes too",
                  },
              ];
    },
};
