import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createPublicKey } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "../../base/checkout";
import { overlayOf } from "../../commands/frame/overlay";
import type { Report } from "../../commands/secrets/shape";
import type { KubernetesObject } from "../../kubernetes";
import { executable } from "../commandLine";
import { checkShape } from "../shape";
import { Place, type Secret, tellsNothing } from "../unit/commands/secrets/place";
import { type AddonsStage, secretKind } from "./addonsStage";
import { eventually } from "./eventually";

export type Data = Record<string, string>;

/** The file of somebody whose directory isn't part of the overlay. None is real. */
export const inDirectory = (user: string) => `username=${user}\npassword=in-the-directory-of-${user}\n`;

const directoryUsers = ["kafka", "schemaregistry", "connect", "controlcenter"];
const variable = (user: string) => `CONFLUENT_GITOPS_SECRET_MDS_CLIENT_${user.toUpperCase()}_BEARER_TXT`;

/** A user who runs `npx confluent-gitops secrets` for the overlay `secure`, in a namespace of a stage. */
export class SecretsUser {
    readonly place: Place;
    readonly folder = mkdtempSync(join(tmpdir(), "secrets-"));
    /** What the directory's owner provides, by the variables that the list names. */
    private readonly given = Object.fromEntries(directoryUsers.map((user) => [variable(user), inDirectory(user)]));
    /** Everything that was printed so far. */
    private said = "";

    constructor(
        private readonly stage: AddonsStage,
        readonly namespace: string,
    ) {
        this.place = new Place(`namespace: ${namespace}\nresources: [../../../gitops/platform/overlays/secure]\n`);
        writeFileSync(join(this.folder, "ldap.txt"), inDirectory("cn=mds"));
    }

    remove(): void {
        this.place.remove();
        rmSync(this.folder, { recursive: true });
    }

    /** The flag for the directory's lookup account. */
    get fromFile(): string[] {
        return ["--from", `mds-ldap/ldap.txt=${join(this.folder, "ldap.txt")}`];
    }
    get withKubeconfig(): string[] {
        return ["--kubeconfig", this.stage.controlPlane.kubeconfigPath];
    }

    /** Checks the command's exit code. @returns what it printed */
    async does(status: number, ...words: string[]): Promise<string> {
        const { moto, kubeseal } = this.stage;
        const PATH = `${dirname(kubeseal)}:${process.env.PATH}`;
        const env = { ...process.env, ...moto.env, ...this.given, PATH };
        const all = [executable, "secrets", "--overlay", this.place.path, ...words];
        return new Promise((resolve, reject) => {
            execFile(process.execPath, all, { cwd: root, env }, (error, stdout, stderr) => {
                this.said += stdout + stderr;
                if ((error === null ? 0 : error.code) === status) resolve(stdout);
                else reject(new Error(`It ended with ${error?.code ?? 0}: ${stdout}${stderr}`));
            });
        });
    }

    /** The directory's owner changes it. */
    changes(user: string, text: string): void {
        this.given[variable(user)] = text;
    }

    /** What Argo CD would apply from the overlay: the objects that create Secrets. */
    async sync(): Promise<void> {
        const kinds = ["SealedSecret", "ExternalSecret", "SecretStore"];
        const { resources } = overlayOf({ overlay: this.place.path });
        const objects = resources.map(({ object }) => object as KubernetesObject);
        await this.stage.apply(...objects.filter(({ kind }) => kinds.includes(kind)));
    }

    dataOf = async (name: string): Promise<Data> => (await this.stage.dataOf(this.namespace, name)) ?? {};
    users = async (): Promise<Data> => usersIn(await this.dataOf("sasl-kafka"));
    holds = (name: string, isSo: (data: Data) => boolean): Promise<void> =>
        eventually(async () => isSo(await this.dataOf(name)), 60, `${name} does not hold what was made last`);

    /** Checks that the cluster has every complete Secret, that they agree, and that no value was printed or written. */
    async haveArrived(): Promise<void> {
        const { secrets } = checkShape<Report>("secrets", await this.does(0, "--json"));
        const made = secrets.filter(({ madeBy }) => !madeBy.some((by) => by.startsWith("Certificate ")));
        assert.equal(made.length, 12);
        for (const { name, keys } of made) {
            await this.holds(name, (data) => Object.keys(data).length > 0);
            assert.deepEqual(Object.keys(await this.dataOf(name)).sort(), [...keys].sort(), name);
        }
        const users = await this.users();
        for (const [secret, user] of [
            ["sasl-kafka", "kafka"],
            ["sasl-schemaregistry", "schemaregistry"],
            ["sasl-connect", "connect"],
            ["sasl-controlcenter", "controlcenter-next-gen"],
        ] as const) {
            assert.match(users[user] ?? "", /^\w{32}$/);
            assert.equal((await this.dataOf(secret))["plain.txt"], `username=${user}\npassword=${users[user]}\n`);
        }
        await this.isPair();
        assert.equal((await this.dataOf("mds-ldap"))["ldap.txt"], inDirectory("cn=mds"));
        for (const user of directoryUsers) {
            assert.equal((await this.dataOf(`mds-client-${user}`))["bearer.txt"], inDirectory(user));
        }
        await this.toldNothing(made.map(({ name }) => name));
    }

    /**
     * Checks that MDS's keys are a pair, and that a component that only verifies tokens has only the public one.
     * @returns the public one
     */
    async isPair(): Promise<string | undefined> {
        const pair = await this.dataOf("mds-token");
        const half = createPublicKey(pair["mdsTokenKeyPair.pem"] ?? "").export({ type: "spki", format: "pem" });
        assert.equal(pair["mdsPublicKey.pem"], half);
        assert.deepEqual(await this.dataOf("mds-public-key"), { "mdsPublicKey.pem": half });
        return pair["mdsPublicKey.pem"];
    }

    async toldNothing(names: readonly string[]): Promise<void> {
        const secrets = await Promise.all(names.map((name) => this.stage.api.get(secretKind, this.namespace, name)));
        tellsNothing(this.said + this.place.written(), secrets as unknown as Secret[]);
    }

    /** Replaces Connect's user with a successor, bringing each step to the cluster before the next. */
    async rotateConnect(way: readonly string[], bring: (stdout: string) => Promise<void>): Promise<void> {
        const { connect: before } = await this.users();
        assert.ok(before);
        const step = async (status: number) => bring(await this.does(status, ...way, "--rotate", "sasl-connect"));

        await step(3);
        await this.holds("sasl-kafka", (data) => "connect-r2" in usersIn(data));
        const { connect, "connect-r2": successor } = await this.users();
        assert.equal(connect, before, "Connect signs in as before");
        assert.notEqual(successor, before);
        const text = `username=connect-r2\npassword=${successor}\n`;
        assert.notEqual((await this.dataOf("sasl-connect"))["plain.txt"], text);

        await step(3);
        await this.holds("sasl-connect", ({ "plain.txt": plain }) => plain === text);

        await step(0);
        await this.holds("sasl-kafka", (data) => !("connect" in usersIn(data)));
        assert.deepEqual(await this.dataOf("sasl-connect"), { "plain.txt": text });
        await this.toldNothing(["sasl-connect", "sasl-kafka"]);
    }
}

const usersIn = (data: Data): Data => JSON.parse(data["plain-users.json"] ?? "{}") as Data;
