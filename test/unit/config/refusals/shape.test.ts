import { refuses } from "../../../refusals";

refuses("of the wrong shape", [
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
