import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parts, type Recording, type SceneTitle, type Track, trackStates } from "../../../../commands/demo/recording";
import { renderTable } from "../../../../commands/demo/table";
import { Player } from "../../../fixtures/player";
import { demoRecording } from "../../../fixtures/recording";

const title = (name: string): SceneTitle => ({ name, title: name, explanation: "" });
const end = { ok: true, result: "" };
const lifeOf = (track: Track | undefined) => track?.spans.map(({ from, to, state }) => [from, to, state]);

function scene(player: Player, name: string, play: () => void) {
    player.recorder.beginScene(title(name));
    play();
    return player.recorder.endScene(end);
}

describe("recording: the tracks of a scene", () => {
    it("have a span for each state, without gaps, until the scene ends", () => {
        const player = new Player().wait(100);
        const { tracks, from, to } = scene(player, "one", () => player.wait(50).provision("Kafka", 10, 700).wait(30));
        assert.deepEqual(lifeOf(tracks[0]), [
            [150, 270, "pending"],
            [270, 970, "progressing"],
            [970, 1000, "healthy"],
        ]);
        assert.deepEqual([from, to, tracks[0]?.wave, tracks[0]?.simulated], [100, 1000, 10, true]);
    });

    it("begin with what is already there, and end with what is gone", () => {
        const player = new Player();
        scene(player, "one", () => player.confluent("Kafka", 10, { phase: "RUNNING" }).wait(10));
        player.wait(90);
        const second = scene(player, "two", () => player.wait(5).confluent("Kafka", 10, {}, { gone: true }).wait(5));
        assert.deepEqual(lifeOf(second.tracks[0]), [
            [100, 105, "healthy"],
            [105, 110, "gone"],
        ]);
        assert.deepEqual(scene(player, "three", () => player.wait(5)).tracks, []);
    });

    it("contain no state that lasted for no time", () => {
        const player = new Player();
        const { tracks } = scene(player, "one", () =>
            player.confluent("Kafka", 10).confluent("Kafka", 10, { phase: "RUNNING" }).wait(10),
        );
        assert.deepEqual(lifeOf(tracks[0]), [[0, 10, "healthy"]]);
    });

    it("go on in one span while only the reason changes, and keep the last", () => {
        const player = new Player();
        const { tracks } = scene(player, "one", () => player.syncing("first").wait(10).syncing("then").wait(10));
        assert.deepEqual(lifeOf(tracks[0]), [[0, 20, "progressing"]]);
        assert.equal(tracks[0]?.spans[0]?.message, "then");
    });

    it("begin another span if the same thing fails for a different reason", () => {
        const player = new Player();
        const broken = (message: string) =>
            player.application("Unknown", "Healthy", { conditions: [{ type: "ComparisonError", message }] }).wait(10);
        const { tracks } = scene(player, "one", () => ["first", "first", "then"].forEach(broken));
        assert.deepEqual(
            tracks[0]?.spans.map(({ from, message }) => [from, message]),
            [
                [0, "ComparisonError: first"],
                [20, "ComparisonError: then"],
            ],
        );
    });

    it("note when a specification changed, and not when a status did", () => {
        const player = new Player();
        const running = { phase: "RUNNING" };
        const { tracks } = scene(player, "one", () => {
            player
                .confluent("Kafka", 10, running)
                .wait(10)
                .confluent("Kafka", 10, { ...running, replicas: 1 });
            player.wait(10).confluent("Kafka", 10, running, { changed: true }).wait(10);
        });
        assert.deepEqual(tracks[0]?.changes, [20]);
    });

    it("contain Pulumi's operations only in their own scene, with the engine's error", () => {
        const player = new Player();
        const type = "kubernetes:core/v1:Namespace";
        const urn = `urn:pulumi:dev::confluent-gitops::${type}::one`;
        const first = scene(player, "one", () => {
            player.engine("begins", "create", type, "one").wait(20).engine("fails", "create", type, "one");
            const diagnosticEvent = { urn, message: "already exists", color: "never", severity: "error" as const };
            player.recorder.onEngineEvent({ sequence: 1, timestamp: 1, diagnosticEvent });
        });
        assert.deepEqual(lifeOf(first.tracks[0]), [
            [0, 20, "progressing"],
            [20, 20, "degraded"],
        ]);
        assert.equal(first.tracks[0]?.spans.at(-1)?.message, "already exists");
        assert.deepEqual(scene(player, "two", () => player.wait(5)).tracks, []);
    });

    it("come in the order in which a change passes through, then by wave", () => {
        const player = new Player();
        const { tracks } = scene(player, "one", () => {
            player.confluent("Kafka", 10).confluent("Zookeeper", 0).application("Synced", "Healthy");
            player.engine("begins", "create", "kubernetes:core/v1:Namespace", "one");
        });
        assert.deepEqual(
            tracks.map(({ kind }) => kind),
            ["Namespace", "Application", "Zookeeper", "Kafka"],
        );
    });

    it("say that Confluent's are simulated only where they are", () => {
        const player = new Player({ simulated: false });
        const { tracks } = scene(player, "one", () => player.confluent("Kafka", 10));
        assert.equal(tracks[0]?.simulated, false);
    });
});

