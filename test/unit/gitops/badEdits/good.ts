import {
    adding,
    type BadEdit,
    ofComponent,
    ofOverlay,
    patching,
    with_,
} from "../../../../commands/validate/examples/edit";

/** A custom Deployment. */
const app = (image: string, replicas?: number) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: app }\nspec: { ${replicas === undefined ? "" : `replicas: ${replicas}, `}selector: { matchLabels: { app: app } }, template: { metadata: { labels: { app: app } }, spec: { containers: [{ name: app, image: "${image}" }] } } }\n`;

/** Edits that look like bad ones, but work: a false alarm would keep users from making them. */
export const goodEdits: Record<string, Pick<BadEdit, "files" | "overlay" | "stack">> = {
    "a Replicator whose credentials are in a Secret": {
        files: {
            ...adding("eks", "replicator"),
            [ofComponent("replicator/connector.yaml")]: [
                "    topic.whitelist",
                "    src.kafka.security.protocol: SASL_SSL\n    src.kafka.sasl.mechanism: PLAIN\n    src.kafka.sasl.jaas.config: ${file:/mnt/secrets/source/source.properties:jaas}\n    topic.whitelist",
            ],
            [ofComponent("replicator/connect.yaml")]: [
                "  replicas: 2\n",
                "  replicas: 2\n  mountedSecrets: [{ secretRef: source }]\n",
            ],
        },
    },
    "a Replicator whose JVM is told a file of credentials": {
        files: {
            ...adding("eks", "replicator"),
            [ofComponent("replicator/connector.yaml")]: [
                "    topic.whitelist",
                "    src.kafka.security.protocol: SASL_SSL\n    topic.whitelist",
            ],
            [ofComponent("replicator/connect.yaml")]: [
                "      - -Xmx1g\n",
                "      - -Xmx1g\n      - -Djava.security.auth.login.config=/mnt/secrets/source/jaas.conf\n",
            ],
        },
    },
    "passwords behind a load balancer that ends TLS": {
        files: adding("eks", "sasl-plain", "internal-load-balancers"),
    },
    "passwords inside the cluster, which a service mesh may encrypt": { files: adding("eks", "sasl-plain") },
    "ports of the nodes that are next to one another": {
        overlay: "eks-nodeport",
        files: with_(
            "eks-nodeport",
            "partners.yaml",
            `apiVersion: v1\nkind: Service\nmetadata: { name: partners }\nspec: { type: NodePort, selector: { app: connect }, ports: [{ port: 8083, nodePort: 30096 }] }\n`,
        ),
    },
    "a group that the directory is given": {
        overlay: "secure",
        stack: { gitops: { kinds: ["Service", "cert-manager.io/Certificate", "cert-manager.io/Issuer"] } },
        files: {
            [ofOverlay("secure")]: [
                "  - ../../components/rbac-ldap\n",
                "  - ../../components/rbac-ldap\n  - ../../components/openldap\n",
            ],
            [ofComponent("rbac/role-bindings.yaml")]: [
                "    name: platform-admins\n  role: ClusterAdmin",
                "    name: devs\n  role: ClusterAdmin",
            ],
            [ofComponent("openldap/seed.yaml")]: [
                "    for file in /credentials/admins/*; do\n      if",
                '    printf \'dn: cn=devs,%s\\nobjectClass: groupOfNames\\ncn: devs\\nmember: cn=kafka,%s\\n\' "$base" "$base" >>"$out"\n    for file in /credentials/admins/*; do\n      if',
            ],
        },
    },
    "a person of the company's directory, which is not in the overlay": {
        overlay: "secure",
        files: {
            [ofComponent("rbac/role-bindings.yaml")]: [
                "    name: platform-admins\n  role: ClusterAdmin",
                "    name: nobody-knows-here\n  role: ClusterAdmin",
            ],
        },
    },
    "a PriorityClass of the administrators'": {
        stack: { gitops: { priorityClasses: ["company-critical"] } },
        files: {
            ...adding("eks", "priority"),
            [ofComponent("priority/kustomization.yaml")]: [
                "priorityClassName: confluent-brokers",
                "priorityClassName: company-critical",
            ],
        },
    },
    "a program of one's own that reaches what the platform has": {
        files: with_(
            "eks",
            "app.yaml",
            `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: app }\nspec: { selector: { matchLabels: { app: app } }, template: { metadata: { labels: { app: app } }, spec: { containers: [{ name: app, image: "registry.example.com/app:1", env: [{ name: URL, value: "http://schemaregistry:8081" }, { name: OTHER, value: "http://billing:8080" }] }] } } }\n`,
        ),
    },
    "clients that are let in to a listener outside": {
        overlay: "eks-nodeport",
        files: {
            [ofOverlay("eks-nodeport")]: [
                "components:\n",
                "components:\n  - ../../components/network-policies\n  - ../../components/network-policies-clients\n",
            ],
        },
    },
    "images by a digest, with and without a tag": {
        files: with_("eks", "app.yaml", app("registry.example.com/app@sha256:" + "0".repeat(64))),
    },
    "a budget that lets one pod go": {
        files: with_(
            "eks",
            "app.yaml",
            `${app("registry.example.com/app:1", 3)}---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: app }\nspec: { minAvailable: "60%", selector: { matchLabels: { app: app } } }\n`,
        ),
    },
    "a budget of what a HorizontalPodAutoscaler counts": {
        stack: { gitops: { kinds: ["autoscaling/HorizontalPodAutoscaler"] } },
        files: with_(
            "eks",
            "app.yaml",
            `${app("registry.example.com/app:1")}---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: app }\nspec: { minAvailable: 2, selector: { matchLabels: { app: app } } }\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: app }\nspec: { minReplicas: 3, maxReplicas: 5, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: app } }\n`,
        ),
    },
    "a topic of one copy, where two have to be in sync": {
        files: {
            ...adding("eks", "kafka-rest-class", "connect-plugins", "connector-datagen"),
            [ofComponent("connector-datagen/topic.yaml")]: ["replicas: 3", "replicas: 1"],
        },
    },
    "the brokers of one region": {
        files: patching("eks", "Kafka", "kafka", "{ replicas: 2 }", '{ platform.confluent.io/broker-id-offset: "10" }'),
    },
    "a plug-in that is downloaded beside those of an image": {
        files: {
            ...adding("eks", "kafka-rest-class", "connect-plugins", "connect-image", "connector-datagen"),
            [ofComponent("connect-image/kustomization.yaml")]: [
                "kafka-connect-datagen,kafka-connect-s3,kafka-connect-jdbc",
                "company-connector",
            ],
        },
    },
    "a connector into an S3 of one's own that policies let out": {
        files: {
            ...adding("eks", "kafka-rest-class", "connect-image", "connector-s3-sink", "network-policies"),
            [ofComponent("connector-s3-sink/connector.yaml")]: [
                "    s3.region: eu-central-1\n",
                "    s3.region: eu-central-1\n    store.url: http://schemaregistry:8081\n",
            ],
        },
    },
    "settings of topics as Kafka takes them": {
        files: {
            ...adding("eks", "kafka-rest-class", "connect-plugins", "connector-datagen"),
            [ofComponent("connector-datagen/topic.yaml")]: [
                'retention.ms: "86400000"\n',
                'retention.ms: "-1"\n    cleanup.policy: compact, delete\n    preallocate: "False"\n    confluent.placement.constraints: ""\n    min.insync.replicas: "2"\n',
            ],
        },
    },
    "a schema with a type of another, and a default of a union's second type": {
        files: with_(
            "eks",
            "schema.yaml",
            `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: orders }\ndata: { schema: '{ "type": "record", "name": "Order", "fields": [{ "name": "note", "type": ["null", "string"], "default": "none" }, { "name": "customer", "type": "com.example.Customer" }] }' }\n---\napiVersion: platform.confluent.io/v1beta1\nkind: Schema\nmetadata: { name: orders }\nspec: { data: { configRef: orders, format: avro } }\n`,
        ),
    },
    "a connector's file in a volume of one's own": {
        files: {
            ...adding("eks", "kafka-rest-class", "connect-plugins", "connector-jdbc-source"),
            [ofComponent("connector-jdbc-source/kustomization.yaml")]: [
                "        mountedSecrets:\n          - secretRef: jdbc-source\n",
                "        mountedVolumes:\n          volumes: [{ name: db, secret: { secretName: db } }]\n          volumeMounts: [{ name: db, mountPath: /mnt/secrets/jdbc-source }]\n",
            ],
        },
    },
    "a certificate of one's own, and DNS in its namespace alone": {
        overlay: "secure",
        files: {
            ...with_(
                "secure",
                "own.yaml",
                `apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: { name: own }\nspec: { secretName: own, dnsNames: [own.example.com], duration: 24h, renewBefore: 8h30m, issuerRef: { kind: ClusterIssuer, name: company } }\n`,
            ),
            [ofComponent("network-policies/dns.yaml")]: [
                "    - ports:\n",
                "    - to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }, podSelector: { matchLabels: { k8s-app: kube-dns } } }]\n      ports:\n",
            ],
        },
    },
};
