import type { ResourceRule } from "../rule";
import { at, shown } from "../values";

export const deletionProtectionInProd: ResourceRule = {
    name: "deletion-protection-in-prod",
    description: "In production EKS itself refuses to delete the cluster, whoever asks.",
    types: /^aws:eks\/cluster:Cluster$/,
    productionOnly: true,
    check({ props }) {
        const protection = at(props, "deletionProtection");
        return protection === true
            ? []
            : [
                  {
                      wrong: `deletionProtection is ${shown(protection)}`,
                      allowed: "true",
                      remedy: "Set cluster.deletionProtection to true",
                  },
              ];
    },
};
