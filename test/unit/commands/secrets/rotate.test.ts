import assert from "node:assert/strict";
import type { Resource } from "../../../../config/kustomize/resource";
import { type NeededSecret, neededSecrets } from "../../../../config/workload/secrets";
import { make, type Values } from "../../../../commands/secrets/make";
import { overlayOf } from "../../../../commands/frame/overlay";
import { type Directory, directoryOf } from "../../../../commands/secrets/realms";
import { rotate } from "../../../../commands/secrets/rotate";

/** A platform's Secrets, as they are kept somewhere, to be rotated step by step. */
class Kept {
    private readonly resources: readonly Resource[];
    private readonly directory: Directory;
    private readonly needed: readonly NeededSecret[];
    private existing: ReadonlyMap<string, Values> = new Map();

    constructor(overlay: string) {
        this.resources = overlayOf({ overlay }).resources;
        this.directory = directoryOf(this.resources);
        this.needed = neededSecrets(this.resources).filter(
            ({ makers, madeElsewhere }) => makers.length === 0 && !madeElsewhere,
        );
        this.put(new Map());
    }

    private put(given: ReadonlyMap<string, Values>): string[] {
        const { secrets } = make(this.needed, this.directory, { existing: this.existing, given });
        this.existing = new Map(secrets.map(({ name, values }) => [name, values]));
        return secrets.filter(({ changed }) => changed.length > 0).map(({ name }) => name);
    }

    rotate(name: string): { changed: string[]; step: string; next: string | undefined } {
        const { needed, directory, existing, resources } = this;
        const { given, step, next } = rotate(name, { needed, directory, existing, resources });
        return { changed: this.put(given), step, next };
    }

    text = (secret: string, key: string): string => this.existing.get(secret)?.[key]?.toString("utf8") ?? "";
    users = (): Record<string, string> =>
        JSON.parse(this.text("kafka-users", "plain-users.json")) as Record<string, string>;
}

describe("npx confluent-gitops secrets --rotate", () => {
    it("lets in a user's successor, makes its readers authenticate as that, and then removes the old user", () => {
        const kept = new Kept("test/fixtures/secrets/plain");
        const before = kept.text("connect-kafka", "plain.txt");
        const first = kept.rotate("connect-kafka");
        assert.deepEqual(first.changed, ["kafka-users"]);
        assert.match(first.step, /connect-r2 can sign in, beside connect/);
        assert.deepEqual(Object.keys(kept.users()).sort(), ["connect", "connect-r2", "kafka"]);
        assert.equal(kept.text("connect-kafka", "plain.txt"), before);

        const second = kept.rotate("connect-kafka");
        assert.deepEqual(second.changed, ["connect-kafka"]);
        assert.equal(
            kept.text("connect-kafka", "plain.txt"),
            `username=connect-r2\npassword=${kept.users()["connect-r2"]}\n`,
        );
        assert.match(second.next ?? "", /removes connect/);
        assert.notEqual(kept.users()["connect-r2"], kept.users().connect);

        const third = kept.rotate("connect-kafka");
        assert.deepEqual(third.changed, ["kafka-users"]);
        assert.deepEqual(Object.keys(kept.users()).sort(), ["connect-r2", "kafka"]);
        assert.equal(third.next, undefined);

        assert.match(kept.rotate("connect-kafka").step, /connect-r3 can sign in, beside connect-r2/);
    });

    it("lets nobody authenticate who may not do what the old user may", () => {
        const kept = new Kept("test/fixtures/secrets/rbac-ldap");
        assert.match(kept.rotate("connect-kafka").step, /connect-r2 can sign in/);
        assert.throws(
            () => kept.rotate("connect-kafka"),
            /connect-r2 may not do what connect may: name it in ConfluentRolebinding connect-admin .* Nothing was changed/,
        );
        kept.rotate("kafka-users");
        assert.throws(() => kept.rotate("kafka-users"), /name it in .*Kafka kafka, spec\.authorization\.superUsers/);
    });

    it("gives a REST API's user a successor with the same role", () => {
        const kept = new Kept("test/fixtures/secrets/rbac-ldap");
        kept.rotate("prometheus-client");
        assert.match(kept.text("prometheus-users", "basic.txt"), /^controlcenter-r2: \w{32}$/m);
        const [, password] = /^controlcenter-r2: (\w{32})$/m.exec(kept.text("prometheus-users", "basic.txt")) ?? [];
        kept.rotate("prometheus-client");
        assert.equal(kept.text("prometheus-client", "basic.txt"), `username=controlcenter-r2\npassword=${password}\n`);
        assert.deepEqual(kept.rotate("prometheus-client").changed, ["prometheus-users"]);
        assert.doesNotMatch(kept.text("prometheus-users", "basic.txt"), /^controlcenter:/m);
    });

    it("keeps the old password of the encoder beside the new one, and then takes it away", () => {
        const kept = new Kept("test/fixtures/secrets/rbac-ldap");
        const [, old] = /^password=(.*)$/m.exec(kept.text("password-encoder", "password-encoder.txt")) ?? [];
        kept.rotate("password-encoder");
        const both = kept.text("password-encoder", "password-encoder.txt");
        assert.ok(old && both.endsWith(`\noldPassword=${old}\n`) && !both.startsWith(`password=${old}\n`));
        kept.rotate("password-encoder");
        assert.equal(kept.text("password-encoder", "password-encoder.txt"), `${both.split("\n")[0]}\n`);
    });

    it("makes a new key pair for MDS", () => {
        const kept = new Kept("test/fixtures/secrets/rbac-ldap");
        const before = kept.text("mds-token", "mdsPublicKey.pem");
        assert.deepEqual(kept.rotate("mds-token").changed, ["mds-token"]);
        assert.notEqual(kept.text("mds-token", "mdsPublicKey.pem"), before);
    });

    it("says who has to change what it cannot change", () => {
        const kept = new Kept("test/fixtures/secrets/rbac-ldap");
        assert.throws(() => kept.rotate("connect-mds"), /are in LDAP: change the password there/);
        assert.throws(() => kept.rotate("registry"), /is not there yet/);
        assert.throws(() => kept.rotate("nothing"), /which nothing in the overlay refers to/);
    });
});
