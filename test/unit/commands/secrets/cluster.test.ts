import assert from "node:assert/strict";
import { join } from "node:path";
import { answerTo } from "../../../commandLine";
import { json, playApiServer } from "../../kubernetes/apiServer";
import { Place, type Secret, tellsNothing } from "./place";

describe("npx confluent-gitops secrets applies Secrets to a cluster", () => {
    let place: Place;
    let server: Awaited<ReturnType<typeof playApiServer>>;
    const secretsPath = "/api/v1/namespaces/confluent/secrets";
    beforeEach(async () => {
        place = new Place();
        server = await playApiServer({
            "GET /api/v1": json({ resources: [{ name: "secrets", kind: "Secret", namespaced: true, verbs: [] }] }),
            [`PATCH ${secretsPath}/connect-kafka`]: json({}),
            [`PATCH ${secretsPath}/kafka-users`]: json({}),
        });
        place.write(
            "kubeconfig",
            JSON.stringify({
                "current-context": "a",
                contexts: [{ name: "a", context: { cluster: "a" } }],
                clusters: [{ name: "a", cluster: { server: server.url } }],
            }),
        );
    });
    afterEach(() => {
        server.close();
        place.remove();
    });
    const apply = (...more: string[]) =>
        answerTo([
            "secrets",
            "--overlay",
            place.path,
            "--apply",
            "--kubeconfig",
            join(place.folder, "kubeconfig"),
            ...more,
        ]);
    const patches = () => server.asked.filter(({ method }) => method === "PATCH");

    it("after a dry run of all of them, and shows no value", async () => {
        const { status, stdout, stderr } = await apply("--yes");
        assert.equal(status, 0, stderr);
        assert.deepEqual(
            patches().map(({ url }) => /dryRun=All/.test(url)),
            [true, true, false, false],
        );
        tellsNothing(
            stdout + stderr,
            patches().map(({ body }) => JSON.parse(body) as Secret),
        );
        assert.match(stdout, /Applied: Secret confluent\/kafka-users/);
        assert.match(
            stdout,
            /Connect connect keeps the old until its pods restart: kubectl -n confluent rollout restart statefulset connect/,
        );
        // A restart of the StatefulSet would not wait for replicas: Confluent supports none but the operator's own.
        assert.doesNotMatch(stdout, /rollout restart statefulset kafka/);
    });

    it("but not if nobody answers the question, or the dry run is rejected", async () => {
        const unasked = await apply();
        assert.equal(unasked.status, 1);
        assert.match(unasked.stderr, /Nothing was changed: there is no terminal to ask on/);
        server.answers[`PATCH ${secretsPath}/kafka-users`] = json(
            { kind: "Status", reason: "Invalid", message: "data: secret-value" },
            422,
        );
        server.asked.length = 0;
        const refused = await apply("--yes");
        assert.equal(refused.status, 1);
        assert.match(
            refused.stderr,
            /The cluster refused to apply Secret confluent\/kafka-users: Invalid \(HTTP 422\)/,
        );
        assert.doesNotMatch(refused.stderr, /secret-value/);
        assert.ok(patches().every(({ url }) => /dryRun=All/.test(url)));
    });

    it("with what is there already kept: the user's password goes into the list that was missing", async () => {
        const plain = `username=connect\npassword=${"k".repeat(32)}\n`;
        server.answers[`GET ${secretsPath}/connect-kafka`] = json({
            data: { "plain.txt": Buffer.from(plain).toString("base64") },
        });
        const { status } = await apply("--yes");
        assert.equal(status, 0);
        const [secret] = patches().map(({ body }) => JSON.parse(body) as Secret);
        assert.equal(secret?.metadata.name, "kafka-users");
        const users = JSON.parse(
            Buffer.from(secret.data["plain-users.json"] ?? "", "base64").toString("utf8"),
        ) as object;
        assert.equal((users as Record<string, string>).connect, "k".repeat(32));
        assert.equal(patches().length, 2);
    });
});
