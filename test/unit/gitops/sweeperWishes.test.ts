import assert from "node:assert/strict";
import { application, content, second } from "./sweeperFixtures";
import type { Application } from "./sweeperFixtures";

describe("the sweeper, asked to keep or to delete what was removed from Git,", () => {
    const wishes: [string, string, Record<string, string>, string[], ((of: Application) => void)?][] = [
        [
            "its own annotation to delete",
            "KafkaTopic",
            { "confluent-gitops/on-removal": "delete" },
            ["delete KafkaTopic gone: DeletedAsRemovedFromGit"],
        ],
        [
            "its own annotation to keep",
            "Connector",
            { "confluent-gitops/on-removal": "keep" },
            ["annotate Connector gone: RemovedFromGit"],
        ],
        [
            "an annotation that is neither",
            "Connector",
            { "confluent-gitops/on-removal": "Delete" },
            ["annotate Connector gone: RemovedFromGit"],
        ],
        [
            "Argo CD's Prune=false",
            "Connector",
            { "argocd.argoproj.io/sync-options": "Validate=false, Prune=false" },
            ["annotate Connector gone: RemovedFromGit"],
        ],
        [
            "Argo CD's Prune=confirm",
            "Connector",
            { "argocd.argoproj.io/sync-options": "Prune=confirm" },
            ["annotate Connector gone: RemovedFromGit"],
        ],
        [
            "its own annotation before Argo CD's",
            "Connector",
            { "confluent-gitops/on-removal": "delete", "argocd.argoproj.io/sync-options": "Prune=false" },
            ["delete Connector gone: DeletedAsRemovedFromGit"],
        ],
        [
            "the Application's Prune=false",
            "Connector",
            {},
            ["annotate Connector gone: RemovedFromGit"],
            ({ spec }) => spec?.syncPolicy?.syncOptions?.push("Prune=false"),
        ],
        [
            "an Application that does not prune",
            "Connector",
            { "confluent-gitops/on-removal": "delete" },
            ["annotate Connector gone: RemovedFromGit"],
            ({ spec }) => Object.assign(spec?.syncPolicy ?? {}, { automated: { prune: false } }),
        ],
        [
            "an Application that is synced by hand",
            "Connector",
            {},
            ["annotate Connector gone: RemovedFromGit"],
            ({ spec }) => Object.assign(spec?.syncPolicy ?? {}, { automated: undefined }),
        ],
        [
            "automation that is switched off",
            "Connector",
            {},
            ["annotate Connector gone: RemovedFromGit"],
            ({ spec }) => Object.assign(spec?.syncPolicy ?? {}, { automated: { prune: true, enabled: false } }),
        ],
    ];
    for (const [what, kind, annotations, expected, change] of wishes) {
        it(`follows ${what}`, async () => {
            assert.deepEqual(await second(application([], change), [content(kind, "gone", { annotations })]), expected);
        });
    }
});
