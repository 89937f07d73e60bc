import { condition, type HealthCase } from "./healthCase";

const running = {
    state: "CREATED",
    appState: "Created",
    observedGeneration: 2,
    connectorState: "RUNNING",
    tasksReady: "4/4",
    restartPolicy: { type: "OnFailure", maxRetry: 10 },
    conditions: [condition("app-ready", "True", "Created", "Application is created")],
};

const connector = (title: string, status: Record<string, unknown>, health: HealthCase["health"]): HealthCase => ({
    title,
    kind: "Connector",
    spec: { class: "DatagenConnector", taskMax: 4 },
    status: { ...running, ...status },
    health,
});

export const connectorCases: HealthCase[] = [
    connector("runs", {}, ["Healthy", "Running, 4 of 4 tasks ready."]),
    connector("runs, with fewer tasks than it may have", { tasksReady: "1/1" }, [
        "Healthy",
        "Running, 1 of 1 tasks ready.",
    ]),
    connector("runs, with no word about its tasks", { tasksReady: undefined }, ["Healthy", "Running."]),
    connector("runs, with more tasks than Git says", { tasksReady: "12/12" }, [
        "Healthy",
        "Running, 12 of 12 tasks ready.",
    ]),
    connector("has no task to do", { tasksReady: "0/0" }, ["Healthy", "Running, with no task to do."]),
    connector("has a task that is not ready yet", { tasksReady: "3/4" }, [
        "Progressing",
        "Running, 3 of 4 tasks ready.",
    ]),
    connector("has no worker yet", { connectorState: "UNASSIGNED", tasksReady: undefined }, [
        "Progressing",
        "Created, and not running yet: UNASSIGNED.",
    ]),
    connector("has no state in Connect yet", { connectorState: undefined }, [
        "Progressing",
        "Created, and not running yet.",
    ]),
    connector(
        "has a failed task, of which the operator no longer says that the application is created",
        {
            appState: "Unknown",
            tasksReady: "3/4",
            failedTasksCount: 1,
            failedTasks: { "task-0": { id: 0, workerID: "connect-0.connect:8083", retryCount: 10 } },
        },
        ["Degraded", "1 of 4 tasks failed: task-0 on connect-0.connect:8083, restarted 10 times."],
    ),
    connector(
        "has more failed tasks than a line holds",
        {
            tasksReady: "0/4",
            failedTasksCount: 4,
            failedTasks: { "task-3": { id: 3 }, "task-1": { id: 1 }, "task-0": { id: 0 }, "task-2": { id: 2 } },
        },
        ["Degraded", "4 of 4 tasks failed: task-0, task-1, task-2 and 1 more."],
    ),
    connector("has failed tasks that are only counted", { tasksReady: undefined, failedTasksCount: 2 }, [
        "Degraded",
        "2 failed tasks.",
    ]),
    connector("has counted failed tasks, and found none", { failedTasksCount: 0 }, [
        "Healthy",
        "Running, 4 of 4 tasks ready.",
    ]),
    connector("has failed itself", { connectorState: "FAILED", workerID: "connect-1.connect:8083", trace: "java…" }, [
        "Degraded",
        "Failed on connect-1.connect:8083. Its trace is in status.trace.",
    ]),
    connector("is paused", { connectorState: "PAUSED", tasksReady: "0/4" }, [
        "Suspended",
        "Paused. To resume: kubectl annotate connector it platform.confluent.io/resume-connector=true",
    ]),
    connector("is stopped", { connectorState: "STOPPED" }, [
        "Suspended",
        "Stopped. To resume: kubectl annotate connector it platform.confluent.io/resume-connector=true",
    ]),
    connector("is paused, and has a failed task", { connectorState: "PAUSED", failedTasksCount: 1 }, [
        "Degraded",
        "1 of 4 tasks failed.",
    ]),
    connector(
        "is refused by Connect",
        {
            state: "ERROR",
            appState: "Failed",
            connectorState: undefined,
            conditions: [
                condition("app-ready", "False", "CreateFailed", "connect Rest API request failed: 1 error(s)"),
            ],
        },
        ["Degraded", "connect Rest API request failed: 1 error(s)"],
    ),
    connector("still runs as it was before the last change", { observedGeneration: 1 }, [
        "Progressing",
        "The operator has not taken up the last change yet.",
    ]),
];
