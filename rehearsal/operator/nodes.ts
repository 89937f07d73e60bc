import type { KubernetesApi } from "../../kubernetes";

/** Names of the nodes: one in each zone, so that pods that are spread over zones have somewhere to go. */
export const nodeNames = ["rehearsal-0", "rehearsal-1", "rehearsal-2"];

/** Creates three nodes in three zones, which kwok makes ready. They are only objects: nothing runs on them. */
export async function makeNodes(api: KubernetesApi): Promise<void> {
    await Promise.all(
        nodeNames.map((name, index) =>
            api.apply(
                {
                    apiVersion: "v1",
                    kind: "Node",
                    metadata: {
                        name,
                        labels: {
                            "kubernetes.io/hostname": name,
                            "kubernetes.io/os": "linux",
                            "kubernetes.io/arch": "amd64",
                            "topology.kubernetes.io/region": "rehearsal",
                            "topology.kubernetes.io/zone": `rehearsal-${"abc"[index]}`,
                        },
                        // kwok's own mark for a node that it simulates.
                        annotations: { "kwok.x-k8s.io/node": "fake" },
                    },
                },
                { force: true },
            ),
        ),
    );
}
