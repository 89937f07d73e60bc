import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { sweeperName } from "../../../components/gitOpsHandoff/sweeperAccess";
import { render } from "../../../config/kustomize/render";
import { overlayNames, repository } from "./gitopsTree";

const folder = join(repository, "gitops/platform/base/sweeper");
const contentKinds = async () => (await import("../../../gitops/platform/base/sweeper/contents.mjs")).contentKinds;
const settingsOf = async (env: Record<string, string>) =>
    (await import("../../../gitops/platform/base/sweeper/settings.mjs")).readSettings(env);

interface Deployment {
    metadata: { annotations: Record<string, string> };
    spec: {
        replicas: number;
        template: {
            spec: {
                serviceAccountName: string;
                containers: { image: string; command: string[]; env: { name: string; value: string }[] }[];
            };
        };
    };
}

function deploymentIn(overlay: string): Deployment {
    const found = render(repository, `gitops/platform/overlays/${overlay}`).resources.find(
        ({ kind, name }) => kind === "Deployment" && name === sweeperName,
    );
    return found?.object as unknown as Deployment;
}
const waveOf = (object: unknown) =>
    Number((object as Deployment).metadata.annotations?.["argocd.argoproj.io/sync-wave"] ?? 0);

describe("the sweeper in the GitOps tree", () => {
    for (const overlay of overlayNames) {
        it(`comes after the whole platform and before its contents in ${overlay}, and makes the cascade wait`, async () => {
            const deployment = deploymentIn(overlay);
            // Components under RBAC need the way to their Kafka before they come up.
            const contents = (await contentKinds()).map(({ kind }) => kind).filter((kind) => kind !== "KafkaRestClass");
            const own = waveOf(deployment);
            for (const { object, kind, name } of render(repository, `gitops/platform/overlays/${overlay}`).resources) {
                if (contents.includes(kind)) assert.ok(waveOf(object) > own, `${kind} ${name} comes before it`);
                else if (name !== sweeperName) assert.ok(waveOf(object) < own, `${kind} ${name} comes after it`);
            }
            assert.equal(deployment.metadata.annotations["argocd.argoproj.io/sync-options"], "Delete=confirm");
        });

        it(`runs once, by the stack's service account, an image with a tag, in ${overlay}`, () => {
            const { replicas, template } = deploymentIn(overlay).spec;
            assert.deepEqual([replicas, template.spec.serviceAccountName], [1, sweeperName]);
            assert.match(template.spec.containers[0]?.image ?? "", /^library\/node:\d+\.\d+\.\d+-alpine$/);
        });

        it(`has an environment that it accepts in ${overlay}: data is kept`, async () => {
            const [container] = deploymentIn(overlay).spec.template.spec.containers;
            const env = Object.fromEntries((container?.env ?? []).map(({ name, value }) => [name, value]));
            assert.deepEqual(await settingsOf(env), {
                application: { namespace: "argocd", name: "confluent-platform" },
                keepKinds: ["KafkaTopic", "Schema"],
                trackingLabel: undefined,
                pollMs: 1000,
                teamsMs: 5000,
                reportMs: 60_000,
            });
        });
    }

    it("has all of its script in the ConfigMap", () => {
        const { configMapGenerator } = parse(readFileSync(join(folder, "kustomization.yaml"), "utf8")) as {
            configMapGenerator: { name: string; files: string[] }[];
        };
        const [generator, ...others] = configMapGenerator;
        assert.deepEqual(others, []);
        const scripts = readdirSync(folder).filter((name) => name.endsWith(".mjs"));
        assert.deepEqual(generator?.files.toSorted(), scripts.sort());
        assert.equal(generator?.name, sweeperName);
    });
});

describe("the sweeper's settings", () => {
    const right = {
        APPLICATION_NAMESPACE: "argo",
        APPLICATION_NAME: "platform",
        POLL_SECONDS: "0.5",
        TEAMS_SECONDS: "20",
        REPORT_SECONDS: "10",
    };

    it("keep nothing if no kind is named, and follow the rest", async () => {
        assert.deepEqual(await settingsOf({ ...right, KEEP_KINDS: "", TRACKING_LABEL: "a/b" }), {
            application: { namespace: "argo", name: "platform" },
            keepKinds: [],
            trackingLabel: "a/b",
            pollMs: 500,
            teamsMs: 20_000,
            reportMs: 10_000,
        });
        assert.deepEqual((await settingsOf({ ...right, KEEP_KINDS: "Schema, Connector" })).keepKinds, [
            "Schema",
            "Connector",
        ]);
    });

    for (const [what, wrong, says] of [
        ["a kind that is none", { KEEP_KINDS: "KafkaTopic,Topic" }, /^KEEP_KINDS has Topic: allowed are Connector, /],
        ["no Application", { APPLICATION_NAME: "" }, /^APPLICATION_NAME is not set$/],
        ["a time that is none", { POLL_SECONDS: "often" }, /^POLL_SECONDS is often: allowed is a number of seconds/],
        ["no time at all", { REPORT_SECONDS: "0" }, /^REPORT_SECONDS is 0: allowed/],
    ] as const) {
        it(`refuse ${what}`, async () => {
            await assert.rejects(settingsOf({ ...right, ...wrong }), ({ message }: Error) => says.test(message));
        });
    }
});
