import assert from "node:assert/strict";
import { createPrivateKey, X509Certificate } from "node:crypto";
import type { KubernetesObject } from "../../kubernetes";
import { certManagerNamespace } from "../../rehearsal/addons/certManager";
import { type AddonsStage, secretKind } from "./addonsStage";
import { eventually } from "./eventually";

const apiVersion = "cert-manager.io/v1";
const certificateKind = { apiVersion, kind: "Certificate" };

const certificate = (namespace: string, name: string, spec: object): KubernetesObject => ({
    ...certificateKind,
    metadata: { name, namespace },
    spec: { secretName: `${name}-tls`, ...spec },
});

/** A team's certificate authority, from a self-signed ClusterIssuer on. */
const authority = (namespace: string): KubernetesObject[] => [
    { apiVersion, kind: "ClusterIssuer", metadata: { name: "self-signed" }, spec: { selfSigned: {} } },
    certificate(namespace, "ca", {
        isCA: true,
        commonName: `the authority of ${namespace}`,
        issuerRef: { kind: "ClusterIssuer", name: "self-signed" },
    }),
    { apiVersion, kind: "Issuer", metadata: { name: "ca", namespace }, spec: { ca: { secretName: "ca-tls" } } },
];

const kafkaNames = ["kafka", "kafka.confluent.svc.cluster.local", "*.kafka.confluent.svc.cluster.local"];
const kafka = (namespace: string, dnsNames = kafkaNames) =>
    certificate(namespace, "kafka", { dnsNames, issuerRef: { kind: "Issuer", name: "ca" } });

