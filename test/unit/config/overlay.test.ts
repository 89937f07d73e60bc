import assert from "node:assert/strict";
import { inTree, readOverlay } from "./overlayTree";
import { trees } from "./overlayTrees";
import { root as repository } from "../../../base/checkout";

describe("readOverlay", () => {
    const platforms = {
        classic: {
            platformVersion: "7.9.11",
            coordination: "ZooKeeper",
            coordinator: "Zookeeper",
            images: ["cp-enterprise-control-center", "cp-zookeeper"],
        },
        today: {
            platformVersion: "8.3.2",
            coordination: "KRaft",
            coordinator: "KRaftController",
            images: ["cp-enterprise-alertmanager", "cp-enterprise-control-center-next-gen", "cp-enterprise-prometheus"],
        },
    };
    for (const [name, brokers, platform] of [
        ["dev", 1, platforms.today],
        ["eks", 3, platforms.today],
        ["classic-dev", 1, platforms.classic],
        ["classic-eks", 3, platforms.classic],
    ] as const) {
        const { platformVersion, coordination, coordinator, images } = platform;
        it(`reads the committed ${name} overlay: ${platformVersion} on ${coordination}, brokers: ${brokers}`, () => {
            const {
                kinds,
                resources,
                imagePlaces,
                imageFields,
                ownImages,
                idle,
                files: _files,
                ...overlay
            } = readOverlay(repository, `gitops/platform/overlays/${name}`);
            const shared = ["confluent-init-container", "cp-schema-registry", "cp-server", "cp-server-connect"];
            assert.deepEqual(overlay, {
                namespace: "confluent",
                platformVersion,
                coordination,
                initVersion: "3.4.0",
                images: [...[...shared, ...images].map((image) => `confluentinc/${image}`), "library/node"].sort(),
                brokers,
            });
            assert.deepEqual(ownImages, [], "the versions are in a component");
            assert.ok(idle.every(({ of, what }) => of === "images" && !overlay.images.includes(what)));
            assert.ok(imageFields.length > 0);
            // Two of each of five components, the sweeper's, and those beside Control Center.
            assert.equal(imagePlaces.length, coordination === "KRaft" ? 13 : 11);
            const ofResources = new Set(resources.map(({ group, kind }) => `${kind}.${group}`));
            assert.deepEqual([...ofResources].sort(), kinds.map(({ group, kind }) => `${kind}.${group}`).sort());
            const confluent = ["Connect", "ControlCenter", "Kafka", "SchemaRegistry", coordinator];
            assert.deepEqual(
                [...ofResources].sort(),
                ["ConfigMap.", "Deployment.apps", ...confluent.map((kind) => `${kind}.platform.confluent.io`)].sort(),
            );
        });
    }

    for (const [title, { files, expected }] of Object.entries(trees)) {
        it(`sees ${title}`, () => {
            const overlay = inTree(files, (root) => readOverlay(root, "o"));
            for (const field of Object.keys(expected) as (keyof typeof expected)[]) {
                assert.deepEqual(overlay[field], expected[field], field);
            }
        });
    }
});
