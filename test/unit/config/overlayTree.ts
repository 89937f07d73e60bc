import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { check } from "../../../config/check";
import { Checkout } from "../../../config/kustomize/files";
import { read } from "../../../config/kustomize/read";
import { byReader } from "../../overlays";
import { OverlayError, readOverlay as readRendered } from "../../../config/workload/overlay";
import type { Problem } from "../../../config/problems";

export const confluent = "apiVersion: platform.confluent.io/v1beta1";

export function component(kind: string, application: string, more = ""): string {
    return `${confluent}
kind: ${kind}
metadata: { name: ${kind.toLowerCase()} }
spec: { image: { application: ${application}, init: confluentinc/confluent-init-container }${more} }
`;
}

/** A small valid tree: a base, and an overlay `o` that sets the versions. Tests replace single files. */
const tree: Record<string, string> = {
    "base/kustomization.yaml": "resources: [zookeeper.yaml, kafka.yaml]\nconfigurations: [images.yaml]\n",
    "base/images.yaml": "images: [{ path: spec/image/application }, { path: spec/image/init }]\n",
    "base/zookeeper.yaml": component("Zookeeper", "confluentinc/cp-zookeeper"),
    "base/kafka.yaml": component("Kafka", "confluentinc/cp-server", ", replicas: 3"),
    "o/kustomization.yaml": "resources: [../base]\ncomponents: [version]\n",
    "o/version/kustomization.yaml": `kind: Component
patches:
  - target: { group: platform.confluent.io }
    patch: |-
      ${confluent}
      kind: any
      metadata:
        name: any
        annotations: { platform.confluent.io/use-log4j1: "true", platform.confluent.io/use-old-jetty9: "true" }
images:
  - { name: confluentinc/cp-zookeeper, newTag: &platform 7.9.0 }
  - { name: confluentinc/cp-server, newTag: *platform }
  - { name: confluentinc/confluent-init-container, newTag: 3.4.0 }
`,
};
/** A component that replaces the Zookeeper with a KRaftController. */
export const kraft = {
    "kraft/kustomization.yaml": `kind: Component
resources: [controller.yaml]
patches:
  - patch: |-
      ${confluent}
      kind: Zookeeper
      metadata: { name: zookeeper }
      $patch: delete
`,
    "kraft/controller.yaml": component("KRaftController", "confluentinc/cp-server"),
};

/** The overlay `o` with the given text as its `patches:`. */
export function overlayWith(patch: string): Record<string, string> {
    return { "o/kustomization.yaml": `resources: [../base]\ncomponents: [version]\npatches:\n${patch}` };
}

/** Runs `use` on a temporary checkout of the small tree, with `files` that replace or extend its own. */
export function inTree<T>(files: Record<string, string>, use: (root: string) => T): T {
    const root = mkdtempSync(join(tmpdir(), "overlay-"));
    try {
        for (const [path, text] of Object.entries({ ...tree, ...files })) {
            mkdirSync(dirname(join(root, path)), { recursive: true });
            writeFileSync(join(root, path), text);
        }
        return use(root);
    } finally {
        rmSync(root, { recursive: true });
    }
}

/** The overlay read with the program's own reader, regardless of available tools. */
export const readOverlay = (root: string, path: string) =>
    readRendered(root, path, (...of) => read(new Checkout(of[0]), of[1]));

/** A tree that can't be read, and the message about it. */
export interface Refusal {
    files: Record<string, string>;
    /** The folder to read, if it isn't the tree's own overlay. */
    path?: string;
    /** The file named first, as in the error. */
    file: string;
    says: RegExp;
}

/** One test for each rejected tree, by its title. */
export function itRefuses(refusals: Record<string, Refusal>): void {
    for (const [title, { files, path = "o", file, says }] of Object.entries(refusals)) {
        it(title, () => inTree(files, (root) => refused(() => readOverlay(root, path), file, says)));
    }
}

export function refused(read: () => unknown, file: string, says: RegExp): void {
    assert.throws(read, (error) => {
        assert.ok(error instanceof OverlayError, String(error));
        assert.equal(error.file, file);
        assert.match(error.message, says);
        assert.ok(error.message.startsWith(`${file}: `) && error.message.endsWith(`; ${error.fix}`));
        return true;
    });
}

/** The configuration's problems for a stack whose overlay is the small tree's `o`, with `files` and `groups`. */
export function problemsOfTree(
    files: Record<string, string>,
    groups: Record<string, Record<string, unknown>> = {},
    secrets: Record<string, string> = {},
): Problem[] {
    const repository = "https://git.example.com/platform/confluent-gitops.git";
    return inTree(files, (root) => {
        const { problems } = check({
            groups: {
                cluster: { source: "existing", name: "shared" },
                ...groups,
                gitops: { repository, path: "o", ...groups.gitops },
            },
            secrets: Object.fromEntries(
                Object.entries(secrets).map(([name, value]) => [name, { value, encrypted: true }]),
            ),
            region: "eu-central-1",
            root,
            rendered: byReader,
            today: "2026-11-26",
        });
        return problems;
    });
}
