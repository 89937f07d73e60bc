import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, parseAllDocuments } from "yaml";
import { runCommand } from "../../../commandLine";
import { checkShape } from "../../../shape";
import { Place, type Secret, tellsNothing } from "./place";

describe("npx confluent-gitops secrets puts Secrets", () => {
    let place: Place;
    let folder: string;
    beforeEach(() => {
        place = new Place();
        folder = mkdtempSync(join(tmpdir(), "secrets-"));
    });
    afterEach(() => {
        place.remove();
        rmSync(folder, { recursive: true });
    });

    describe("by kubeseal, a stand-in here,", () => {
        const seal = (path: string, ...more: string[]) =>
            runCommand(["secrets", "--overlay", place.path, "--seal", ...more], {
                env: { ...process.env, PATH: path, SEAL_LOG: join(folder, "log") },
            });
        const calls = () =>
            readFileSync(join(folder, "log"), "utf8")
                .trim()
                .split("\n")
                .map((line) => JSON.parse(line) as { argv: string[]; secret: Secret; controller: string });

        it("which gets each by its standard input, and writes SealedSecrets and nothing of a value", () => {
            const { status, stdout, stderr } = seal(place.kubeseal(), "--certificate", "sealing.pem", "--json");
            assert.equal(status, 0, stderr);
            const told = calls();
            assert.deepEqual(
                told.map(({ secret }) => secret.metadata),
                [
                    {
                        name: "connect-kafka",
                        namespace: "confluent",
                        labels: { "app.kubernetes.io/managed-by": "confluent-gitops" },
                    },
                    {
                        name: "kafka-users",
                        namespace: "confluent",
                        labels: { "app.kubernetes.io/managed-by": "confluent-gitops" },
                    },
                ],
            );
            for (const { argv, controller } of told) {
                assert.deepEqual(argv.slice(0, 3), ["--format", "yaml", "--cert"]);
                assert.ok(argv[3]?.endsWith("/sealing.pem"));
                assert.equal(controller, "sealed-secrets");
            }
            const secrets = told.map(({ secret }) => secret);
            tellsNothing(stdout + stderr + place.written() + JSON.stringify(told.map(({ argv }) => argv)), secrets);
            const { changes } = checkShape<{ changes: { secret: string; keys: string[] }[] }>("secrets", stdout);
            assert.deepEqual(
                changes.map(({ secret }) => secret),
                ["connect-kafka", "kafka-users"],
            );
            assert.deepEqual(parse(place.read("secrets/kustomization.yaml")), {
                resources: ["connect-kafka.yaml", "kafka-users.yaml"],
            });
            assert.match(stderr, /Add to resources in .*kustomization\.yaml: secrets/);
            assert.match(stderr, /If the platform is already running, once they are committed and synced:/);
        });

        it("and does not reseal what nobody can read, or say that nothing is there", () => {
            const path = place.kubeseal();
            assert.equal(seal(path, "--certificate", "a.pem").status, 0);
            place.takeIn();
            const { status, stderr } = seal(path, "--certificate", "a.pem");
            assert.equal(status, 1);
            assert.match(stderr, /has sealed Secrets already \(connect-kafka, kafka-users\).*--context NAME/);
        });

        it("whose output is not written if it isn't a SealedSecret, or contains its input", () => {
            const path = place.kubeseal(`process.stdout.write(require("node:fs").readFileSync(0))`);
            const { status, stdout, stderr } = seal(path);
            assert.equal(status, 1);
            assert.match(stderr, /what it printed is not a SealedSecret/);
            assert.doesNotMatch(stdout + stderr, /username=|"data"/);
            assert.ok(!existsSync(join(place.folder, "secrets")));
        });

        it("whose error is repeated without its input", () => {
            const path = place.kubeseal(
                `process.stderr.write("cannot seal " + require("node:fs").readFileSync(0)); process.exit(1)`,
            );
            const { status, stderr } = seal(path);
            assert.equal(status, 1);
            assert.match(stderr, /kubeseal did not seal connect-kafka: cannot seal .*\*\*\*/s);
            assert.doesNotMatch(stderr, /dXNlcm5hbWU/);
        });
    });

    describe("for kubectl", () => {
        const write = (to: string) => runCommand(["secrets", "--overlay", place.path, "--output", to]);
        const secretsIn = (text: string) => parseAllDocuments(text).map((one) => one.toJS() as Secret);

        it("into a pipe, and reports on them separately", () => {
            const { status, stdout, stderr } = write("-");
            assert.equal(status, 0, stderr);
            const secrets = secretsIn(stdout);
            assert.deepEqual(
                secrets.map(({ metadata }) => metadata.name),
                ["connect-kafka", "kafka-users"],
            );
            tellsNothing(stderr, secrets);
        });

        it("into a file that nobody else can read, and never over an existing one", () => {
            const file = join(folder, "secrets.yaml");
            const { status, stdout, stderr } = write(file);
            assert.equal(status, 0, stderr);
            assert.equal(statSync(file).mode & 0o777, 0o600);
            tellsNothing(stdout + stderr, secretsIn(readFileSync(file, "utf8")));
            const again = write(file);
            assert.equal(again.status, 1);
            assert.match(again.stderr, /cannot be written \(EEXIST\)/);
        });

        it("and not into a Git working tree that would commit them", () => {
            const { status, stderr } = write(join(place.folder, "secrets.yaml"));
            assert.equal(status, 2);
            assert.match(stderr, /is in a working tree of Git, which would take it/);
            assert.ok(!existsSync(join(place.folder, "secrets.yaml")));
        });
    });
});