describe("recording: as a whole", () => {
    it("is plain data, with every span ended inside its scene", () => {
        const recording = demoRecording();
        assert.deepEqual(JSON.parse(JSON.stringify(recording)), recording);
        for (const { from, to, tracks } of recording.scenes) {
            for (const { spans } of tracks) {
                assert.ok(spans.length > 0);
                assert.ok((spans[0]?.from ?? 0) >= from);
                assert.equal(spans.at(-1)?.to, to);
                spans.slice(1).forEach((span, at) => assert.equal(span.from, spans[at]?.to));
            }
        }
    });

    it("leaves out what happens between two scenes", () => {
        const player = new Player();
        const first = scene(player, "one", () => player.confluent("Kafka", 10, { phase: "RUNNING" }).wait(5));
        player.wait(10).confluent("Kafka", 10, { phase: "PROVISIONING" }, { changed: true }).wait(10);
        const second = scene(player, "two", () => player.wait(5));
        assert.deepEqual([first.tracks[0]?.changes, second.tracks[0]?.changes], [[], []]);
        assert.deepEqual(lifeOf(first.tracks[0]), [[0, 5, "healthy"]]);
        assert.deepEqual(lifeOf(second.tracks[0]), [[25, 30, "progressing"]]);
    });

    it("keeps what was handed out as it was", () => {
        const player = new Player();
        scene(player, "one", () => player.provision("Kafka", 10, 10));
        const recording = player.recorder.finish();
        const before = structuredClone(recording);
        scene(player, "two", () => player.confluent("Kafka", 10, { phase: "RUNNING" }, { deleting: true }).wait(5));
        assert.deepEqual(recording, before);
    });

    it("refuses a scene in a scene, and an end without a beginning", () => {
        const { recorder } = new Player();
        assert.throws(() => recorder.endScene(end), /no scene has begun/);
        recorder.beginScene(title("one"));
        assert.throws(() => recorder.beginScene(title("two")), /the scene one has not ended/);
    });

    it("is what docs/recording.md says", () => {
        const page = readFileSync(join(__dirname, "../../../../docs/recording.md"), "utf8");
        const block = /```jsonc\n([^]*?)```/.exec(page)?.[1] ?? "";
        const example = JSON.parse(block.replace(/^ *\/\/.*$/gm, "")) as Recording;
        const recording = demoRecording();
        const fieldsOf = ({ scenes, ...others }: Recording) => {
            const { tracks = [], ...scene } = scenes.find(({ name }) => name === "change") ?? {};
            const track = tracks.find(({ kind }) => kind === "SchemaRegistry") ?? {};
            return [others, scene, track].map((one) => Object.keys(one).sort());
        };
        assert.deepEqual(fieldsOf(example), fieldsOf(recording));
        for (const word of [...trackStates, ...parts]) assert.ok(page.includes(`\`${word}\``), word);
    });

    it("ends in a table that names each bound, and what does not meet it", () => {
        const table = renderTable(demoRecording());
        assert.match(table, /^Drift: FAILED +2\.5 s$/m);
        assert.match(table, /^ {2}drift to healed +2\.3 s +2 s +NO$/m);
        assert.match(table, /^ {2}commit to live +1\.4 s +2 s +yes$/m);
        assert.match(table, /^ {2}up to Synced and Healthy +7\.\d s$/m);
    });
});
