import { generateKeyPairSync, randomBytes } from "node:crypto";

// None is complete in this file, which is checked for secrets too.
export const password = `hunter2-${randomBytes(6).toString("hex")}`;
export const privateKey = String(
    generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "pkcs8", format: "pem" }),
);
export const awsKey = ["AKIA", "2E0A8F3B244C9986"].join("").replace(/[0189]/g, "B");
export const token = ["ghp", "16C7e42F292c6912E7710c838347Ae178B4a"].join("_");
export const indented = (text: string, by: number) => text.trimEnd().replaceAll("\n", `\n${" ".repeat(by)}`);

export const object = (kind: string, body: string, apiVersion = "v1") =>
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: planted }\n${body}`;
export const confluent = "platform.confluent.io/v1beta1";

/** A file with a secret, where it is, and of what kind. */
export type Planted = readonly [file: string, text: string, line: number, says: RegExp];

export const encoded = Buffer.from(password).toString("base64");
export const configMap = (key: string, value: string) => object("ConfigMap", `data:\n  ${key}: '${value}'\n`);
export const connector = (setting: string) => object("Connector", `spec:\n  configs:\n    ${setting}\n`, confluent);
export const container = (body: string) =>
    object("Job", `spec:\n  template:\n    spec:\n      containers:\n        - ${body}\n`, "batch/v1");
export const inKustomization = (body: string): [string, string] => ["o/kustomization.yaml", `resources: []\n${body}`];
