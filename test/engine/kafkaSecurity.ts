import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { caPair } from "../../commands/secrets/make/keys";

/** The files of a client of the secured listeners, as mounted in a pod: each in a folder. */
export interface Clients {
    /** `ca.crt`: the CA that has signed the certificates of the broker and the client. */
    trust: string;
    /** `tls.crt` and `tls.key`, for the user smoke-test. */
    identity: string;
    /** `plain.txt` for the user smoke-test. */
    credentials: string;
    /** The broker's certificate with its key, in PEM. */
    broker: string;
}

/** It contains characters that JAAS and properties files have to quote. */
export const password = 'sm"oke\\te=st #1';

/** Creates a CA, a broker's and a client's certificate, and a user with a password. @throws without openssl */
export function makeClients(folder: string): Clients {
    const ca = caPair();
    if (!ca) throw new Error("openssl is needed to make certificates for Kafka's listeners.");
    const file = (name: string, text: string) => {
        writeFileSync(join(folder, name), text);
        return join(folder, name);
    };
    const [certificate, key] = [file("ca.pem", ca["tls.crt"]), file("ca.key", ca["tls.key"])];
    const issue = (name: string, extension: string): Record<"certificate" | "key", string> => {
        const request = join(folder, `${name}.csr`);
        const subject = ["-subj", `/CN=${name}`, "-addext", extension, "-out", request, "-keyout", "-"];
        const made = openssl("req", "-new", "-newkey", "rsa:2048", "-nodes", ...subject);
        const signed = [
            "-CA",
            certificate,
            "-CAkey",
            key,
            "-CAcreateserial",
            "-days",
            "1",
            "-copy_extensions",
            "copyall",
        ];
        return { certificate: openssl("x509", "-req", "-in", request, ...signed), key: made };
    };
    const broker = issue("kafka", "subjectAltName=IP:127.0.0.1");
    const client = issue("smoke-test", "extendedKeyUsage=clientAuth");
    const mounted = (name: string, files: Readonly<Record<string, string>>) => {
        mkdirSync(join(folder, name));
        for (const [key, text] of Object.entries(files)) file(join(name, key), text);
        return join(folder, name);
    };
    return {
        trust: mounted("trust", { "ca.crt": ca["tls.crt"] }),
        identity: mounted("identity", { "tls.crt": client.certificate, "tls.key": client.key }),
        credentials: mounted("credentials", { "plain.txt": `username=smoke-test\npassword=${password}` }),
        broker: file("broker.pem", broker.key + broker.certificate),
    };
}

const openssl = (...args: string[]): string => execFileSync("openssl", args, { encoding: "utf8", stdio: "pipe" });

/**
 * Settings of the listeners SASL and MTLS: what CFK makes of gitops/platform/components/sasl-plain and mtls, in Kafka's
 * own terms.
 */
export function securityProperties({ broker, trust }: Clients): Record<string, string> {
    const quoted = password.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\\", "\\\\");
    const login = "org.apache.kafka.common.security.plain.PlainLoginModule required";
    return {
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL:SASL_SSL,MTLS:SSL",
        "ssl.keystore.type": "PEM",
        "ssl.keystore.location": broker,
        "ssl.truststore.type": "PEM",
        "ssl.truststore.location": join(trust, "ca.crt"),
        "listener.name.mtls.ssl.client.auth": "required",
        "ssl.principal.mapping.rules": "RULE:^.*?CN=([a-zA-Z0-9.-]+).*$/$1/",
        "sasl.enabled.mechanisms": "PLAIN",
        "listener.name.sasl.plain.sasl.jaas.config": `${login} user_smoke-test="${quoted}";`,
    };
}
