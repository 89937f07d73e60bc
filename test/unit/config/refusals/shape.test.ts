import { refuses } from "../../../refusals";

refuses("of the wrong shape", [
    {
        it: "an unknown key that no key's name is near to, without a guess",
        set: { "cluster.flavour": "large" },
        says: ["cluster.flavour", /^is not known$/],
    },
    {
        it: "an unknown group that no group's name is near to, without a guess",
        set: { observability: { enabled: true } },
        says: ["observability", /^is not known$/],
    },
    {
        it: "a key whose name says more than the key's",
        set: { "cluster.kubernetesVersion": "1.36" },
        says: ["cluster.kubernetesVersion", /did you mean cluster\.version\?/],
    },
    {
        it: "an unknown group",
        set: { netwrok: { nat: "none" } },
        says: ["netwrok", /not known; did you mean network\?/],
    },
    {
        it: "an unknown key, naming the nearest",
        set: { "cluster.nodes.mim": 3 },
        says: ["cluster.nodes.mim", /did you mean cluster\.nodes\.min\?/],
    },
    {
        it: "a key of another source",
        set: { "cluster.context": "k3d-x" },
        says: ["cluster.context", /does not apply to cluster\.source eks/],
    },
    {
        it: "a source that does not exist",
        set: { "cluster.source": "gke" },
        says: ["cluster.source", /is not an allowed value/],
    },
    {
        it: "text for a number",
        set: { "cluster.nodes.desired": "three" },
        says: ["cluster.nodes.desired", /is not a number/],
    },
    { it: "text for a list", set: { "network.zones": "eu-central-1a" }, says: ["network.zones", /is not a list/] },
    { it: "text for a group", set: { mirrors: "registry.example.com" }, says: ["mirrors", /not a group of keys/] },
    { it: "text for a boolean", set: { "gitops.prune": "no" }, says: ["gitops.prune", /is not true or false/] },
    { it: "half a node", set: { "cluster.nodes.desired": 2.5 }, says: ["cluster.nodes.desired", /not a whole number/] },
    { it: "no node", set: { "cluster.nodes.desired": 0 }, says: ["cluster.nodes.desired", /under 1/] },
]);
