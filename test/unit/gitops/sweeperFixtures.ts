import type {
    Application,
    Content,
    Memory,
    Observation,
    Plan,
    Report,
    Settings,
} from "../../../gitops/platform/base/sweeper/types.mjs" with {
    "resolution-mode": "import",
};

export type { Application, Content, Memory, Observation, Plan, Report, Settings };

/** The sweeper's script, as it runs in its pod. */
export const plan = async (
    observation: Observation,
    settings: Settings,
    memory: Memory,
    now = Date.parse("2026-11-24T10:10:00Z"),
): Promise<Plan> =>
    (await import("../../../gitops/platform/base/sweeper/plan.mjs")).plan(observation, settings, memory, now);

export const settings: Settings = {
    application: { namespace: "argocd", name: "confluent-platform" },
    keepKinds: ["KafkaTopic", "Schema"],
    trackingLabel: undefined,
    pollMs: 1000,
    teamsMs: 5000,
    reportMs: 60_000,
};

/** An owned, tracked object that is older than the comparison, with changes to its metadata. */
export function content(kind: string, name: string, metadata: Partial<Content["metadata"]> = {}): Content {
    return {
        kind,
        metadata: {
            name,
            namespace: "confluent",
            uid: `uid-${name}`,
            resourceVersion: "7",
            creationTimestamp: "2026-11-24T09:00:00Z",
            ownerReferences: [{ kind: "Kafka", name: "kafka" }],
            finalizers: ["kafkatopic.finalizers.platform.confluent.io"],
            ...metadata,
            annotations: { "argocd.argoproj.io/tracking-id": trackingId(kind, name), ...metadata.annotations },
        },
    };
}

export const trackingId = (kind: string, name: string) =>
    `confluent-platform:platform.confluent.io/${kind}:confluent/${name}`;

/** A settled Application, compared at 10:00:00, with Kafka, the sweeper and these topics in Git. */
export function application(topics: string[] = [], change: (application: Application) => void = () => {}): Application {
    const inGit = (group: string, kind: string, name: string) => ({ group, kind, namespace: "confluent", name });
    const made: Application = {
        metadata: {
            name: "confluent-platform",
            namespace: "argocd",
            uid: "uid-application",
            resourceVersion: "9",
            finalizers: ["resources-finalizer.argocd.argoproj.io"],
        },
        spec: {
            source: {
                repoURL: "https://example.com/a.git",
                path: "gitops/platform/overlays/eks",
                targetRevision: "main",
            },
            syncPolicy: { automated: { prune: true }, syncOptions: ["ServerSideApply=true"] },
        },
        status: {
            reconciledAt: "2026-11-24T10:00:00Z",
            sync: { status: "Synced", revision: "0123456789abcdef" },
            operationState: { phase: "Succeeded", finishedAt: "2026-11-24T09:30:00Z" },
            resources: [
                { ...inGit("apps", "Deployment", "confluent-sweeper"), requiresDeletionConfirmation: true },
                inGit("platform.confluent.io", "Kafka", "kafka"),
                ...topics.map((name) => inGit("platform.confluent.io", "KafkaTopic", name)),
            ],
        },
    };
    change(made);
    return made;
}

/** A plan's actions in words: `delete Connector copy: REASON`, `annotate KafkaTopic orders`, `report REASON`, `approve`. */
export const inWords = ({ actions }: Plan): string[] =>
    actions.map((action) => {
        if (action.do === "approve" || action.do === "refresh") return action.do;
        if (action.do === "report") return `report ${action.report.reason}`;
        const { kind, metadata } = action.content;
        return `${action.do} ${kind} ${metadata.name}${action.report ? `: ${action.report.reason}` : ""}`;
    });

/** The report in a plan. @throws Error if it doesn't have exactly one */
export function reportIn({ actions }: Plan): Report {
    const [report, ...more] = actions.flatMap((action) => ("report" in action && action.report ? [action.report] : []));
    if (!report || more.length > 0) throw new Error(`${more.length + (report ? 1 : 0)} reports in the plan`);
    return report;
}

/** What the second of two runs does, if both have seen the same. */
export async function second(seen: Application, contents: Content[], set: Partial<Settings> = {}): Promise<string[]> {
    const used = { ...settings, ...set };
    const first = await plan({ application: seen, contents }, used, { removed: [] });
    return inWords(await plan({ application: seen, contents }, used, first.memory));
}
