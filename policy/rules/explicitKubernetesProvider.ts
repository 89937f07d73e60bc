import type { ResourceRule } from "../rule";

export const explicitKubernetesProvider: ResourceRule = {
    name: "explicit-kubernetes-provider",
    description:
        "What goes into a cluster goes through the stack's own provider, and not to where kubectl happens to point.",
    types: /^kubernetes:/,
    check: ({ provider }) =>
        provider !== undefined && /^default(_|$)/.test(provider.name)
            ? [
                  {
                      wrong: "it has no provider of its own, and so would go into the cluster of the machine's kubeconfig",
                      allowed: "the provider that the Cluster layer makes",
                      remedy: "Give the resource, or the component around it, the option provider or providers",
                  },
              ]
            : [],
};
