import { adding, type BadEdit, ofComponent, ofOverlay, with_ } from "./edit";

/** Components that lack what they need, name what doesn't exist, or exclude each other. */
export const componentEdits: Record<string, BadEdit> = {
    "a component twice": {
        overlay: "dev",
        files: { [ofOverlay("dev")]: ["  - version\n", "  - ../../components/control-center\n  - version\n"] },
        rule: "overlay",
        says: /overlays\/dev\/kustomization\.yaml.*has \.\.\/\.\.\/components\/control-center twice in its components/,
        fix: /remove one of the two lines/,
    },
    "a component that another one includes": {
        overlay: "dev",
        files: adding("dev", "tls-provided", "tls-cert-manager"),
        rule: "overlay",
        says: /overlays\/dev\/kustomization\.yaml.*has \S*tls-provided in its components, which \S*tls-cert-manager already includes/,
        fix: /remove its line/,
    },
    "ZooKeeper and KRaft together": {
        overlay: "classic-dev",
        files: adding("classic-dev", "kraft"),
        rule: "overlay",
        says: /has both a Zookeeper \(\S+zookeeper\.yaml\) and a KRaftController \(\S+\) and no KRaftMigrationJob/,
        fix: /keep one of the two/,
    },
    "an endpoint without its component": {
        files: {
            [ofComponent("control-center/control-center.yaml")]: [
                "    # Both are in its own pod.\n",
                "    ksqldb:\n      - name: ksqldb\n        url: http://ksqldb:8088\n",
            ],
        },
        rule: "references",
        says: /ControlCenter controlcenter-next-gen \(\S+control-center\.yaml\) whose dependencies\.ksqldb\.url names ksqldb, which is not in the overlay/,
        fix: /add - \.\.\/\.\.\/components\/ksqldb to its components/,
    },
    "a topic without the KafkaRestClass that creates it": {
        files: adding("eks", "connect-plugins", "connector-datagen"),
        rule: "references",
        says: /KafkaTopic pageviews \(\S+connector-datagen\/topic\.yaml\) whose kafkaRestClassRef names the KafkaRestClass default/,
        fix: /add - \.\.\/\.\.\/components\/kafka-rest-class/,
    },
    "queries of ksqlDB without ksqlDB": {
        overlay: "dev",
        files: adding("dev", "ksqldb-queries"),
        rule: "clients",
        says: /Deployment ksqldb-queries \(\S+ksqldb-queries\/deployment\.yaml\) with ksqldb:8088, which is not in the overlay/,
        fix: /add - \.\.\/\.\.\/components\/ksqldb to its components/,
    },
    "a query file that nothing includes": {
        overlay: "dev",
        files: {
            ...adding("dev", "kafka-rest-class", "connect-plugins", "connector-datagen", "ksqldb", "ksqldb-queries"),
            [ofComponent("ksqldb-queries/migrations/V000002__users.sql")]:
                "CREATE STREAM users (id INT) WITH (KAFKA_TOPIC = 'users', VALUE_FORMAT = 'JSON');\n",
        },
        rule: "ksqldb",
        says: /ksqlDB queries in a folder with others, .*: \S+ksqldb-queries\/migrations\/V000002__users\.sql$/,
        fix: /list them under files in the configMapGenerator/,
    },
    "queries whose schemas are in a registry that ksqlDB does not know": {
        overlay: "dev",
        files: {
            ...adding("dev", "kafka-rest-class", "connect-plugins", "connector-datagen", "ksqldb", "ksqldb-queries"),
            [ofComponent("ksqldb/ksqldb.yaml")]: ["    schemaRegistry:\n      url: http://schemaregistry:8081\n", ""],
            [ofComponent("ksqldb-queries/migrations/V000001__pageviews.sql")]:
                "CREATE STREAM p WITH (KAFKA_TOPIC = 'pageviews', VALUE_FORMAT = 'AVRO');\n",
        },
        rule: "ksqldb",
        says: /KsqlDB ksqldb \(\S+ksqldb\.yaml\) without dependencies\.schemaRegistry, but queries in the format AVRO/,
        fix: /set dependencies\.schemaRegistry\.url/,
    },
    "a connector whose plug-in Connect does not have": {
        files: adding("eks", "kafka-rest-class", "connector-s3-sink"),
        rule: "connectorPlugins",
        says: /Connector s3-sink \(\S+connector-s3-sink\/connector\.yaml\) of class io\.confluent\.connect\.s3\.S3SinkConnector, but Connect connect \(\S+\) does not have the plug-in kafka-connect-s3/,
        fix: /add - \.\.\/\.\.\/components\/connect-plugins/,
    },
    "a Replicator without its source's credentials": {
        files: {
            ...adding("eks", "replicator"),
            [ofComponent("replicator/connector.yaml")]: [
                "    topic.whitelist",
                "    src.kafka.security.protocol: SASL_SSL\n    src.kafka.sasl.mechanism: PLAIN\n    topic.whitelist",
            ],
        },
        rule: "replicator",
        says: /Connector replicator \(\S+replicator\/connector\.yaml\), a Replicator that has src\.kafka\.security\.protocol SASL_SSL, but no credentials for it/,
        fix: /set src\.kafka\.sasl\.mechanism and src\.kafka\.sasl\.jaas\.config, with \$\{file:\.\.\.\} from a Secret/,
    },
    "a Replicator from a cluster to itself": {
        files: {
            ...adding("eks", "replicator"),
            [ofComponent("replicator/connector.yaml")]: ["kafka.source.svc.cluster.local:9071", "kafka:9071"],
        },
        rule: "replicator",
        says: /Connector replicator \(\S+\), a Replicator that copies from "kafka:9071" to the same cluster/,
        fix: /set both: src\.kafka\.bootstrap\.servers and dest/,
    },
    "more replicas of a topic than brokers": {
        files: {
            ...adding("eks", "kafka-rest-class", "connect-plugins", "connector-datagen"),
            [ofComponent("connector-datagen/topic.yaml")]: ["replicas: 3", "replicas: 5"],
        },
        rule: "replication",
        says: /KafkaTopic pageviews \(\S+topic\.yaml\) with spec\.replicas 5, but Kafka has 3 brokers/,
        fix: /set spec\.replicas to 3 or less/,
    },
    "two kinds of external access for one listener": {
        files: adding("eks", "nodeport", "load-balancer"),
        rule: "reach",
        says: /Kafka kafka \(\S+kafka\.yaml\) whose spec\.listeners\.external\.externalAccess has nodePort and loadBalancer/,
        fix: /keep one of the components/,
    },
    "the same node port twice": {
        overlay: "eks-nodeport",
        files: {
            ...with_(
                "eks-nodeport",
                "partners.yaml",
                `apiVersion: v1\nkind: Service\nmetadata: { name: partners }\nspec: { type: NodePort, selector: { app: connect }, ports: [{ port: 8083, nodePort: 30094 }] }\n`,
            ),
        },
        rule: "nodePorts",
        says: /uses node port 30094 twice, for (Service partners \(\S+partners\.yaml\), spec\.ports, and Kafka kafka|Kafka kafka \(\S+\), spec\.listeners\.external\.externalAccess, and Service partners)/,
        fix: /set another port there/,
    },
    "an object of a kind that the platform's project forbids": {
        files: with_(
            "eks",
            "addon.yaml",
            `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: cert-manager }\nspec: { project: default }\n`,
        ),
        rule: "workload",
        says: /kinds that Argo CD may not create for this stack, .*: Application cert-manager \(\S+overlays\/eks\/addon\.yaml\)/,
        fix: /remove them; or, if the cluster knows these kinds, allow them/,
    },
    "a namespace that the project forbids": {
        files: { [ofOverlay("eks")]: ["namespace: confluent", "namespace: kafka"] },
        rule: "workload",
        says: /is not the namespace of the objects in gitops\/platform\/overlays\/eks, kafka: .*Kafka kafka in kafka \(\S+kafka\.yaml\)/,
        fix: /set namespace: confluent in gitops\/platform\/overlays\/eks\/kustomization\.yaml/,
    },
    "a chart that is not pinned": {
        overlay: "eks",
        stack: { gitops: { addons: "gitops/addons/overlays/eks" } },
        files: { "gitops/addons/cert-manager/cert-manager.yaml": ["targetRevision: v", "targetRevision: ~v"] },
        rule: "addons",
        says: /Application cert-manager \(gitops\/addons\/cert-manager\/cert-manager\.yaml\).*has spec\.source\.targetRevision ~v\S+, which is not one version/,
        fix: /set it to the whole version that you have tried/,
    },
    "a Secret in Git": {
        files: with_(
            "eks",
            "secret.yaml",
            `apiVersion: v1\nkind: Secret\nmetadata: { name: sasl-kafka }\nstringData: { plain.txt: "username=kafka\\npassword=hunter2-in-git" }\n`,
        ),
        rule: "workload",
        says: /may not create for this stack, .*: Secret sasl-kafka \(\S+overlays\/eks\/secret\.yaml\)/,
        fix: /use an ExternalSecret or a SealedSecret instead/,
    },
    "a password in the clear in a connector": {
        files: {
            ...adding("eks", "kafka-rest-class", "connect-plugins", "connector-jdbc-source"),
            [ofComponent("connector-jdbc-source/connector.yaml")]: [
                "${file:/mnt/secrets/jdbc-source/jdbc.properties:password}",
                "Tr0ub4dor-and-3",
            ],
        },
        rule: "secrets",
        says: /contains secrets in the clear: Connector jdbc-orders \(\S+connector\.yaml\) has .* in spec\.configs\.connection\.password/,
        fix: /stays in Git's history, so change the password/,
    },
    "an address in a namespace other than the overlay's": {
        stack: { gitops: { namespace: "streaming" } },
        files: {
            [ofOverlay("eks")]: ["namespace: confluent", "namespace: streaming"],
            "gitops/platform/base/connect.yaml": [
                "bootstrapEndpoint: kafka:9071",
                "bootstrapEndpoint: kafka.confluent.svc.cluster.local:9071",
            ],
        },
        rule: "endpoints",
        says: /Connect connect \(\S+connect\.yaml\) with spec\.dependencies\.kafka\.bootstrapEndpoint kafka\.confluent\.svc\.cluster\.local:9071, in namespace confluent/,
        fix: /use kafka\.streaming\.svc\.cluster\.local/,
    },
};
