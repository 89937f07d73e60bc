import assert from "node:assert/strict";
import { parse } from "yaml";
import { rollsOf, rollText } from "../../../../commands/secrets/rolls";
import type { JsonObject } from "../../../../config/kustomize/json";
import { neededSecrets } from "../../../../config/workload/secrets";

/** What happens to an object of Confluent's whose spec refers to one Secret, once keys of it have changed. */
function rolls(kind: string, spec: string, ...changed: string[]) {
    const object = parse(`
apiVersion: platform.confluent.io/v1beta1
kind: ${kind}
metadata: { name: it }
spec: ${spec}
`) as JsonObject;
    const resource = { group: "platform.confluent.io", kind, name: "it", namespace: undefined, file: "a.yaml", object };
    const [secret] = neededSecrets([resource as never]);
    assert.ok(secret, "it refers to a Secret");
    return rollsOf(secret, changed).map((roll) => ({ ...roll, says: rollText(roll, "confluent") }));
}

const listener = "{ listeners: { internal: { authentication: { type: plain, jaasConfig: { secretRef: a } } } } }";
const client = "{ dependencies: { kafka: { authentication: { type: plain, jaasConfig: { secretRef: a } } } } }";

/** With the page that says so, or why it is taken to be so. */
const cases: [what: string, kind: string, spec: string, key: string, how: string, source: RegExp][] = [
    ["a listener's users", "Kafka", listener, "plain-users.json", "reloads", /co-manage-authentication/],
    ["a broker's own user", "Kafka", listener, "plain-interbroker.txt", "roll it", /co-roll-cluster/],
    ["a component's user", "Connect", client, "plain.txt", "roll it", /co-roll-cluster/],
    ["a licence", "Connect", "{ license: { secretRef: a } }", "license.txt", "roll it", /co-roll-cluster/],
    [
        "PEM",
        "Connect",
        "{ tls: { secretRef: a } }",
        "fullchain.pem",
        "is rolled by the operator",
        /co-manage-certificates/,
    ],
    ["a key store", "Connect", "{ tls: { secretRef: a } }", "keystore.jks", "roll it", /co-manage-certificates/],
    [
        "JMX's users",
        "Kafka",
        "{ metrics: { jmx: { authentication: { secretRef: a } } } }",
        "x",
        "not known",
        /do not say/,
    ],
    [
        "a key's password",
        "ClusterLink",
        "{ sourceKafkaCluster: { tls: { keyPassword: { secretRef: a } } } }",
        "x",
        "not known",
        /do not say/,
    ],
    [
        "a REST class's user",
        "KafkaRestClass",
        "{ kafkaRest: { authentication: { type: bearer, bearer: { secretRef: a } } } }",
        "bearer.txt",
        "reads it anew",
        /inferred/,
    ],
];

describe("once a Secret has changed,", () => {
    for (const [what, kind, spec, key, how, source] of cases) {
        it(`of ${what}, ${kind} ${how}, and it is said where that is from`, () => {
            const [roll, ...others] = rolls(kind, spec, key);
            assert.deepEqual(others, []);
            assert.equal(roll?.how, how);
            assert.match(roll?.source ?? "", source);
        });
    }

    it("brokers and controllers are restarted by the operator alone, which waits for replicas", () => {
        for (const [kind, spec] of [
            ["Kafka", listener],
            [
                "KRaftController",
                "{ listeners: { controller: { authentication: { type: plain, jaasConfig: { secretRef: a } } } } }",
            ],
        ] as const) {
            const [roll] = rolls(kind, spec, "plain-interbroker.txt");
            assert.match(
                roll?.says ?? "",
                new RegExp(
                    `kubectl -n confluent patch ${kind.toLowerCase()} it --type merge .*kafkacluster-manual-roll`,
                ),
            );
            assert.doesNotMatch(roll?.says ?? "", /rollout restart/);
        }
        assert.match(rolls("Connect", client, "plain.txt")[0]?.says ?? "", /rollout restart statefulset it$/);
    });

    it("what is not known is reported as unknown", () => {
        const [roll] = rolls("Kafka", "{ metrics: { jmx: { authentication: { secretRef: a } } } }", "x");
        assert.equal(roll?.says, "Kafka it: it is not known whether it reads the new value without a restart");
    });
});
