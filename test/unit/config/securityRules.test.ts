import assert from "node:assert/strict";
import type { Resource } from "../../../config/kustomize/resource";
import { isOn, servedBy } from "../../../config/workload/security/names";
import { overlayWith, problemsOfTree } from "./overlayTree";
import { combinations, operations, patch, problemsWith } from "./security";

interface Refusal {
    overlay?: string;
    components: string[];
    more?: string;
    says: RegExp;
    fix: RegExp;
}

const secure = ["tls-cert-manager", "sasl-plain", "rbac-ldap"];

/** Bad edits, and the rule that is meant for each. */
const refusals: Record<string, Refusal> = {
    "RBAC without MDS": {
        components: secure,
        more: patch("Kafka", "kafka", { services: { mds: null } }),
        says: /has Kafka kafka \(gitops\/platform\/base\/kafka\.yaml\) with RBAC, but no MDS/,
        fix: /components\/rbac-ldap or components\/rbac-oidc/,
    },
    "MDS without a key pair": {
        components: secure,
        more: patch("Kafka", "kafka", { services: { mds: { tokenKeyPair: null } } }),
        says: /Kafka kafka .* with MDS, but no key pair/,
        fix: /tokenKeyPair\.secretRef, such as mds-token/,
    },
    "MDS without users": {
        components: secure,
        more: patch("Kafka", "kafka", { services: { mds: { provider: null } } }),
        says: /Kafka kafka .* with MDS, but nothing by which it knows users/,
        fix: /services\.mds\.provider/,
    },
    "RBAC without authentication": {
        components: ["tls-cert-manager", "rbac-ldap"],
        says: /Kafka kafka .* with RBAC, but nobody has to say who they are at listeners\.internal/,
        fix: /sasl-plain \(with rbac-ldap\)/,
    },
    "RBAC without TLS": {
        components: ["sasl-plain", "rbac-ldap"],
        says: /has TLS without a certificate: Kafka kafka .* at services\.mds/,
        fix: /tls-generated, tls-cert-manager or tls-provided/,
    },
    "RBAC without a way to make role bindings": {
        components: secure,
        more: "patches:\n  - patch: '{ apiVersion: platform.confluent.io/v1beta1, kind: KafkaRestClass, metadata: { name: default }, $patch: delete }'\n",
        says: /with RBAC, but no KafkaRestClass/,
        fix: /KafkaRestClass default/,
    },
    "a component with RBAC that does not know MDS": {
        components: secure,
        more: patch("Connect", "connect", { dependencies: { mds: null } }),
        says: /Connect connect .* with RBAC, but without MDS/,
        fix: /dependencies\.mds/,
    },
    "controllers with RBAC that do not know the brokers": {
        components: secure,
        more: patch("KRaftController", "kraftcontroller", { dependencies: { mdsKafkaCluster: null } }),
        says: /KRaftController kraftcontroller .* without the brokers/,
        fix: /mdsKafkaCluster/,
    },
    "role bindings without RBAC": {
        components: secure,
        more: patch("Kafka", "kafka", { authorization: { type: "simple" } }),
        says: /has ConfluentRolebinding platform-admins-kafka \(gitops\/platform\/components\/rbac\/role-bindings\.yaml\), but no Kafka with RBAC/,
        fix: /or remove it/,
    },
    "ACLs without authentication": {
        components: ["acls"],
        says: /Kafka kafka .* with ACLs, but nobody has to say who they are/,
        fix: /above components\/acls/,
    },
    "two authentications": {
        components: ["tls-generated", "sasl-plain", "mtls"],
        says: /has two authentications at one place: .*listeners\.external\.authentication of Kafka kafka .* is of type mtls with jaasConfig/,
        fix: /an overlay has one/,
    },
    "two authentications, the other way round": {
        components: ["tls-generated", "mtls", "sasl-plain"],
        says: /Kafka kafka .* is of type plain with principalMappingRules/,
        fix: /an overlay has one/,
    },
    "mTLS without TLS": {
        components: ["mtls"],
        says: /has mTLS without TLS: Kafka kafka .* at listeners\.internal/,
        fix: /above components\/mtls/,
    },
    "a client that signs in otherwise than the listener asks": {
        components: ["tls-cert-manager", "mtls"],
        more: patch("SchemaRegistry", "schemaregistry", { dependencies: { kafka: { authentication: null } } }),
        says: /Kafka kafka .*, listeners\.internal, asks for the authentication mtls, but SchemaRegistry schemaregistry .* comes by none/,
        fix: /spec\.dependencies\.kafka\.authentication/,
    },
    "a client of a REST API that brings no certificate": {
        components: ["tls-cert-manager", "mtls"],
        more: patch("Connect", "connect", { dependencies: { schemaRegistry: { authentication: null } } }),
        says: /SchemaRegistry schemaregistry .* asks for the authentication mtls, but Connect connect .* comes by none/,
        fix: /spec\.dependencies\.schemaRegistry\.authentication/,
    },
    "brokers that sign in to controllers otherwise": {
        components: ["tls-cert-manager", "mtls"],
        more: patch("Kafka", "kafka", {
            dependencies: { kRaftController: { controllerListener: { authentication: null } } },
        }),
        says: /KRaftController kraftcontroller .* asks for the authentication mtls at listeners\.controller, but Kafka kafka .* comes by none/,
        fix: /one type/,
    },
    "an address that the JVM may not ask": {
        components: ["tls-cert-manager", "oauth"],
        more: patch("Connect", "connect", { configOverrides: { jvm: ["-Xmx1g"] } }),
        says: /Connect connect .* JVM may not ask https:\/\/idp\.example\.com\/.*\/token/,
        fix: /-Dorg\.apache\.kafka\.sasl\.oauthbearer\.allowed\.urls=https:/,
    },
    "TLS whose clients still say http://": {
        components: ["tls-generated"],
        more: patch("Connect", "connect", { dependencies: { schemaRegistry: { url: "http://schemaregistry:8081" } } }),
        says: /SchemaRegistry schemaregistry .* has TLS, but Connect connect .* reaches it by spec\.dependencies\.schemaRegistry\.url http:\/\/schemaregistry:8081 without TLS/,
        fix: /https:\/\//,
    },
    "https:// to a component without TLS": {
        components: [],
        more: patch("Connect", "connect", {
            dependencies: { schemaRegistry: { url: "https://schemaregistry:8081", tls: { enabled: true } } },
        }),
        says: /SchemaRegistry schemaregistry .* has no TLS, but Connect connect .* by TLS/,
        fix: /http:\/\//,
    },
    "https:// without trust": {
        components: ["tls-generated"],
        more: patch("Connect", "connect", { dependencies: { schemaRegistry: { tls: null } } }),
        says: /would not trust the certificate: Connect connect .* doesn't say tls\.enabled/,
        fix: /dependencies\.schemaRegistry\.tls\.enabled to true/,
    },
    "a client of Kafka without TLS": {
        components: ["tls-generated"],
        more: patch("SchemaRegistry", "schemaregistry", { dependencies: { kafka: { tls: null } } }),
        says: /Kafka kafka .*, listeners\.internal, has TLS, but SchemaRegistry schemaregistry .* without TLS/,
        fix: /spec\.dependencies\.kafka\.tls\.enabled to true/,
    },
    "metrics that still go in the clear": {
        components: ["tls-generated"],
        more: patch("Kafka", "kafka", {
            dependencies: { metricsClient: { url: "http://controlcenter-next-gen:9090" } },
        }),
        says: /ControlCenter controlcenter-next-gen .*, services\.prometheus, has TLS, but Kafka kafka .* without TLS/,
        fix: /metricsClient\.tls\.enabled/,
    },
    "brokers that reach their controllers without TLS": {
        components: ["tls-generated"],
        more: patch("Kafka", "kafka", {
            dependencies: { kRaftController: { controllerListener: { tls: { enabled: false } } } },
        }),
        says: /KRaftController kraftcontroller .* has TLS at listeners\.controller, but Kafka kafka .* says false/,
        fix: /set both to true/,
    },
    "a listener with TLS and no certificate": {
        components: [],
        more: patch("Kafka", "kafka", { listeners: { external: { tls: { enabled: true } } } }),
        says: /has TLS without a certificate: Kafka kafka .* at listeners\.external/,
        fix: /spec\.tls\.secretRef/,
    },
    "autoGeneratedCerts and secretRef": {
        components: ["tls-generated", "tls-provided"],
        says: /has two sources of one certificate, autoGeneratedCerts and secretRef: .*spec\.tls of Kafka kafka \(/,
        fix: /an overlay has one/,
    },
    "two listeners with one Secret": {
        components: ["tls-provided"],
        more: patch("Kafka", "kafka", {
            listeners: { internal: { tls: { secretRef: "tls-kafka" } }, external: { tls: { secretRef: "tls-kafka" } } },
        }),
        says: /two listeners with one tls\.secretRef, tls-kafka, .*external and internal of Kafka kafka/,
        fix: /spec\.tls\.secretRef/,
    },
    "a secretRef of more than 30 characters": {
        components: ["tls-generated", "sasl-plain"],
        more: patch("Connect", "connect", {
            dependencies: {
                kafka: { authentication: { jaasConfig: { secretRef: "sasl-of-connect-in-this-environment" } } },
            },
        }),
        says: /Connect connect .*jaasConfig\.secretRef sasl-of-connect-in-this-environment, has 35 characters/,
        fix: /30 characters or fewer/,
    },
    "a load balancer that ends TLS in front of TLS": {
        overlay: "eks-internal",
        components: ["tls-generated"],
        says: /Kafka kafka .* has TLS, but its load balancer ends TLS and goes on without it \(spec\.listeners\.external\.externalAccess\)/,
        fix: /aws-load-balancer-backend-protocol: ssl/,
    },
    "a certificate that lacks a name outside the cluster": {
        overlay: "eks-nodeport",
        components: ["tls-cert-manager"],
        says: /Certificate tls-kafka \(gitops\/platform\/components\/tls-cert-manager\/kafka\.yaml\) without names .* Kafka kafka .*: kafka\.example\.com/,
        fix: /"path":"\/spec\/dnsNames\/-","value":"kafka\.example\.com"/,
    },
    "a certificate that lacks the name of a broker": {
        components: ["tls-cert-manager"],
        more: operations("Certificate", "tls-kafka", { op: "remove", path: "/spec/dnsNames/2" }),
        says: /Certificate tls-kafka .*: kafka-0\.kafka\.confluent\.svc\.cluster\.local$/,
        fix: /dnsNames/,
    },
    "an endpoint that names a component that is not there": {
        components: [],
        more: patch("ControlCenter", "controlcenter-next-gen", {
            dependencies: { ksqldb: [{ name: "ksqldb", url: "http://ksqldb:8088" }] },
        }),
        says: /ControlCenter controlcenter-next-gen .* with spec\.dependencies\.ksqldb\[0\]\.url http:\/\/ksqldb:8088, but no component ksqldb/,
        fix: /add the component that makes ksqldb/,
    },
    "controllers that are not there": {
        components: [],
        more: patch("Kafka", "kafka", { dependencies: { kRaftController: { clusterRef: { name: "kraft" } } } }),
        says: /Kafka kafka .*clusterRef kraft, but no KRaftController kraft/,
        fix: /correct the name/,
    },
    "TLS with ZooKeeper": {
        overlay: "classic-dev",
        components: ["tls-generated"],
        says: /Kafka kafka .*controllerListener, but no clusterRef: its security is for KRaft/,
        fix: /components\/kraft/,
    },
};

describe("what secures an overlay", () => {
    for (const overlay of ["dev", "eks"]) {
        for (const components of combinations) {
            it(`is taken in ${overlay}: ${components.join(", ")}`, async () => {
                const problems = await problemsWith(overlay, components);
                assert.deepEqual(
                    problems.map(({ reason }) => reason),
                    [],
                );
            });
        }
    }

    for (const [what, { overlay = "dev", components, more, says, fix }] of Object.entries(refusals)) {
        it(`is refused: ${what}`, async () => {
            const problems = await problemsWith(overlay, components, more);
            const meant = problems.filter(({ reason }) => says.test(reason));
            assert.equal(meant.length, 1, problems.map(({ reason }) => reason).join("\n"));
            assert.match(meant[0]?.fix ?? "", fix);
        });
    }

    it("is refused in another namespace than its endpoints say, with what to write", () => {
        const endpoint = "{ dependencies: { kafka: { bootstrapEndpoint: kafka.confluent.svc.cluster.local:9071 } } }";
        const files = {
            ...overlayWith(`  - target: { kind: Kafka }
    patch: '{ apiVersion: platform.confluent.io/v1beta1, kind: Kafka, metadata: { name: kafka }, spec: ${endpoint} }'
namespace: streaming
`),
        };
        const [problem, ...others] = problemsOfTree(files, { gitops: { namespace: "streaming" } });
        assert.deepEqual(others, []);
        assert.match(
            problem?.reason ?? "",
            /Kafka kafka .*, in namespace confluent, but puts its objects into streaming/,
        );
        assert.match(problem?.fix ?? "", /write kafka\.streaming\.svc\.cluster\.local/);
    });

    const external: Record<string, [access: object, names: string[]]> = {
        "a load balancer for each": [
            { type: "loadBalancer", loadBalancer: { domain: "kafka.example.com" } },
            ["kafka.kafka.example.com", "b0.kafka.example.com", "b1.kafka.example.com"],
        ],
        "load balancers with names of their own": [
            {
                type: "loadBalancer",
                loadBalancer: { domain: "example.com", brokerPrefix: "rb", bootstrapPrefix: "boot" },
            },
            ["boot.example.com", "rb0.example.com", "rb1.example.com"],
        ],
        "a load balancer that has its own certificate": [
            {
                type: "loadBalancer",
                loadBalancer: {
                    domain: "example.com",
                    annotations: { "service.beta.kubernetes.io/aws-load-balancer-ssl-cert": "arn:aws:acm:1" },
                },
            },
            [],
        ],
        "ports of nodes": [
            { type: "nodePort", nodePort: { host: "nodes.example.com", nodePortOffset: 30000 } },
            ["nodes.example.com"],
        ],
        routes: [
            { type: "route", route: { domain: "apps.example.com" } },
            ["kafka.apps.example.com", "b0.apps.example.com", "b1.apps.example.com"],
        ],
        "routing by host": [
            {
                type: "staticForHostBasedRouting",
                staticForHostBasedRouting: { domain: "example.com", port: 443, brokerPrefix: "k" },
            },
            ["k0.example.com", "k1.example.com"],
        ],
        "routing by port": [
            {
                type: "staticForPortBasedRouting",
                staticForPortBasedRouting: { host: "gate.example.com", portOffset: 9094 },
            },
            ["gate.example.com"],
        ],
    };
    for (const [what, [externalAccess, names]] of Object.entries(external)) {
        it(`has to have on Kafka's certificate what clients outside say: ${what}`, () => {
            const spec = {
                replicas: 2,
                tls: { secretRef: "tls-kafka" },
                listeners: { external: { tls: { enabled: true }, externalAccess } },
            };
            const object = { kind: "Kafka", metadata: { name: "kafka" }, spec };
            const kafka = {
                group: "platform.confluent.io",
                kind: "Kafka",
                name: "kafka",
                object,
            } as unknown as Resource;
            assert.deepEqual(servedBy(kafka, [], "streaming"), [
                {
                    resource: kafka,
                    path: "spec.tls.secretRef",
                    secret: "tls-kafka",
                    names: [
                        "kafka.streaming.svc.cluster.local",
                        "kafka-0.kafka.streaming.svc.cluster.local",
                        "kafka-1.kafka.streaming.svc.cluster.local",
                        ...names,
                    ],
                },
            ]);
        });
    }

    it("takes a wildcard on a certificate for one label, the first", () => {
        assert.ok(isOn("b0.example.com", ["*.example.com"]));
        assert.ok(!isOn("b0.kafka.example.com", ["*.example.com"]));
        assert.ok(!isOn("example.com", ["*.example.com"]));
        assert.ok(!isOn("b0.example.com", ["b1.example.com", "*"]));
    });
});
