import { spawnSync } from "node:child_process";
import { generateKeyPairSync, randomInt } from "node:crypto";

const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

/** 32 letters and digits, none of which needs quoting in JAAS, JSON, YAML or Jetty's list: about 186 bits. */
export const password = (): string => Array.from({ length: 32 }, () => alphabet[randomInt(alphabet.length)]).join("");

/** The form that MDS requires: RSA with 2048 bits, the private key as PKCS #1, the public one as SPKI. */
export function mdsKeyPair(): Record<"mdsPublicKey.pem" | "mdsTokenKeyPair.pem", string> {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    return {
        "mdsPublicKey.pem": String(publicKey.export({ type: "spki", format: "pem" })),
        "mdsTokenKeyPair.pem": String(privateKey.export({ type: "pkcs1", format: "pem" })),
    };
}

const caYears = 10;

/** A certificate authority for ten years; undefined without openssl, which generates it. */
export function caPair(): Record<"tls.crt" | "tls.key", string> | undefined {
    const extensions = ["basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign,cRLSign"];
    const { status, stdout } = spawnSync(
        "openssl",
        [
            ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-sha256", "-days", String(caYears * 365)],
            ...["-subj", "/CN=Confluent Platform", ...extensions.flatMap((one) => ["-addext", one])],
            // To standard output, together with the certificate: the key is in no file.
            ...["-keyout", "-"],
        ],
        { encoding: "utf8" },
    );
    const block = (what: RegExp) => what.exec(stdout ?? "")?.[0];
    const key = block(/-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]+-----END [A-Z ]*PRIVATE KEY-----\n/);
    const certificate = block(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/);
    return status === 0 && key && certificate ? { "tls.crt": certificate, "tls.key": key } : undefined;
}
