import { awsKey, confluent, indented, object, password, type Planted, privateKey, token } from "./plants";

/** A file with a secret, where it is, and of what kind. */
export const planted: Record<string, Planted> = {
    "a Secret with stringData": [
        "gitops/a.yaml",
        object("Secret", `stringData:\n  plain.txt: ${password}\n`),
        5,
        /Secret planted, stringData\.plain\.txt a Secret's value/,
    ],
    "a Secret with data, the second of a file": [
        "x/a.yml",
        `${object("ConfigMap", "data: { a: b }")}\n---\n${object("Secret", `data:\n  key: ${Buffer.from(password).toString("base64")}\n`)}`,
        10,
        /base64 does not hide/,
    ],
    "a secretGenerator": [
        "o/kustomization.yaml",
        `resources: []\nsecretGenerator:\n  - name: keys\n    literals: [a=${password}]\n`,
        3,
        /secretGenerator, of keys/,
    ],
    "a Secret in a patch": [
        "o/kustomization.yaml",
        `patches:\n  - patch: |-\n      ${indented(object("Secret", `stringData: { a: ${password} }`), 6)}\n`,
        2,
        /patches\.0 a Secret's value/,
    ],
    "a password in a JSON patch": [
        "o/kustomization.yaml",
        `patches:\n  - target: { kind: Connector }\n    patch: |-\n      - op: add\n        path: /spec/configs/connection.password\n        value: ${password}\n`,
        2,
        /a password/,
    ],
    "a literal of a configMapGenerator": [
        "o/kustomization.yaml",
        `configMapGenerator:\n  - name: a\n    literals: [db.password=${password}]\n`,
        2,
        /a setting with a password/,
    ],
    "a private key in a ConfigMap": [
        "a.yaml",
        object("ConfigMap", `data:\n  key: |\n    ${indented(privateKey, 4)}\n`),
        5,
        /a private key/,
    ],
    "settings in a ConfigMap": [
        "a.yaml",
        object("ConfigMap", `data:\n  a.properties: |\n    a=b\n    ssl.keystore.password=${password}\n`),
        5,
        /a setting with a password/,
    ],
    "a line of configOverrides": [
        "a.yaml",
        object(
            "Kafka",
            `spec:\n  configOverrides:\n    server:\n      - a=b\n      - ssl.key.password=${password}\n`,
            confluent,
        ),
        8,
        /Kafka planted, spec\.configOverrides\.server\.1 a setting/,
    ],
    "a JAAS line": [
        "a.yaml",
        object(
            "Kafka",
            `spec:\n  configOverrides:\n    server:\n      - sasl.jaas.config=a.PlainLoginModule required username="a" password="${password}";\n`,
            confluent,
        ),
        7,
        /JAAS/,
    ],
    "a connector's password": [
        "a.yaml",
        object("Connector", `spec:\n  configs:\n    connection.password: ${password}\n`, confluent),
        6,
        /a password/,
    ],
    "a connector's user and password": [
        "a.yaml",
        object("Connector", `spec:\n  configs:\n    basic.auth.user.info: bob:${password}\n`, confluent),
        6,
        /a password/,
    ],
    "a container's variable": [
        "a.yaml",
        object(
            "Deployment",
            `spec:\n  template:\n    spec:\n      containers:\n        - env:\n            - name: DB_PASSWORD\n              value: ${password}\n`,
            "apps/v1",
        ),
        10,
        /a password, of DB_PASSWORD/,
    ],
    "an Application's values as text": [
        "a.yaml",
        object(
            "Application",
            `spec:\n  source:\n    helm:\n      values: |\n        adminPassword: ${password}\n`,
            "argoproj.io/v1alpha1",
        ),
        7,
        /a password/,
    ],
    "an Application's values as an object": [
        "a.yaml",
        object(
            "Application",
            `spec:\n  sources:\n    - helm:\n        valuesObject:\n          auth: { clientSecret: ${password} }\n`,
            "argoproj.io/v1alpha1",
        ),
        8,
        /a password/,
    ],
    "an Application's parameters": [
        "a.yaml",
        object(
            "Application",
            `spec:\n  source:\n    helm:\n      parameters:\n        - name: admin.password\n          value: ${password}\n`,
            "argoproj.io/v1alpha1",
        ),
        9,
        /admin\.password/,
    ],
    "a chart's values": ["examples/argo-cd-values.yaml", `server:\n  adminPassword: ${password}\n`, 2, /a password/],
    "a private key in a file": ["keys/id", privateKey, 1, /privatekey/],
    "a token in code": ["a.ts", `const a = 1;\nconst token = "${token}";\n`, 2, /github/],
    "an access key of AWS": ["a.sh", `export AWS_ACCESS_KEY_ID=${awsKey}\n`, 1, /an access key of AWS/],
};
