import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { applicationSpec } from "../../components/gitOpsHandoff/application";
import { confluentKinds } from "../../config/workload/confluentKinds";
import { readOverlay } from "../../config/workload/overlay";
import type { GitOpsSettings } from "../../config/schema";
import { ensureTools } from "../../tools";
import { component, inTree } from "../unit/config/overlayTree";
import { buildWith } from "./kustomizeBuild";

const components = confluentKinds.filter(({ family }) => family === "component").map(({ kind }) => kind);
const others = components.filter((kind) => kind !== "Zookeeper" && kind !== "Kafka" && kind !== "KRaftController");

const pods = `apiVersion: apps/v1
kind: Deployment
metadata: { name: plain }
spec: { template: { spec: { containers: [{ name: a, image: "a/b:1" }] } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: own }
spec: { template: { spec: { imagePullSecrets: [{ name: own }], containers: [{ name: a, image: "a/b:1" }] } } }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: night }
spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: a, image: "a/b:1" }] } } } } }
---
apiVersion: v1
kind: Pod
metadata: { name: tools }
spec: { containers: [{ name: a, image: "a/b:1" }] }
`;

describe("with imagePullSecret, Argo CD renders", () => {
    it("every component and every pod with it, beside what a pod has of its own", async () => {
        const { kustomize } = await ensureTools(["kustomize"]);
        const files = {
            "o/kustomization.yaml": "resources: [../base, more.yaml]\ncomponents: [version]\n",
            "o/more.yaml": [...others.map((kind) => component(kind, '"confluentinc/cp-any:7.9.0"')), pods].join(
                "---\n",
            ),
        };
        const objects = inTree(files, (root) => {
            const settings = {
                path: "o",
                namespace: "confluent",
                kinds: ["batch/CronJob", "Pod"],
            } as unknown as GitOpsSettings;
            const { source } = applicationSpec("confluent-platform", settings, {
                overlay: readOverlay(root, "o"),
                imageMirror: undefined,
                licensed: false,
                pullSecret: true,
                argoCdNamespace: "argocd",
            });
            // As Argo CD does (its util/kustomize): it adds the patches to the overlay's own, and builds.
            const file = join(root, "o/kustomization.yaml");
            const kustomization = parse(readFileSync(file, "utf8")) as object;
            writeFileSync(file, stringify({ ...kustomization, patches: source.kustomize?.patches }));
            return buildWith(kustomize, join(root, "o"));
        });
        const pulls = (of: object) => /"(?:pullSecretRef|imagePullSecrets)":(\[[^\]]*\])/.exec(JSON.stringify(of))?.[1];
        const found = Object.fromEntries(
            objects.map((object) => [`${object.kind}/${object.metadata.name}`, pulls(object)]),
        );
        assert.deepEqual(found, {
            ...Object.fromEntries(
                ["Zookeeper", "Kafka", ...others].map((kind) => [
                    `${kind}/${kind.toLowerCase()}`,
                    '["image-pull-secret"]',
                ]),
            ),
            "Deployment/plain": '[{"name":"image-pull-secret"}]',
            "Deployment/own": '[{"name":"image-pull-secret"},{"name":"own"}]',
            "CronJob/night": '[{"name":"image-pull-secret"}]',
            "Pod/tools": '[{"name":"image-pull-secret"}]',
        });
    });
});
