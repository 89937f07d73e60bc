import assert from "node:assert/strict";
import { until } from "../../base/until";
import { confluentObjects, overlay } from "../../commands/demo/workload";
import { withComponents } from "../components";
import { deploy } from "./commits";
import type { DrillStage } from "./drillStage";
import { makeSecrets } from "./givenSecrets";
import { openLiveStage } from "./stage";

/** All that fit dev at once: one way to reach Kafka, and nothing that a laptop lacks. */
const components = [
    "kafka-rest-class",
    "ksqldb",
    "rest-proxy",
    "connect-plugins",
    "connector-datagen",
    "connector-s3-sink",
    "connector-jdbc-source",
    "replicator",
    "cluster-link",
    "schema-exporter",
    "load-balancer",
];

describe("Components of the platform", () => {
    let on: DrillStage;
    before(async function () {
        this.timeout(20 * 60_000);
        on = await openLiveStage();
    });
    after(() => on?.close());

    it("become Synced and Healthy by their lines, and go when these are taken back", async () => {
        const { repository } = on.gitOps;
        const file = `${overlay}/kustomization.yaml`;
        const before = repository.read(file);
        const kinds = async () =>
            (await confluentObjects(on.api)).map(({ kind, metadata }) => `${kind}/${metadata.name}`);
        const had = await kinds();
        repository.write(file, withComponents("dev", components, "../.."));
        await makeSecrets(on, overlay);
        await deploy(on, "Add what the platform may have");
        const added = (await kinds()).filter((name) => !had.includes(name)).sort();
        assert.deepEqual(added, [
            "ClusterLink/from-source",
            "Connect/replicator",
            "Connector/datagen-pageviews",
            "Connector/jdbc-orders",
            "Connector/replicator",
            "Connector/s3-sink",
            "KafkaRestClass/default",
            "KafkaRestClass/source",
            "KafkaRestProxy/kafkarestproxy",
            "KafkaTopic/jdbc-orders",
            "KafkaTopic/pageviews",
            "KafkaTopic/s3-archive",
            "KsqlDB/ksqldb",
            "SchemaExporter/to-destination",
        ]);
        repository.write(file, before);
        await deploy(on, "Take it back");
        // Topics are kept with their data; connectors go by the sweeper, a moment later.
        await until("all but the topics is gone", async () =>
            (await kinds()).every((name) => had.includes(name) || name.startsWith("KafkaTopic/")),
        );
    });
});
