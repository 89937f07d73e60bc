import type { ResourceRule } from "../rule";
import { at } from "../values";

export const pinnedKubernetes: ResourceRule = {
    name: "pinned-kubernetes",
    description: "An EKS cluster's Kubernetes version is written down.",
    types: /^aws:eks\/cluster:Cluster$/,
    check: ({ props }) =>
        at(props, "version")
            ? []
            : [
                  {
                      wrong: "version is not set, so that EKS takes its latest",
                      allowed: "a minor version of Kubernetes, such as 1.35",
                      remedy: "Set cluster.version",
                  },
              ],
};
