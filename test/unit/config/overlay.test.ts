import assert from "node:assert/strict";
import { inTree, readOverlay } from "./overlayTree";
import { trees } from "./overlayTrees";
import { root as repository } from "../../../base/checkout";

describe("readOverlay", () => {
    it("reads the committed dev and eks overlays: Confluent Platform 7.9.0 on ZooKeeper, 1 and 3 brokers", () => {
        for (const [name, brokers] of [
            ["dev", 1],
            ["eks", 3],
        ] as const) {
            const {
                kinds,
                resources,
                imagePlaces,
                imageFields,
                ownImages,
                files: _files,
                ...overlay
            } = readOverlay(repository, `gitops/platform/overlays/${name}`);
            assert.deepEqual(overlay, {
                namespace: "confluent",
                platformVersion: "7.9.0",
                coordination: "ZooKeeper",
                initVersion: "3.4.0",
                images: [
                    "confluentinc/confluent-init-container",
                    "confluentinc/cp-enterprise-control-center",
                    "confluentinc/cp-schema-registry",
                    "confluentinc/cp-server",
                    "confluentinc/cp-server-connect",
                    "confluentinc/cp-zookeeper",
                    "library/node",
                ],
                brokers,
            });
            assert.deepEqual(ownImages, [], "the versions are in a component");
            assert.ok(imageFields.length > 0);
            assert.equal(imagePlaces.length, 11, "two of each component, and the sweeper's");
            const ofResources = new Set(resources.map(({ group, kind }) => `${kind}.${group}`));
            assert.deepEqual([...ofResources].sort(), kinds.map(({ group, kind }) => `${kind}.${group}`).sort());
            assert.deepEqual(kinds, [
                { group: "", kind: "ConfigMap" },
                ...["Connect", "ControlCenter"].map((kind) => ({ group: "platform.confluent.io", kind })),
                { group: "apps", kind: "Deployment" },
                ...["Kafka", "SchemaRegistry", "Zookeeper"].map((kind) => ({
                    group: "platform.confluent.io",
                    kind,
                })),
            ]);
        }
    });

    for (const [title, { files, expected }] of Object.entries(trees)) {
        it(`sees ${title}`, () => {
            const overlay = inTree(files, (root) => readOverlay(root, "o"));
            for (const field of Object.keys(expected) as (keyof typeof expected)[]) {
                assert.deepEqual(overlay[field], expected[field], field);
            }
        });
    }
});
