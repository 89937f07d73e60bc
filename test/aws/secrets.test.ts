import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { runCommand } from "../commandLine";
import { Place } from "../unit/commands/secrets/place";
import { type Moto, startMoto } from "./moto";

describe("npx confluent-gitops secrets --push, on moto (a stand-in)", () => {
    let moto: Moto;
    let place: Place;
    before(async () => {
        moto = await startMoto();
        place = new Place();
    });
    after(async () => {
        place?.remove();
        await moto?.stop();
    });
    const run = async (...more: string[]) => {
        // moto answers from a process of its own, so this one may wait.
        const words = ["secrets", "--overlay", place.path, "--push", "--region", "eu-central-1", ...more];
        return Promise.resolve(runCommand(words, { env: moto.env }));
    };
    const kept = async (name: string) => {
        const id = `confluent/${place.path.split("/").at(-1)}/${name}`;
        const { SecretString } = await moto.ask<{ SecretString: string }>(
            "secretsmanager",
            "get-secret-value",
            "--secret-id",
            id,
        );
        return { id, values: JSON.parse(SecretString) as Record<string, string> };
    };

    it("keeps each as a JSON document of its keys, writes what reads it, and tells no value", async () => {
        const unasked = await run();
        assert.equal(unasked.status, 1);
        assert.match(unasked.stderr, /Nothing was changed: there is no terminal to ask on/);
        const { status, stdout, stderr } = await run("--yes");
        assert.equal(status, 0, stderr);
        const { id, values } = await kept("connect-kafka");
        const [, password = ""] = /^username=connect\npassword=(\w{32})\n$/.exec(values["plain.txt"] ?? "") ?? [];
        const users = JSON.parse((await kept("kafka-users")).values["plain-users.json"] ?? "") as Record<
            string,
            string
        >;
        assert.equal(users.connect, password);
        const file = readFileSync(join(place.folder, "secrets/connect-kafka.yaml"), "utf8");
        assert.deepEqual((parse(file) as { spec: object }).spec, {
            refreshInterval: "1h",
            secretStoreRef: { name: "aws", kind: "SecretStore" },
            target: { name: "connect-kafka", template: { type: "Opaque" } },
            data: [{ secretKey: "plain.txt", remoteRef: { key: id, property: "plain.txt" } }],
        });
        assert.ok(password && !`${stdout}${stderr}${place.written()}`.includes(password));
        assert.match(stdout, /The overlay has no SecretStore aws/);
        assert.match(
            stdout,
            /once External Secrets has read them.* kubectl -n confluent annotate externalsecret connect-kafka kafka-users force-sync=/,
        );
    });

    it("leaves what is there, and rotates it by steps", async () => {
        place.takeIn();
        assert.match((await run("--yes")).stdout, /There is nothing to create/);
        const { status, stdout } = await run("--yes", "--rotate", "connect-kafka");
        assert.equal(status, 3);
        assert.match(stdout, /connect-r2 can sign in, beside connect/);
        const users = JSON.parse((await kept("kafka-users")).values["plain-users.json"] ?? "") as object;
        assert.deepEqual(Object.keys(users).sort(), ["connect", "connect-r2", "kafka"]);
    });
});
