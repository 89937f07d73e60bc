import assert from "node:assert/strict";
import { renderDifferences } from "../../../../commands/demo/overlayDiff";
import { sceneNames } from "../../../../commands/demo/names";
import { scenes, scenesFor } from "../../../../commands/demo/scenes";
import { answerTo } from "../../../commandLine";
import { tooEarly, wavesOf } from "../../../../commands/demo/scenes/deploy";
import { differences } from "../../../../rehearsal/overlays/differences";
import type { Track } from "../../../../commands/demo/recording";

const track = (name: string, wave: number | undefined, begun: number, healthy: number): Track => ({
    kind: "Kafka",
    name,
    part: "Confluent Platform",
    wave,
    simulated: true,
    changes: [],
    spans: [
        { state: "progressing", from: begun, to: healthy },
        { state: "healthy", from: healthy },
    ],
});

describe("the scenes of the demo", () => {
    it("are all played if none is named, teardown last", () => {
        assert.deepEqual(scenesFor([]), scenes);
        assert.equal(scenes.at(-1)?.name, "teardown");
        assert.deepEqual(
            scenes.map(({ name }) => name),
            sceneNames,
        );
    });

    it("are played with what they begin with, and unknown ones not at all", async () => {
        assert.deepEqual(
            scenesFor(["drift"]).map(({ name }) => name),
            ["deploy", "drift"],
        );
        assert.deepEqual(
            scenesFor(["customise"]).map(({ name }) => name),
            ["customise"],
        );
        const { status, stderr } = await answerTo(["demo", "--scene", "drift", "dirft"]);
        assert.equal(status, 2);
        assert.match(
            stderr,
            /argument 'dirft' is invalid\. Allowed choices are deploy, change, add-component, secure, drift/,
        );
    });
});

describe("the waves of a deployment", () => {
    it("have waited where each began when the one before was healthy", () => {
        const waves = wavesOf([track("b", 10, 500, 900), track("a", 0, 100, 400), track("c", 0, 120, 480)]);
        assert.deepEqual(waves, [
            { wave: 0, begun: 100, healthy: 480 },
            { wave: 10, begun: 500, healthy: 900 },
        ]);
        assert.equal(tooEarly(waves), undefined);
    });

    it("are named where one began too early, by its slowest forerunner", () => {
        const waves = wavesOf([track("a", 0, 100, 400), track("c", 0, 120, 600), track("b", 10, 500, 900)]);
        assert.equal(tooEarly(waves), "Wave 10 began at 500 ms, before wave 0 was healthy at 600 ms.");
    });

    it("prove nothing if there is only one", () => {
        assert.match(
            tooEarly(wavesOf([track("a", 0, 100, 400), track("b", undefined, 0, 1)])) ?? "",
            /There are 1 sync waves/,
        );
    });
});

describe("the difference of two rendered overlays", () => {
    const kafka = (spec: string) => `kind: Kafka\nmetadata: { name: kafka }\nspec: ${spec}\n`;

    it("names object, field and both sides, and what only one has", () => {
        const one = `${kafka("{ replicas: 1, jvm: [-Xms1g, -Xmx1g] }")}---\nkind: KafkaTopic\nmetadata: { name: orders }\n`;
        const other = kafka("{ replicas: 3, jvm: [-Xms2g, -Xmx2g], pdb: { maxUnavailable: 1 } }");
        assert.deepEqual(differences(one, other), [
            { object: "Kafka/kafka", field: "spec.replicas", one: "1", other: "3" },
            { object: "Kafka/kafka", field: "spec.jvm", one: "-Xms1g -Xmx1g", other: "-Xms2g -Xmx2g" },
            { object: "Kafka/kafka", field: "spec.pdb.maxUnavailable", one: undefined, other: "1" },
            { object: "KafkaTopic/orders", field: "", one: "there", other: undefined },
        ]);
        assert.deepEqual(differences(one, one), []);
    });

    it("is shown side by side within 100 columns, an object's name once", () => {
        const rows = differences(kafka(`{ a: ${"x".repeat(200)}, b: 1 }`), kafka("{ a: y, b: 2 }"));
        const lines = renderDifferences(rows, ["dev", "eks"]).split("\n");
        assert.equal(lines.filter((line) => line.includes("Kafka/kafka")).length, 1);
        assert.ok(
            lines.every((line) => line.length <= 102),
            lines.join("\n"),
        );
    });
});
