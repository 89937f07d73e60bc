import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import type { KubernetesObject } from "../../kubernetes";
import { type AddonsStage, secretKind } from "./addonsStage";
import { eventually } from "./eventually";

const password = "correct-horse-battery-staple";

const credentials = (namespace: string, value = password): KubernetesObject => ({
    ...secretKind,
    metadata: { name: "credential", namespace },
    stringData: { "plain.txt": `username=kafka\npassword=${value}` },
});

/** What kubeseal and the Sealed Secrets controller do for users with secrets in Git. */
export function secretsAreSealed(stage: () => AddonsStage): void {
    let namespace: string;
    let folder: string;
    beforeEach(async () => {
        namespace = await stage().namespace();
        folder = mkdtempSync(join(tmpdir(), "sealed-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    /** Seals on a machine without access to the cluster. @returns what is committed */
    const seal = (secret: KubernetesObject, certificate = stage().sealingCertificate): string => {
        const file = join(folder, "certificate.pem");
        writeFileSync(file, certificate);
        const env = { ...process.env, KUBECONFIG: "/dev/null" };
        const input = JSON.stringify(secret);
        const { status, stdout, stderr } = spawnSync(stage().kubeseal, ["--cert", file, "--format", "yaml"], {
            input,
            env,
            encoding: "utf8",
        });
        assert.equal(status, 0, stderr);
        return stdout;
    };
    const sealed = (secret: KubernetesObject, certificate?: string) =>
        parse(seal(secret, certificate)) as KubernetesObject;
    const isSecret = (value: string, where = namespace) =>
        eventually(
            async () =>
                (await stage().dataOf(where, "credential"))?.["plain.txt"] === `username=kafka\npassword=${value}`,
            60,
            `Secret credential does not hold ${value}`,
        );
    /** Checks that it isn't unsealed, and that the reason is reported. */
    const isRefused = async (object: KubernetesObject, why: RegExp) => {
        await stage().apply(object);
        const { message } = await stage().until(object, "Synced", "False");
        assert.match(message ?? "", why);
    };

    it("keeps the value out of what is committed, and gives it to the namespace it was sealed for", async () => {
        const committed = seal(credentials(namespace));
        assert.doesNotMatch(
            committed,
            new RegExp(`${password}|${Buffer.from(password).toString("base64").slice(4, 20)}`),
        );
        const object = parse(committed) as KubernetesObject;
        await stage().apply(object);
        await stage().until(object, "Synced", "True");
        await isSecret(password);
        const secret = await stage().api.get(secretKind, namespace, "credential");
        assert.equal((secret?.metadata.ownerReferences as { kind: string }[])[0]?.kind, "SealedSecret");
    });

    it("does not give it to another namespace, nor by another name", async () => {
        const object = sealed(credentials(namespace));
        const other = await stage().namespace();
        const elsewhere = { ...object, metadata: { ...object.metadata, namespace: other } };
        await isRefused(elsewhere, /no key could decrypt secret \(plain\.txt\)/);
        assert.equal(await stage().dataOf(other, "credential"), undefined);

        const renamed = { ...object, metadata: { ...object.metadata, name: "mine" } };
        await isRefused(renamed, /no key could decrypt secret/);
        assert.equal(await stage().dataOf(namespace, "mine"), undefined);
    });

    it("does not unseal what was sealed for another cluster", async () => {
        const other = await certificateOfAnother();
        await isRefused(sealed(credentials(namespace), other), /no key could decrypt secret/);
        assert.equal(await stage().dataOf(namespace, "credential"), undefined);
    });

    it("brings a resealed value into the Secret", async () => {
        await stage().apply(sealed(credentials(namespace)));
        await isSecret(password);
        await stage().apply(sealed(credentials(namespace, "rotated")));
        await isSecret("rotated");
    });

    it("recreates the Secret that somebody deleted", async () => {
        await stage().apply(sealed(credentials(namespace)));
        await isSecret(password);
        await stage().api.delete(secretKind, namespace, "credential");
        await isSecret(password);
    });

    it("unseals with the same key after the controller was stopped, including what was sealed meanwhile", async () => {
        await stage().apply(sealed(credentials(namespace)));
        await isSecret(password);
        await stage().servers.sealedSecrets.kill();
        const object = sealed(credentials(namespace, "sealed meanwhile"));
        await stage().apply(object);
        await isSecret(password);
        await stage().servers.sealedSecrets.restart();
        await isSecret("sealed meanwhile");
    });

    it("leaves an existing Secret alone, until it is allowed to take it over", async () => {
        await stage().apply(credentials(namespace, "made by hand"));
        const object = sealed(credentials(namespace));
        await isRefused(object, /already exists and is not managed by SealedSecret/);
        await isSecret("made by hand");

        const annotations = { "sealedsecrets.bitnami.com/managed": "true" };
        await stage().api.merge(secretKind, namespace, "credential", { metadata: { annotations } });
        // The controller tries again when the object changes.
        await stage().apply({ ...object, metadata: { ...object.metadata, annotations: { again: "yes" } } });
        await isSecret(password);
    });

    /** An RSA certificate for which the controller has no key. */
    const certificateOfAnother = async (): Promise<string> => {
        const apiVersion = "cert-manager.io/v1";
        const issuer = { apiVersion, kind: "Issuer", metadata: { name: "self", namespace }, spec: { selfSigned: {} } };
        const certificate = {
            apiVersion,
            kind: "Certificate",
            metadata: { name: "other", namespace },
            spec: { secretName: "other", commonName: "other", issuerRef: { name: "self" } },
        };
        await stage().apply(issuer, certificate);
        await stage().until(certificate, "Ready", "True");
        return (await stage().dataOf(namespace, "other"))?.["tls.crt"] ?? "";
    };
}
