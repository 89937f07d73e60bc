import { type BadEdit, ofOverlay, patching, with_ } from "./edit";

const kafka = (spec: string) => patching("eks", "Kafka", "kafka", spec);
const access = (spec: string) => kafka(`{ listeners: { external: { externalAccess: ${spec} } } }`);
const topic = (name: string, more = "") =>
    `apiVersion: platform.confluent.io/v1beta1\nkind: KafkaTopic\nmetadata:\n  name: ${name}\nspec:\n  replicas: 3\n  partitionCount: 3\n  kafkaRestClassRef: { name: default }\n${more}`;

/** Mistakes from public repositories, for which no rule was written. */
export const slips: Record<string, BadEdit> = {
    "an image without its organization": {
        files: {
            [ofOverlay("eks")]: ["  - version\n", "  - version\nimages:\n  - { name: cp-server, newTag: 8.3.3 }\n"],
        },
        rule: "idle",
        says: /lists the image cp-server, but its objects have confluentinc\/cp-server: the entry changes nothing/,
        fix: /set its name to confluentinc\/cp-server/,
    },
    "a patch for an object that nobody has": {
        files: {
            [ofOverlay("eks")]: [
                "  - version\n",
                `  - version\npatches:\n  - target: { kind: Kafka, name: kafka-main }\n    patch: '[{ "op": "add", "path": "/spec/oneReplicaPerNode", "value": true }]'\n`,
            ],
        },
        rule: "idle",
        says: /has a patch for kind Kafka, name kafka-main, which selects no object: it changes nothing/,
        fix: /correct its target, or remove it/,
    },
    "a port on which nothing listens": {
        files: patching("eks", "Connect", "connect", "{ dependencies: { kafka: { bootstrapEndpoint: kafka:29092 } } }"),
        rule: "ports",
        says: /Connect connect \(\S+\) with dependencies\.kafka\.bootstrapEndpoint kafka:29092, where Kafka kafka \(\S+\) does not listen/,
        fix: /use kafka:9071/,
    },
    "a load balancer without its domain": {
        files: access("{ type: loadBalancer }"),
        rule: "reach",
        says: /Kafka kafka \(\S+\) whose spec\.listeners\.external\.externalAccess has the type loadBalancer, but no loadBalancer/,
        fix: /externalAccess\.loadBalancer with domain/,
    },
    "a node port outside the range": {
        files: access("{ type: nodePort, nodePort: { host: kafka.example.com, nodePortOffset: 8080 } }"),
        rule: "nodePorts",
        says: /uses node port 8080, for Kafka kafka \(\S+\), spec\.listeners\.external\.externalAccess, but node ports are from 30000 to 32767/,
        fix: /such as nodePortOffset 30092/,
    },
    "two objects for one topic": {
        files: {
            [ofOverlay("eks")]: [
                "resources:\n  - ../../base\ncomponents:\n",
                "resources:\n  - ../../base\n  - topics.yaml\ncomponents:\n  - ../../components/kafka-rest-class\n",
            ],
            [ofOverlay("eks").replace("kustomization", "topics")]:
                `${topic("orders")}---\n${topic("orders-eu", "  name: orders\n")}`,
        },
        rule: "topics",
        says: /KafkaTopic orders-eu \(\S+topics\.yaml\) for the topic orders, for which there already is KafkaTopic orders \(\S+\)/,
        fix: /remove one of the two/,
    },
    "a schema whose text is missing": {
        files: with_(
            "eks",
            "schema.yaml",
            `apiVersion: platform.confluent.io/v1beta1\nkind: Schema\nmetadata: { name: orders }\nspec: { data: { configRef: orders-schema, format: avro } }\n`,
        ),
        rule: "references",
        says: /Schema orders \(\S+schema\.yaml\) whose data\.configRef names the ConfigMap orders-schema, which is not in the overlay/,
        fix: /add the ConfigMap orders-schema to the overlay/,
    },
    "a role for resources that is bound to none": {
        overlay: "secure",
        files: with_(
            "secure",
            "binding.yaml",
            `apiVersion: platform.confluent.io/v1beta1\nkind: ConfluentRolebinding\nmetadata:\n  name: devs\nspec:\n  principal: { type: group, name: devs }\n  role: DeveloperRead\n`,
        ),
        rule: "rbac",
        says: /ConfluentRolebinding devs \(\S+binding\.yaml\) with the role DeveloperRead, .* but no resourcePatterns/,
        fix: /set spec\.resourcePatterns/,
    },
};
