import { defineCommand, exitsWith } from "../frame/command";
import {
    certificateAuthorityFlag,
    clientCertificateFlag,
    clientKeyFlag,
    jsonFlag,
    kafkaRestFlag,
} from "../frame/flags";

export const command = defineCommand({
    description:
        "Writes what is in a running Kafka, Schema Registry, Connect and MDS as files for Git: topics, schemas, connectors and role " +
        "bindings as objects of Confluent for Kubernetes, ACLs as commands, and the offsets of connectors as JSON. Reads only, by their " +
        "REST APIs. It never " +
        "writes over a file, and writes no password: what a connector has of them is listed, to be given by a Secret. " +
        "Users and passwords for the APIs come from KAFKA_REST_USER and KAFKA_REST_PASSWORD, SCHEMA_REGISTRY_USER and " +
        "SCHEMA_REGISTRY_PASSWORD, CONNECT_USER and CONNECT_PASSWORD, MDS_USER and MDS_PASSWORD.",
    examples: [
        ["--kafka-rest http://localhost:8090", "which topics and ACLs there are, and what of them would be written"],
        [
            "--kafka-rest http://localhost:8090 --prefix payments. --output gitops/teams/payments",
            "the topics of a team, as files",
        ],
        [
            "--kafka-rest https://localhost:8090 --schema-registry https://localhost:8081 --connect https://localhost:8083 --mds https://localhost:8090 --certificate-authority ca.pem --output export",
            "everything, through TLS with a private authority",
        ],
    ],
    exitCodes: {
        3: "a password has to be given: the list says which, and how",
    },
})
    .addOption(kafkaRestFlag())
    .option("--schema-registry <url>", "Schema Registry: schemas")
    .option("--connect <url>", "Connect: connectors and their offsets")
    .option("--mds <url>", "the Metadata Service, on RBAC: role bindings")
    .option("--prefix <text>", "only what has a name that begins so; default: everything")
    .option("--output <folder>", "where the files go; default: nothing is written")
    .addOption(certificateAuthorityFlag())
    .addOption(clientCertificateFlag())
    .addOption(clientKeyFlag())
    .addOption(jsonFlag())
    .action(exitsWith(async (flags) => (await import("./run.ts")).run(flags)));
