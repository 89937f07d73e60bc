import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { root } from "../../base/checkout";
import { type AddonsStage, secretKind } from "./addonsStage";
import { inDirectory, SecretsUser } from "./secretsUser";

/** `npx confluent-gitops secrets` as a user runs it, until the Secrets are in a cluster. */
export function secretsArrive(stage: () => AddonsStage): void {
    let user: SecretsUser;
    beforeEach(async () => {
        user = new SecretsUser(stage(), await stage().namespace());
    });
    afterEach(() => user.remove());

    it("seals what the controller of Sealed Secrets unseals, and again each step of a rotation", async () => {
        const certificate = join(user.folder, "sealing.pem");
        writeFileSync(certificate, stage().sealingCertificate);
        await user.does(0, "--seal", "--certificate", certificate, ...user.fromFile);
        user.place.takeIn();
        await user.sync();
        await user.haveArrived();
        await user.rotateConnect(["--seal", "--certificate", certificate, ...user.withKubeconfig], () => user.sync());
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
        // The API server can't connect to a controller that listens on no port: this answers in its place.
        const secrets = { name: "secrets", kind: "Secret", namespaced: true, verbs: ["get"] };
        const answers: Record<string, string> = {
            // The command asks which Secrets the cluster has: none.
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
            const kubeconfig = join(user.folder, "kubeconfig");
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
            await user.does(0, "--seal", "--kubeconfig", kubeconfig, ...user.fromFile);
            for (const path of Object.keys(answers)) assert.ok(asked.includes(path), `${path} of ${asked.join(", ")}`);
        } finally {
            server.close();
        }
        user.place.takeIn();
        await user.sync();
        await user.haveArrived();
    });

    it("pushes to Secrets Manager what External Secrets reads with the written objects, and again each step of a rotation", async () => {
        const way = ["--push", "--region", stage().moto.env.AWS_REGION ?? "", "--yes"];
        await user.does(0, ...way, ...user.fromFile);
        // The page contains the store from which they read.
        const [, store = ""] =
            /```yaml\n([^`]*kind: SecretStore[^`]*)```/.exec(readFileSync(join(root, "docs/SECRETS.md"), "utf8")) ?? [];
        user.place.write("store.yaml", stringify(parse(store)));
        user.place.write("kustomization.yaml", user.place.read("kustomization.yaml").replace("[", "[store.yaml, "));
        user.place.takeIn();
        await user.sync();
        await user.haveArrived();
        // The objects are unchanged: External Secrets reads again when the printed command tells it to.
        await user.rotateConnect(way, async (stdout) => {
            await user.sync();
            const [, where, names = "", at] =
                / -n (\S+) annotate externalsecret (.+) (force-sync)=\S+ \S+ --overwrite/.exec(stdout) ?? [];
            assert.equal(where, user.namespace);
            for (const name of names.split(" ")) {
                const kind = { apiVersion: "external-secrets.io/v1", kind: "ExternalSecret" };
                const metadata = { annotations: { [at ?? ""]: String(Date.now()) } };
                await stage().api.merge(kind, user.namespace, name, { metadata });
            }
        });
        // What the directory's owner has changed there, and passes on.
        user.changes("connect", inDirectory("another"));
        assert.match(await user.does(0, ...way), /^mds-client-connect: bearer\.txt$/m);
    });

    it("applies them to a cluster, leaves what is there, and brings the next value", async () => {
        const way = ["--apply", "--yes", ...user.withKubeconfig];
        await user.does(0, ...way, ...user.fromFile);
        await user.haveArrived();
        const versions = () =>
            Promise.all(
                ["sasl-kafka", "mds-token", "mds-ldap"].map(
                    async (name) => (await stage().api.get(secretKind, user.namespace, name))?.metadata.resourceVersion,
                ),
            );
        const before = await versions();
        assert.match(await user.does(0, ...way), /There is nothing to create/);
        assert.deepEqual(await versions(), before);
        await user.rotateConnect(way, () => Promise.resolve());

        const oldKey = await user.isPair();
        await user.does(0, ...way, "--rotate", "mds-token");
        assert.notEqual(await user.isPair(), oldKey);
        await user.toldNothing(["mds-token", "sasl-kafka"]);
    });
}
