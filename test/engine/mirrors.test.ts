import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mirroredImages } from "../../config/workload/images";
import { readOverlay } from "../../config/workload/overlay";
import { ensureTools } from "../../tools";
import { component, confluent, inTree, problemsOfTree } from "../unit/config/overlayTree";
import { buildWith } from "./kustomizeBuild";
import { root as repository } from "../../base/checkout";
import { overlayPaths } from "../overlays";

const mirror = "registry.example.com:5000/mirror";

const more = (text: string, kustomization = "") => ({
    "o/kustomization.yaml": `resources: [../base, more.yaml]\ncomponents: [version]\n${kustomization}`,
    "o/more.yaml": text,
});
const pod = (containers: string) => `{ spec: { containers: [${containers}] } }`;

/** What the operator asks of each component of Confluent Platform 7. */
const ofPlatform7 = '{ platform.confluent.io/use-log4j1: "true", platform.confluent.io/use-old-jetty9: "true" }';

/** A component that says its versions itself. */
const versioned = (kind: string, image: string) => `${confluent}
kind: ${kind}
metadata: { name: ${kind.toLowerCase()}, annotations: ${ofPlatform7} }
spec:
  replicas: 3
  image: { application: "confluentinc/${image}:7.9.0", init: "confluentinc/confluent-init-container:3.4.0" }
`;

/** Trees whose images all come from the mirror; what becomes of some of them. */
const trees: Record<string, { files: Record<string, string>; become: Record<string, string> }> = {
    "that names registries, with ports and digests": {
        files: more(
            component("SchemaRegistry", '"registry.internal:8443/confluentinc/cp-schema-registry:7.9.0@sha256:0a1b"') +
                "---\n" +
                component("Connect", '"quay.io/own/connect@sha256:0a1b"'),
        ),
        become: {
            "registry.internal:8443/confluentinc/cp-schema-registry:7.9.0@sha256:0a1b": `${mirror}/confluentinc/cp-schema-registry:7.9.0@sha256:0a1b`,
            "quay.io/own/connect@sha256:0a1b": `${mirror}/own/connect@sha256:0a1b`,
        },
    },
    "that sets versions, and other names, in its own kustomization": {
        files: {
            "o/kustomization.yaml": `resources: [../base]
patches:
  - target: { group: platform.confluent.io }
    patch: |
      - { op: add, path: /metadata/annotations, value: ${ofPlatform7} }
images:
  - { name: confluentinc/cp-zookeeper, newTag: 7.9.0 }
  - { name: confluentinc/cp-server, newName: quay.io/confluentinc/cp-server, newTag: 7.9.0 }
  - { name: confluentinc/confluent-init-container, newName: aaa.io/init, newTag: 3.4.0 }
`,
        },
        become: {
            "confluentinc/cp-zookeeper:7.9.0": `${mirror}/confluentinc/cp-zookeeper:7.9.0`,
            "quay.io/confluentinc/cp-server:7.9.0": `${mirror}/confluentinc/cp-server:7.9.0`,
            "aaa.io/init:3.4.0": `${mirror}/init:3.4.0`,
        },
    },
    "with Deployments, init containers and CronJobs": {
        files: more(`apiVersion: apps/v1
kind: Deployment
metadata: { name: tool }
spec:
  template:
    spec:
      initContainers: [{ name: a, image: "busybox:1.37" }]
      containers: [{ name: b, image: "localhost:5000/tool:1" }]
      volumes: [{ name: c, image: { reference: "ghcr.io/some/model:2" } }]
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: night }
spec: { jobTemplate: { spec: { template: ${pod('{ name: a, image: "library/node:22" }')} } } }
`),
        become: {
            "busybox:1.37": `${mirror}/library/busybox:1.37`,
            "localhost:5000/tool:1": `${mirror}/tool:1`,
            "ghcr.io/some/model:2": `${mirror}/some/model:2`,
            "library/node:22": `${mirror}/library/node:22`,
        },
    },
    "of which some name the mirror already": {
        files: more(component("Connect", `"${mirror}/own/connect:5"`)),
        become: { [`${mirror}/own/connect:5`]: `${mirror}/own/connect:5` },
    },
};

