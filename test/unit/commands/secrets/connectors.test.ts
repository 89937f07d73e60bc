import assert from "node:assert/strict";
import { list } from "../../../../commands/secrets/list";
import { make } from "../../../../commands/secrets/make";
import { overlayOf } from "../../../../commands/frame/overlay";
import { directoryOf } from "../../../../commands/secrets/realms";
import { neededSecrets } from "../../../../config/workload/secrets";
import { onTopOf } from "../../../overlays";
import { lines } from "../../config/security";

const ofOverlay = <T>(components: string[], use: (overlay: ReturnType<typeof overlayOf>) => T): Promise<T> =>
    onTopOf("eks", lines(components), (path) => use(overlayOf({ overlay: path })));

const made = (components: string[]) =>
    ofOverlay(components, ({ resources }) => {
        const needed = neededSecrets(resources).filter(({ makers }) => makers.length === 0);
        const { secrets, missing } = make(needed, directoryOf(resources), {
            existing: new Map(),
            given: new Map(),
        });
        const text = (secret: string, key: string) =>
            secrets.find(({ name }) => name === secret)?.values[key]?.toString("utf8") ?? "";
        return { text, missing: missing.map(({ secret }) => secret) };
    });

/** The users of each component with clients, sorted. */
const clients = { "smoke-test": ["smoke-test"], "sample-client": ["sample-consumer", "sample-producer"] };

describe("the Secrets of connectors and of the operator", () => {
    it("make Replicator authenticate to Kafka as a user of its own, which Kafka accepts", async () => {
        const { text, missing } = await made(["replicator", "tls-generated", "sasl-plain"]);
        assert.match(text("sasl-replicator", "plain.txt"), /^username=replicator\npassword=\S+\n$/);
        const users = JSON.parse(text("sasl-kafka", "plain-users.json")) as Record<string, string>;
        assert.equal(text("sasl-replicator", "plain.txt"), `username=replicator\npassword=${users.replicator}\n`);
        assert.deepEqual(missing, []);
    });

    for (const [component, users] of Object.entries(clients)) {
        it(`have ${component} sign in by its own name, and by nothing but its certificate where Kafka asks for one`, async () => {
            const { text, missing } = await made([component, "tls-generated", "sasl-plain"]);
            const known = JSON.parse(text("sasl-kafka", "plain-users.json")) as Record<string, string>;
            for (const user of users) {
                assert.ok(known[user], user);
                assert.equal(text(`sasl-${user}`, "plain.txt"), `username=${user}\npassword=${known[user]}\n`);
            }
            assert.deepEqual(missing, []);
            const issued = await made([component, "tls-cert-manager", `tls-cert-manager/${component}`, "mtls"]);
            assert.deepEqual(issued.missing, []);
            const given = await made([component, "tls-cert-manager", "mtls"]);
            assert.deepEqual(
                given.missing.sort(),
                users.map((user) => `tls-${user}`),
            );
        });
    }

    it("give the operator access to Kafka's REST API with the role that it requires", async () => {
        const { text } = await made(["tls-generated", "sasl-plain"]);
        assert.match(text("rest-kafka", "basic.txt"), /^kafka: \S+,Administrators\n$/);
        assert.match(text("rest-kafka-client", "basic.txt"), /^username=kafka\n/);
    });

    it("make the operator create connectors under RBAC as the superuser, and not as the connector", async () => {
        const { text } = await made([
            "connect-plugins",
            "connector-datagen",
            "tls-generated",
            "sasl-plain",
            "rbac-ldap",
            "openldap",
        ]);
        assert.match(text("mds-client-kafka", "bearer.txt"), /^username=kafka\n/);
    });

    it("are made by the operator where it generates certificates, in the form that it keeps them in", () =>
        ofOverlay(
            ["kafka-rest-class", "connect-plugins", "connector-datagen", "ksqldb", "ksqldb-queries", "tls-generated"],
            (overlay) => {
                const generated = list(overlay).secrets.filter(({ name }) => name.endsWith("-generated-jks"));
                assert.deepEqual(
                    generated.map(({ name, origin, madeBy, lacks }) => ({ name, origin, madeBy, lacks })),
                    [
                        { name: "kafka-generated-jks", origin: "overlay", madeBy: ["Kafka kafka"], lacks: [] },
                        { name: "ksqldb-generated-jks", origin: "overlay", madeBy: ["KsqlDB ksqldb"], lacks: [] },
                    ],
                );
            },
        ));
});
