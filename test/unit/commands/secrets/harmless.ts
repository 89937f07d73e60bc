import { confluent, connector, container, object, privateKey } from "./plants";

/** What looks like a secret but isn't: names of keys and Secrets, variables, sealed values, Pulumi's own. */
export const harmless: Record<string, string> = {
    "a.yaml": object(
        "ExternalSecret",
        "spec: { data: [{ secretKey: password, remoteRef: { key: db/password } }] }",
        "external-secrets.io/v1",
    ),
    "b.yaml": object(
        "SealedSecret",
        "spec: { encryptedData: { password: AgBy3i4OJSWKAgBy3i4OJSWK } }",
        "bitnami.com/v1alpha1",
    ),
    "c.yaml": object(
        "Connector",
        "spec: { configs: { connection.password: '${file:/mnt/secrets/db:password}', topic: a } }",
        confluent,
    ),
    "d.yaml": object(
        "Deployment",
        "spec: { template: { spec: { containers: [{ env: [{ name: PASSWORD, valueFrom: { secretKeyRef: { name: a, key: password } } }, { name: PASSWORD_FILE, value: /etc/password }] }] } } }",
        "apps/v1",
    ),
    "e.yaml": object(
        "Kafka",
        "spec: { tls: { secretRef: kafka-tls, jksPassword: { secretRef: kafka-jks } }, configOverrides: { server: [ssl.keystore.password=${file:/mnt/jks:password}] } }",
        confluent,
    ),
    "f.yaml": object("Secret", "type: kubernetes.io/service-account-token\n"),
    "Pulumi.x.yaml": "config:\n  a:token: { secure: v1:Jyj5dVt2HvkWGOEt:7dh+Hw== }\n",
    "g.yaml": object(
        "ExternalSecret",
        `spec: { target: { template: { data: { plain.txt: "username={{ .user }}\\npassword={{ .password }}", basic.txt: "a: {{ .a }},admin", jaas: 'LoginModule required password="{{ .b }}";' } } } }`,
        "external-secrets.io/v1",
    ),
    "h.yaml": container(
        `{ args: [--password-file=/etc/a, --token=/var/run/a, --password, $(PASSWORD)], command: [sh, -c, "A_PASSWORD=$(cat /etc/a) curl --user a:$A_PASSWORD http://b"] }`,
    ),
    "i.yaml": container(`command: [run, --user, "1000:1000", --token-ttl, "3600"]`),
    "j.yaml": object("Secret", "stringData: { a: <path:secret/data/a#b>, b: '${PASSWORD}' }\n"),
    "k.yaml": connector(
        "{ token.refresh.ms: 1000, private.key.path: /mnt/a, connection.url: 'jdbc:a://b?password=${file:/a:b}' }",
    ),
    "l.yaml": "# password: a word in prose\n# password: PASSWORD\n",
    ".env.example": "DB_PASSWORD=changeme\n",
    "client.properties": "ssl.key.password=${env:A}\nssl.keystore.location=/mnt/a\n",
    "truststore.jks": "\xfe\xed\0",
    "basic.txt": "nothing of users\n",
    "values.yaml":
        "existingSecret: keys\nauth: { passwordSecretRef: { name: a, key: password } }\nserviceAccountToken: true\n",
    "broken.yaml": "a: [\n",
    "binary.bin": `\0${privateKey}`,
    "ignored.pem": privateKey,
    ".gitignore": "ignored.pem\n",
};
