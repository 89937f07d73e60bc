import { created } from "./healthApplications";
import type { HealthCase } from "./healthCase";

/** Links to other clusters, and the topics that they mirror. */
export const clusterLinkCases: HealthCase[] = [
    {
        title: "mirrors its topics, one of them paused as Git says",
        kind: "ClusterLink",
        status: {
            ...created,
            mirrorTopics: { a: { status: "ACTIVE" }, b: { status: "active" }, c: { status: "PAUSED" } },
        },
        health: ["Healthy", "Created, 2 of 3 mirror topics active."],
    },
    {
        title: "fails to mirror in the other of its two directions",
        kind: "ClusterLink",
        status: {
            ...created,
            mirrorTopics: { a: { status: "ACTIVE" } },
            reverseMirrorTopics: { b: { status: "ACTIVE" }, c: { status: "FAILED" } },
        },
        health: ["Degraded", "1 of 3 mirror topics failed: c (FAILED)."],
    },
    {
        title: "mirrors nothing yet",
        kind: "ClusterLink",
        status: created,
        health: ["Healthy", "Created."],
    },
    {
        title: "fails to mirror, and names three",
        kind: "ClusterLink",
        status: {
            ...created,
            mirrorTopics: {
                orders: { status: "LINK_FAILED" },
                users: { status: "ACTIVE" },
                bills: { status: "FAILED" },
                carts: { status: "source_unavailable" },
                visits: { status: "FAILED" },
            },
        },
        health: [
            "Degraded",
            "4 of 5 mirror topics failed: bills (FAILED), carts (source_unavailable), orders (LINK_FAILED) and 1 more.",
        ],
    },
];
