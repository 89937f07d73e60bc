import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createPublicKey } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import { overlayOf } from "../../commands/secrets/overlay";
import type { Report } from "../../commands/secrets/shape";
import type { KubernetesObject } from "../../kubernetes";
import { root } from "../../base/checkout";
import { executable } from "../commandLine";
import { checkShape } from "../shape";
import { Place, type Secret, tellsNothing } from "../unit/commands/secrets/place";
import { type AddonsStage, secretKind } from "./addonsStage";
import { eventually } from "./eventually";

type Data = Record<string, string>;

/** What somebody has whose directory is not the overlay's. None is a real one. */
const inDirectory = (user: string) => `username=${user}\npassword=in-the-directory-of-${user}\n`;

/** `npx confluent-gitops secrets` as its user runs it, up to the Secrets that it gets into a cluster. */
export function secretsArrive(stage: () => AddonsStage): void {
    let namespace: string;
    let place: Place;
    let folder: string;
    /** Whatever was printed since the place was made. */
    let said: string;
    let given: Record<string, string>;

    beforeEach(async () => {
        namespace = await stage().namespace();
        place = new Place(`namespace: ${namespace}\nresources: [../../../gitops/platform/overlays/secure]\n`);
        folder = mkdtempSync(join(tmpdir(), "secrets-"));
        said = "";
        given = Object.fromEntries(
            ["kafka", "schemaregistry", "connect", "controlcenter"].map((user) => [
                `CONFLUENT_GITOPS_SECRET_MDS_CLIENT_${user.toUpperCase()}_BEARER_TXT`,
                inDirectory(user),
            ]),
        );
        writeFileSync(join(folder, "ldap.txt"), inDirectory("cn=mds"));
    });
    afterEach(() => {
        place.remove();
        rmSync(folder, { recursive: true });
    });

    const run = (...words: string[]) => {
        const { PATH } = process.env;
        const env = { ...process.env, ...stage().moto.env, ...given, PATH: `${dirname(stage().kubeseal)}:${PATH}` };
        const all = [executable, "secrets", "--overlay", place.path, ...words];
        return new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
            execFile(process.execPath, all, { cwd: root, env }, (error, stdout, stderr) => {
                said += stdout + stderr;
                resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr });
            });
        });
    };
    const does = async (status: number, ...words: string[]) => {
        const done = await run(...words);
        assert.equal(done.status, status, done.stderr);
        return done.stdout;
    };
    const fromFile = () => ["--from", `mds-ldap/ldap.txt=${join(folder, "ldap.txt")}`];
    const asUser = () => ["--kubeconfig", stage().controlPlane.kubeconfigPath];

    /** What Argo CD would apply of the overlay: the objects that make Secrets. */
    const sync = async () => {
        const kinds = ["SealedSecret", "ExternalSecret", "SecretStore"];
        const objects = overlayOf({ overlay: place.path }).resources.map(({ object }) => object as KubernetesObject);
        await stage().apply(...objects.filter(({ kind }) => kinds.includes(kind)));
    };
    const dataOf = async (name: string): Promise<Data> => (await stage().dataOf(namespace, name)) ?? {};
    const usersOf = async () => JSON.parse((await dataOf("sasl-kafka"))["plain-users.json"] ?? "{}") as Data;
    const holds = (name: string, isSo: (data: Data) => boolean) =>
        eventually(async () => isSo(await dataOf(name)), 60, `Secret ${name} does not hold what was made last`);

    /** That the cluster has every Secret, whole, and that they agree; and that nothing of them was told or written. */
    const haveArrived = async () => {
        const { secrets } = checkShape<Report>("secrets", await does(0, "--json"));
        const names = secrets
            .filter(({ madeBy }) => !madeBy.some((by) => by.startsWith("Certificate ")))
            .map(({ name }) => name);
        assert.equal(names.length, 11);
        for (const { name, keys } of secrets.filter((one) => names.includes(one.name))) {
            await holds(name, (data) => Object.keys(data).length > 0);
            assert.deepEqual(Object.keys(await dataOf(name)).sort(), [...keys].sort(), name);
        }
        const users = await usersOf();
        for (const [secret, user] of [
            ["sasl-kafka", "kafka"],
            ["sasl-schemaregistry", "schemaregistry"],
            ["sasl-connect", "connect"],
            ["sasl-controlcenter", "controlcenter-next-gen"],
        ] as const) {
            assert.match(users[user] ?? "", /^\w{32}$/);
            assert.equal((await dataOf(secret))["plain.txt"], `username=${user}\npassword=${users[user]}\n`);
        }
        const pair = await dataOf("mds-token");
        const half = createPublicKey(pair["mdsTokenKeyPair.pem"] ?? "").export({ type: "spki", format: "pem" });
        assert.equal(pair["mdsPublicKey.pem"], half);
        assert.equal((await dataOf("mds-ldap"))["ldap.txt"], inDirectory("cn=mds"));
        for (const user of ["kafka", "schemaregistry", "connect", "controlcenter"]) {
            assert.equal((await dataOf(`mds-client-${user}`))["bearer.txt"], inDirectory(user));
        }
        await toldNothing(names);
    };
    const toldNothing = async (names: readonly string[]) => {
        const read = (name: string) => stage().api.get(secretKind, namespace, name);
        tellsNothing(said + place.written(), (await Promise.all(names.map(read))) as unknown as Secret[]);
    };

    /** Connect's user by a successor, each step brought to the cluster before the next. */
    const rotateConnect = async (way: readonly string[], bring: (stdout: string) => Promise<void>) => {
        const { connect: before } = await usersOf();
        assert.ok(before);
        const step = async (status: number) => bring(await does(status, ...way, "--rotate", "sasl-connect"));

        await step(3);
        await holds(
            "sasl-kafka",
            ({ "plain-users.json": users = "{}" }) => "connect-r2" in (JSON.parse(users) as Data),
        );
        const { connect, "connect-r2": successor } = await usersOf();
        assert.equal(connect, before, "Connect signs in as before");
        assert.notEqual(successor, before);
        const text = `username=connect-r2\npassword=${successor}\n`;
        assert.notEqual((await dataOf("sasl-connect"))["plain.txt"], text);

        await step(3);
        await holds("sasl-connect", ({ "plain.txt": plain }) => plain === text);

        await step(0);
        await holds(
            "sasl-kafka",
            ({ "plain-users.json": users = "{}" }) => !("connect" in (JSON.parse(users) as Data)),
        );
        assert.deepEqual(await dataOf("sasl-connect"), { "plain.txt": text });
        await toldNothing(["sasl-connect", "sasl-kafka"]);
    };

    it("seals what the controller of Sealed Secrets unseals, and again each step of a rotation", async () => {
        const certificate = join(folder, "sealing.pem");
        writeFileSync(certificate, stage().sealingCertificate);
        await does(0, "--seal", "--certificate", certificate, ...fromFile());
        place.takeIn();
        await sync();
        await haveArrived();
        await rotateConnect(["--seal", "--certificate", certificate, ...asUser()], sync);
    });

    it("asks for the certificate where gitops/addons has the controller", async () => {
        const file = join(root, "gitops/addons/sealed-secrets/sealed-secrets.yaml");
        const { spec } = parse(readFileSync(file, "utf8")) as {
            spec: {
                destination: { namespace: string };
                source: { helm: { valuesObject: { fullnameOverride: string } } };
            };
        };
        const { fullnameOverride: name } = spec.source.helm.valuesObject;
        const service = `/api/v1/namespaces/${spec.destination.namespace}/services/`;
        // The API server cannot lead to a controller that listens on no port: this answers in its place.
        const secrets = { name: "secrets", kind: "Secret", namespaced: true, verbs: ["get"] };
        const answers: Record<string, string> = {
            // The command asks what the cluster has of the Secrets: none.
            "/api/v1": JSON.stringify({ kind: "APIResourceList", groupVersion: "v1", resources: [secrets] }),
            [`${service}${name}`]: JSON.stringify({
                apiVersion: "v1",
                kind: "Service",
                metadata: { name },
                spec: { ports: [{ name: "http", port: 8080 }] },
            }),
            [`${service}http:${name}:http/proxy/v1/cert.pem`]: stage().sealingCertificate,
        };
        const asked: string[] = [];
        const server = createServer(({ url = "" }, response) => {
            asked.push(url);
            const answer =
                answers[url] ?? JSON.stringify({ kind: "Status", apiVersion: "v1", reason: "NotFound", code: 404 });
            response.writeHead(url in answers ? 200 : 404, { "content-type": "application/json" }).end(answer);
        });
        await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
        try {
            const kubeconfig = join(folder, "kubeconfig");
            const cluster = { server: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
            const config = {
                apiVersion: "v1",
                kind: "Config",
                clusters: [{ name: "a", cluster }],
                users: [{ name: "a", user: {} }],
                contexts: [{ name: "a", context: { cluster: "a", user: "a" } }],
                "current-context": "a",
            };
            writeFileSync(kubeconfig, stringify(config));
            await does(0, "--seal", "--kubeconfig", kubeconfig, ...fromFile());
            for (const path of Object.keys(answers)) assert.ok(asked.includes(path), `${path} of ${asked.join(", ")}`);
        } finally {
            server.close();
        }
        place.takeIn();
        await sync();
        await haveArrived();
    });

    it("pushes to Secrets Manager what External Secrets reads, by what it wrote, and again each step of a rotation", async () => {
        const way = ["--push", "--region", stage().moto.env.AWS_REGION ?? "", "--yes"];
        await does(0, ...way, ...fromFile());
        // The page has the store that they read from.
        const [, store = ""] =
            /```yaml\n([^`]*kind: SecretStore[^`]*)```/.exec(readFileSync(join(root, "docs/SECRETS.md"), "utf8")) ?? [];
        place.write("store.yaml", stringify(parse(store)));
        place.write("kustomization.yaml", place.read("kustomization.yaml").replace("[", "[store.yaml, "));
        place.takeIn();
        await sync();
        await haveArrived();
        // The objects are as they were: External Secrets looks again when it is told to, by the words that were printed.
        await rotateConnect(way, async (stdout) => {
            await sync();
            const [, where, names = "", at] =
                / -n (\S+) annotate externalsecret (.+) (force-sync)=\S+ \S+ --overwrite/.exec(stdout) ?? [];
            assert.equal(where, namespace);
            for (const name of names.split(" ")) {
                const kind = { apiVersion: "external-secrets.io/v1", kind: "ExternalSecret" };
                const metadata = { annotations: { [at ?? ""]: String(Date.now()) } };
                await stage().api.merge(kind, namespace, name, { metadata });
            }
        });
        // What the directory's owner has changed there, and gives.
        given.CONFLUENT_GITOPS_SECRET_MDS_CLIENT_CONNECT_BEARER_TXT = inDirectory("another");
        assert.match(await does(0, ...way), /^mds-client-connect: bearer\.txt$/m);
    });

    it("applies them to a cluster, leaves what is there, and brings the next value", async () => {
        const way = ["--apply", "--yes", ...asUser()];
        await does(0, ...way, ...fromFile());
        await haveArrived();
        const versions = () =>
            Promise.all(
                ["sasl-kafka", "mds-token", "mds-ldap"].map(
                    async (name) => (await stage().api.get(secretKind, namespace, name))?.metadata.resourceVersion,
                ),
            );
        const before = await versions();
        assert.match(await does(0, ...way), /Nothing has to be made/);
        assert.deepEqual(await versions(), before);
        await rotateConnect(way, () => Promise.resolve());

        const { "mdsPublicKey.pem": old } = await dataOf("mds-token");
        await does(0, ...way, "--rotate", "mds-token");
        const pair = await dataOf("mds-token");
        assert.notEqual(pair["mdsPublicKey.pem"], old);
        assert.equal(
            pair["mdsPublicKey.pem"],
            createPublicKey(pair["mdsTokenKeyPair.pem"] ?? "").export({ type: "spki", format: "pem" }),
        );
        await toldNothing(["mds-token", "sasl-kafka"]);
    });
}