/** Trees of which Kustomize does not reach an image, and what the preview says of it. */
const refused: Record<string, { files: Record<string, string>; says: RegExp }> = {
    "without configurations": {
        files: {
            "base/kustomization.yaml": "resources: [zookeeper.yaml, kafka.yaml]\n",
            "o/kustomization.yaml": "resources: [../base]\n",
            "base/zookeeper.yaml": versioned("Zookeeper", "cp-zookeeper"),
            "base/kafka.yaml": versioned("Kafka", "cp-server"),
        },
        says: /spec\/image\/application of Zookeeper zookeeper \(confluentinc\/cp-zookeeper:7\.9\.0, base\/zookeeper\.yaml\)/,
    },
    "whose next-gen Control Center brings Prometheus": {
        files: more(`${confluent}
kind: ControlCenter
metadata: { name: controlcenter }
spec:
  image: { application: "confluentinc/cp-enterprise-control-center-next-gen:2.4.0", init: "confluentinc/confluent-init-container:3.4.0" }
  services:
    prometheus: { image: "confluentinc/cp-enterprise-prometheus:2.4.0" }
`),
        says: /spec\/services\/prometheus\/image of ControlCenter controlcenter \(confluentinc\/cp-enterprise-prometheus:2\.4\.0, o\/more\.yaml\)/,
    },
};

describe("with mirrors.images, Argo CD renders", () => {
    let kustomize: string;
    before(async () => ({ kustomize } = await ensureTools(["kustomize"])));

    /** As Argo CD does (its util/kustomize): it edits the overlay's own kustomization, and builds. */
    function renderMirrored(root: string, path: string): { plain: string[]; images: string[] } {
        const plain = buildWith(kustomize, join(root, path)).flatMap(imagesIn);
        const { images, ownImages } = readOverlay(root, path);
        const arguments_ = ["edit", "set", "image", ...mirroredImages(images, ownImages, mirror)];
        execFileSync(kustomize, arguments_, { cwd: join(root, path) });
        return { plain, images: buildWith(kustomize, join(root, path)).flatMap(imagesIn) };
    }

    for (const path of overlayPaths) {
        it(`${path} from the mirror alone, at the versions that it has in Git`, () => {
            const copy = mkdtempSync(join(tmpdir(), "mirror-"));
            try {
                cpSync(join(repository, "gitops"), join(copy, "gitops"), { recursive: true });
                const { plain, images } = renderMirrored(copy, path);
                assert.deepEqual(
                    images,
                    plain.map((image) => `${mirror}/${image}`),
                );
            } finally {
                rmSync(copy, { recursive: true });
            }
        });
    }

    for (const [title, { files, become }] of Object.entries(trees)) {
        it(`a tree ${title} from the mirror alone`, () => {
            const kinds = ["batch/CronJob"];
            assert.deepEqual(problemsOfTree(files, { mirrors: { images: mirror }, gitops: { kinds } }), []);
            inTree(files, (root) => {
                const { plain, images } = renderMirrored(root, "o");
                assert.deepEqual(
                    images.filter((image) => !image.startsWith(`${mirror}/`)),
                    [],
                );
                for (const [from, to] of Object.entries(become)) assert.equal(images[plain.indexOf(from)], to);
            });
        });
    }

    for (const [title, { files, says }] of Object.entries(refused)) {
        it(`a tree ${title} from elsewhere, so that the preview refuses it`, () => {
            const [problem, ...others] = problemsOfTree(files, { mirrors: { images: mirror } });
            assert.deepEqual(others, []);
            assert.equal(problem?.key, "mirrors.images");
            assert.match(problem.reason, says);
            inTree(files, (root) => {
                const { images } = renderMirrored(root, "o");
                assert.ok(images.some((image) => !image.startsWith(`${mirror}/`)));
            });

            const [, fields = ""] = /with (images: .*)$/.exec(problem.fix) ?? [];
            const own = files["o/kustomization.yaml"] ?? "resources: [../base]\ncomponents: [version]\n";
            const mended = { ...files, "o/kustomization.yaml": `${own}configurations: [f.yaml]\n`, "o/f.yaml": fields };
            assert.deepEqual(problemsOfTree(mended, { mirrors: { images: mirror } }), []);
            inTree(mended, (root) => {
                const { images } = renderMirrored(root, "o");
                assert.deepEqual(
                    images.filter((image) => !image.startsWith(`${mirror}/`)),
                    [],
                );
            });
        });
    }
});

/** The texts in fields that hold images, in order; found without the program's own code. */
function imagesIn(node: unknown): string[] {
    if (typeof node !== "object" || node === null) return [];
    return Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
        typeof value === "string"
            ? ["application", "init", "image", "reference"].includes(key)
                ? [value]
                : []
            : imagesIn(value),
    );
}
