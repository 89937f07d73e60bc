import { type BadEdit, ofComponent, with_ } from "./edit";

/** Certificates, names of users, and DNS, without which nobody trusts or finds anybody. */
export const trustEdits: Record<string, BadEdit> = {
    "a certificate in another Secret than the component's": {
        overlay: "secure",
        files: {
            [ofComponent("tls-cert-manager/kafka.yaml")]: ["secretName: tls-kafka\n", "secretName: tls-kafka-2027\n"],
        },
        rule: "certificates",
        says: /Certificate tls-kafka \(\S+\) for the names of Kafka kafka \(\S+\), but into the Secret tls-kafka-2027, and spec\.tls\.secretRef there is tls-kafka, which nothing in the overlay makes/,
        fix: /set spec\.secretName to tls-kafka/,
    },
    "an issuer of another kind": {
        overlay: "secure",
        files: { [ofComponent("tls-cert-manager/others.yaml")]: ["kind: Issuer\n", "kind: ClusterIssuer\n"] },
        rule: "certificates",
        says: /Certificate tls-schemaregistry \(\S+\) of the ClusterIssuer confluent-ca, but the overlay has Issuer confluent-ca/,
        fix: /set spec\.issuerRef\.kind to Issuer/,
    },
    "a certificate that would be renewed before it begins": {
        overlay: "secure",
        files: { [ofComponent("tls-cert-manager/kafka.yaml")]: ["duration: 2160h", "duration: 30h"] },
        rule: "certificates",
        says: /Certificate tls-kraftcontroller \(\S+\) with renewBefore 720h, no less than its duration 30h/,
        fix: /a third of spec\.duration/,
    },
    "a user whose name begins with the type": {
        overlay: "secure",
        files: with_(
            "secure",
            "binding.yaml",
            `apiVersion: platform.confluent.io/v1beta1\nkind: ConfluentRolebinding\nmetadata:\n  name: alice\nspec:\n  principal: { type: user, name: "User:alice" }\n  role: ClusterAdmin\n`,
        ),
        rule: "rbac",
        says: /ConfluentRolebinding alice \(\S+binding\.yaml\) for User:alice, .*: the role would go to User:User:alice/,
        fix: /set spec\.principal\.name to alice/,
    },
    "a superuser without a type": {
        overlay: "secure",
        files: { [ofComponent("rbac/kafka.yaml")]: ["- User:kafka", "- kafka"] },
        rule: "rbac",
        says: /Kafka kafka \(\S+\) with the superuser "kafka" without its type: Kafka would not start/,
        fix: /write User:kafka/,
    },
    "a DNS server that is looked for in the platform's namespace": {
        overlay: "secure",
        files: {
            [ofComponent("network-policies/dns.yaml")]: [
                "    - ports:\n",
                "    - to: [{ podSelector: { matchLabels: { k8s-app: kube-dns } } }]\n      ports:\n",
            ],
        },
        rule: "networkPolicies",
        says: /NetworkPolicies that keep pods from DNS, so that they find nobody: Kafka kafka, SchemaRegistry schemaregistry/,
        fix: /as gitops\/platform\/components\/network-policies\/dns\.yaml does/,
    },
};
