import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { formAt } from "../../../../config/workload/secrets/fields";
import { forms } from "../../../../config/workload/secrets";
import { root } from "../../../harness";

/** Confluent's CRDs, where this machine has them: they are not this project's to keep. */
const crds = process.env.CONFLUENT_CRDS ?? join(root, "../shared/crds/cfk-3.3.json");

interface Schema {
    type?: string;
    properties?: Record<string, Schema>;
    items?: Schema;
}

/** Fields that look as if they named a Secret, and name none. */
const others: Record<string, string> = {
    "spec.mountedSecrets": "the list of those that do",
    "spec.secretStores": "the list of those that do",
    "spec.routes[].security.secretStore": "the name of one of spec.secretStores",
    "spec.routes[].security.client.authentication.scram.secretStore": "the name of one of spec.secretStores",
    "spec.secretName": "of FlinkEnvironmentSecretMapping: a name in Confluent Manager for Apache Flink",
    "spec.connectionSecretRef": "of FlinkKafkaDatabase: the name of a FlinkSecret",
    "spec.secrets": "of FlinkEnvironment: names of FlinkSecrets",
    "FlinkEnvironmentSecretMapping spec.secretRef": "the name of a FlinkSecret",
};
const looksLikeOne = /(secret(Ref|Name|Store|s|KeyRef)?|clientCredentialsRef|certificateRef|pullSecretRef)$/i;

describe("the fields of Confluent's kinds that name a Secret", () => {
    it("are all known, each with its form", function () {
        if (!existsSync(crds)) this.skip();
        const { items } = JSON.parse(readFileSync(crds, "utf8")) as {
            items: {
                spec: {
                    names: { kind: string };
                    versions: { schema: { openAPIV3Schema: Schema } }[];
                };
            }[];
        };
        const unknown: string[] = [];
        let known = 0;
        const walk = (kind: string, schema: Schema | undefined, path: string) => {
            for (const [name, property] of Object.entries(schema?.properties ?? {})) {
                const at = `${path}.${name}`;
                const form = formAt("platform.confluent.io", at, { kind, type: "" });
                if (form) {
                    known++;
                    continue;
                }
                const isOther = at in others || `${kind} ${at}` in others;
                if (looksLikeOne.test(name) && !isOther) unknown.push(`${kind} ${at}`);
                walk(kind, property, at);
                walk(kind, property.items, `${at}[]`);
            }
        };
        for (const { spec } of items) {
            walk(spec.names.kind, spec.versions[0]?.schema.openAPIV3Schema.properties?.spec, "spec");
        }
        assert.deepEqual(unknown, []);
        assert.ok(known > 500, String(known));
    });

    it("have forms that say what is in them and where that was read", () => {
        for (const [name, { what, source, keys }] of Object.entries(forms)) {
            assert.ok(what.length > 10, name);
            // Of what is not known, it says where it was looked for.
            assert.match(source, name === "other" ? /^not in https:\/\// : /^https:\/\//, name);
            for (const set of keys as readonly (readonly string[])[]) assert.ok(set.length > 0, name);
        }
    });

    const at = (path: string, kind = "Kafka", type = "plain") => formAt("platform.confluent.io", path, { kind, type });

    it("have another form for who signs in than for who lets in", () => {
        assert.equal(at("spec.listeners.internal.authentication.jaasConfig.secretRef"), "sasl-users");
        assert.equal(at("spec.listeners.custom[].authentication.jaasConfig.secretRef"), "sasl-users");
        assert.equal(at("spec.dependencies.kafka.authentication.jaasConfig.secretRef", "Connect"), "sasl-client");
        assert.equal(
            at("spec.listeners.internal.authentication.jaasConfig.secretRef", "Kafka", "ldap"),
            "sasl-ldap-broker",
        );
        assert.equal(
            at("spec.listeners.internal.authentication.jaasConfig.secretRef", "Kafka", "oauth"),
            "oauth-client",
        );
        assert.equal(at("spec.authentication.basic.secretRef", "Connect"), "basic-users");
        assert.equal(at("spec.connectRest.authentication.basic.secretRef", "Connector"), "basic-client");
        assert.equal(at("spec.authentication.jaasConfig.secretRef", "Zookeeper", "digest"), "digest-users");
        assert.equal(
            at("spec.dependencies.zookeeper.authentication.jaasConfig.secretRef", "Kafka", "digest"),
            "digest-client",
        );
        assert.equal(at("spec.services.mds.tokenKeyPair.secretRef"), "mds-key-pair");
        assert.equal(at("spec.dependencies.mds.tokenKeyPair.secretRef", "Connect"), "mds-public-key");
    });
});
