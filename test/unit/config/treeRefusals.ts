import { tmpdir } from "node:os";
import { kustomizeRefusals, type TreeRefusal } from "./kustomizeRefusals";
import { confluent, overlayWith } from "./overlayTree";

const version = "o/version/kustomization.yaml";
const overlay = "o/kustomization.yaml";
const base = "base/kustomization.yaml";

/** Trees that the program's own reader rejects. */
export const treeRefusals: Record<string, TreeRefusal> = {
    "a folder without kustomization": {
        files: {},
        path: "elsewhere",
        file: "elsewhere",
        says: /no kustomization.yaml; add one/,
    },
    "a folder outside the checkout": {
        files: {},
        path: "../",
        file: "../",
        says: /is outside the repository; use a folder/,
    },
    "YAML that is none, with its line": {
        files: { "base/kafka.yaml": "kind: Kafka\nspec:\n  a: [1\nb: 2\n" },
        file: "base/kafka.yaml:4",
        says: /is not YAML: .*; fix that line/,
    },
    "a kustomization that is not YAML, with its line": {
        files: { [overlay]: "resources:\n- ../base\n- : :\n  }\n" },
        file: `${overlay}:3`,
        says: /is not YAML/,
    },
    "an inline patch that is not YAML": {
        files: overlayWith("  - patch: '{'\n"),
        file: `${overlay}, inline patch:1`,
        says: /is not YAML/,
    },
    "a misspelt field": {
        files: { [overlay]: "resource: [../base]\n" },
        file: overlay,
        says: /Unrecognized key: "resource"/,
    },
    "a field that it does not follow": {
        files: { [overlay]: "resources: [../base]\nreplacements: []\n" },
        file: overlay,
        says: /"replacements"; install kustomize or kubectl/,
        alone: true,
    },
    "a tag that YAML takes for a number": {
        files: { [version]: "kind: Component\nimages: [{ name: confluentinc/cp-server, newTag: 7.9 }]\n" },
        file: version,
        says: /images\.0\.newTag: .*expected string/,
    },
    "a target by label, which it does not follow": {
        files: overlayWith("  - { patch: '[]', target: { labelSelector: a=b } }\n"),
        file: overlay,
        says: /patches\.0\.target: Unrecognized key: "labelSelector"/,
        alone: true,
    },
    "an image's field that it does not follow": {
        files: { [version]: "kind: Component\nimages: [{ name: a, tagSuffix: -b }]\n" },
        file: version,
        says: /images\.0: Unrecognized key: "tagSuffix"/,
        alone: true,
    },
    "a path that leaves the repository": {
        files: { [overlay]: "resources: [../../../elsewhere]\n" },
        file: overlay,
        says: /\.\.\/\.\.\/\.\.\/elsewhere is outside the repository; copy/,
    },
    "an absolute path": {
        files: { [overlay]: `resources: [${tmpdir()}]\n` },
        file: overlay,
        says: /is outside the repository/,
    },
    "a remote base by URL": {
        files: { [overlay]: "resources: ['https://example.com/base?ref=v1']\n" },
        file: overlay,
        says: /is a remote base, .*; copy it into gitops/,
    },
    "a remote base by host": {
        files: { [overlay]: "resources: [github.com/owner/repository//base]\n" },
        file: overlay,
        says: /is a remote base/,
    },
    "a remote base by SSH": {
        files: { [overlay]: "resources: ['git@example.com:owner/repository']\n" },
        file: overlay,
        says: /is a remote base/,
    },
    "a resource that does not exist": {
        files: { [overlay]: "resources: [../bse]\n" },
        file: overlay,
        says: /\.\.\/bse does not exist/,
    },
    "a file outside its kustomization's folder, as Kustomize does": {
        files: { [overlay]: "resources: [../base/kafka.yaml]\n" },
        file: overlay,
        says: /is a file outside o, which Kustomize rejects/,
    },
    "a kustomization that includes itself": {
        files: { [base]: "resources: [../o]\n" },
        file: overlay,
        says: /includes itself through o, base/,
    },
    "a component used as a resource": {
        files: { [overlay]: "resources: [../base, version]\n" },
        file: version,
        says: /is a Component, used as a Kustomization/,
    },
    "a document that is no object": {
        files: { "base/kafka.yaml": "- 1\n" },
        file: "base/kafka.yaml",
        says: /not a Kubernetes object/,
    },
    "a patch of something that is not there": {
        files: overlayWith(`  - patch: |-\n      ${confluent}\n      kind: Kafka\n      metadata: { name: kafak }\n`),
        file: overlay,
        says: /patches "Kafka" "kafak" of .* does not exist; correct/,
    },
    "a JSON patch that fails": {
        files: overlayWith("  - patch: '- { op: remove, path: /spec/none }'\n    target: { kind: Kafka }\n"),
        file: overlay,
        says: /JSON patch that fails: .*; correct op and path/,
    },
    "a JSON patch without a target": {
        files: overlayWith("  - patch: '- { op: remove, path: /spec/image }'\n"),
        file: overlay,
        says: /JSON patch without a target/,
    },
    ...kustomizeRefusals,
};