/** What cert-manager and trust-manager do for the platform's users. */
export function certificatesAre(stage: () => AddonsStage): void {
    let namespace: string;
    beforeEach(async () => {
        namespace = await stage().namespace();
    });

    /** A component's Secret, once its certificate has been issued. */
    const issued = async (object: KubernetesObject) => {
        await stage().apply(...authority(namespace), object);
        await stage().until(object, "Ready", "True");
        return secretOf("kafka-tls");
    };
    const secretOf = async (name: string) => {
        const data = (await stage().dataOf(namespace, name)) ?? {};
        return { data, leaf: new X509Certificate(data["tls.crt"] ?? "") };
    };
    const isRenewed = (before: X509Certificate) =>
        eventually(
            async () => {
                const data = await stage().dataOf(namespace, "kafka-tls");
                const text = data?.["tls.crt"];
                return text !== undefined && new X509Certificate(text).serialNumber !== before.serialNumber;
            },
            60,
            "tls.crt is the old one",
        );
    const statusOf = async (object: KubernetesObject) =>
        (await stage().api.get(object, namespace, object.metadata.name ?? ""))?.status as { revision?: number };

    it("gives a component its key, a certificate for its names, and the authority that signed it", async () => {
        const { data, leaf } = await issued(kafka(namespace));
        assert.deepEqual(Object.keys(data).sort(), ["ca.crt", "tls.crt", "tls.key"]);
        assert.equal(leaf.subjectAltName, kafkaNames.map((name) => `DNS:${name}`).join(", "));
        const ca = new X509Certificate(data["ca.crt"] ?? "");
        assert.equal(ca.subject, `CN=the authority of ${namespace}`);
        assert.ok(ca.ca, "it may sign");
        assert.equal(leaf.ca, false);
        assert.ok(leaf.verify(ca.publicKey), "signed by that authority");
        assert.ok(leaf.checkPrivateKey(createPrivateKey(data["tls.key"] ?? "")), "the key is the certificate's");
        assert.ok(leaf.checkHost("kafka-0.kafka.confluent.svc.cluster.local"), "a broker's name is on it");
    });

    it("issues a new one for an added name", async () => {
        const { leaf } = await issued(kafka(namespace));
        await stage().apply(kafka(namespace, [...kafkaNames, "kafka.example.com"]));
        await isRenewed(leaf);
        assert.ok((await secretOf("kafka-tls")).leaf.checkHost("kafka.example.com"));
    });

    it("renews when asked to, as cmctl renew asks, with a new key of the same authority", async () => {
        const object = kafka(namespace);
        const before = await issued(object);
        // Another of cert-manager's controllers says that it is Ready (pkg/controller/certificates/readiness and issuing).
        await eventually(async () => (await statusOf(object)).revision === 1, 30, "it is no first revision");
        // What cmctl renew writes (cert-manager/cmctl, pkg/renew/renew.go).
        const issuing = {
            type: "Issuing",
            status: "True",
            reason: "ManuallyTriggered",
            message: "Certificate re-issuance manually triggered",
            lastTransitionTime: new Date().toISOString().replace(/\.\d+/, ""),
        };
        const ready = await stage().condition(object, "Ready");
        const change = { status: { conditions: [ready, issuing] } };
        await stage().api.merge(certificateKind, namespace, "kafka", change, "status");
        await isRenewed(before.leaf);
        await eventually(async () => (await statusOf(object)).revision === 2, 30, "it is no second revision");
        const after = await secretOf("kafka-tls");
        assert.notEqual(after.data["tls.key"], before.data["tls.key"]);
        assert.equal(after.data["ca.crt"], before.data["ca.crt"]);
    });

    it("recreates a Secret that somebody deleted", async () => {
        const { leaf } = await issued(kafka(namespace));
        await stage().api.delete(secretKind, namespace, "kafka-tls");
        await isRenewed(leaf);
        await stage().until(kafka(namespace), "Ready", "True");
    });

    it("renews what was due while cert-manager was stopped, and breaks nothing in the meantime", async () => {
        const object = kafka(namespace);
        const { leaf } = await issued(object);
        await stage().servers.certManager.kill();
        await stage().apply(kafka(namespace, [...kafkaNames, "kafka.example.com"]));
        assert.equal((await secretOf("kafka-tls")).leaf.serialNumber, leaf.serialNumber);
        await stage().servers.certManager.restart();
        await isRenewed(leaf);
    });

    it("says what an issuer without its authority lacks, issues nothing, and continues when the authority exists", async () => {
        const [, , issuer] = authority(namespace) as [KubernetesObject, KubernetesObject, KubernetesObject];
        await stage().apply(issuer, kafka(namespace));
        const { message } = await stage().until(issuer, "Ready", "False");
        assert.match(message ?? "", /ca-tls/);
        await stage().until(kafka(namespace), "Ready", "False");
        assert.equal(await stage().dataOf(namespace, "kafka-tls"), undefined);
        await stage().apply(...authority(namespace));
        await stage().until(kafka(namespace), "Ready", "True");
    });

    it("copies the authority, and no key, into each namespace that requests it, including later ones", async () => {
        const name = `platform-ca-${namespace}`;
        const trust = { [`trust.example.com/${namespace}`]: "yes" };
        const root = certificate(certManagerNamespace, name, {
            isCA: true,
            commonName: name,
            issuerRef: { kind: "ClusterIssuer", name: "self-signed" },
        });
        await stage().apply(
            { apiVersion, kind: "ClusterIssuer", metadata: { name: "self-signed" }, spec: { selfSigned: {} } },
            root,
            { apiVersion, kind: "ClusterIssuer", metadata: { name }, spec: { ca: { secretName: `${name}-tls` } } },
        );
        await stage().until(root, "Ready", "True");
        const asks = await stage().namespace(trust);
        await stage().apply({
            apiVersion: "trust.cert-manager.io/v1alpha1",
            kind: "Bundle",
            metadata: { name },
            spec: {
                sources: [{ secret: { name: `${name}-tls`, key: "ca.crt" } }],
                target: { configMap: { key: "ca.pem" }, namespaceSelector: { matchLabels: trust } },
            },
        });
        const later = await stage().namespace(trust);
        const bundleIn = async (where: string) => {
            const map = await stage().api.get({ apiVersion: "v1", kind: "ConfigMap" }, where, name);
            return map?.data as Record<string, string> | undefined;
        };
        const { "tls.crt": ca = "" } = (await stage().dataOf(certManagerNamespace, `${name}-tls`)) ?? {};
        for (const where of [asks, later]) {
            await eventually(async () => (await bundleIn(where)) !== undefined, 30, `no bundle in ${where}`);
            assert.deepEqual(Object.keys((await bundleIn(where)) ?? {}), ["ca.pem"]);
            assert.equal((await bundleIn(where))?.["ca.pem"]?.trim(), ca.trim());
        }
        assert.equal(await bundleIn(namespace), undefined, "in a namespace that does not ask");

        // Components in every namespace trust it.
        const connect = certificate(namespace, "connect", {
            dnsNames: ["connect"],
            issuerRef: { kind: "ClusterIssuer", name },
        });
        await stage().apply(connect);
        await stage().until(connect, "Ready", "True");
        assert.ok((await secretOf("connect-tls")).leaf.verify(new X509Certificate(ca).publicKey));
    });
}
