import { generateKeyPairSync, randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { stringify } from "yaml";
import type { Plan } from "./flags";

const secretly = { mode: 0o600 };

/**
 * Writes the credentials with which the API server starts: its service account keys, and the only user's token, which
 * it returns.
 */
export function writeCredentials(plan: Plan): string {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    writeFileSync(plan.serviceAccountKey, privateKey.export({ type: "sec1", format: "pem" }), secretly);
    writeFileSync(plan.serviceAccountPublicKey, publicKey.export({ type: "spki", format: "pem" }));
    const token = randomBytes(24).toString("hex");
    writeFileSync(plan.tokenFile, `${token},admin,admin,system:masters\n`, secretly);
    return token;
}

/** A kubeconfig with one context, `rehearsal`. */
export function kubeconfigOf(url: string, ca: string, token: string): string {
    const name = "rehearsal";
    return stringify({
        apiVersion: "v1",
        kind: "Config",
        "current-context": name,
        contexts: [{ name, context: { cluster: name, user: name } }],
        clusters: [
            { name, cluster: { server: url, "certificate-authority-data": Buffer.from(ca).toString("base64") } },
        ],
        users: [{ name, user: { token } }],
    });
}
