import assert from "node:assert/strict";
import { problemsOf, topic } from "./teamsTree";

const schema = (mode: string) =>
    `apiVersion: v1
kind: ConfigMap
metadata: { name: a.x-value }
data: { schema: '"string"' }
---
apiVersion: platform.confluent.io/v1beta1
kind: Schema
metadata: { name: a.x-value, annotations: { argocd.argoproj.io/sync-options: Prune=false } }
spec: { ${mode} data: { format: avro, configRef: a.x-value } }
`;
const connector = (name: string, rest: string) =>
    `apiVersion: platform.confluent.io/v1beta1
kind: Connector
metadata: { name: ${name} }
spec: { taskMax: 3, ${rest} }
`;
const rules = (text: string) => ({ "t/rules.yaml": `every: { ${text} }\n` });

/** What is wrong, by what it is: files beside a team that is right, and what is said. */
const wrong: Record<string, [files: Record<string, string | undefined>, says: RegExp]> = {
    "a folder that is no team": [
        { "t/b/topic.yaml": topic("b.x") },
        /t\/b\/team\.yaml.*is not there: every folder here is a team.*add it, with owner/,
    ],
    "a name with a dot": [
        { "t/a.b/team.yaml": "owner: b\n" },
        /t\/a\.b.*is not a valid name for a team.*no dot, which ends a prefix/,
    ],
    "a name in capitals": [{ "t/Pay/team.yaml": "owner: b\n" }, /t\/Pay.*is not a valid name for a team/],
    "a team without an owner": [{ "t/a/team.yaml": "contact: c\n" }, /t\/a\/team\.yaml.*has no owner.*add owner/],
    "an owner that is none": [{ "t/a/team.yaml": "owner: [a]\n" }, /team\.yaml.*has owner that is not of type string/],
    "a key of a team that means nothing": [
        { "t/a/team.yaml": "owner: a\nprefix: b\n" },
        /team\.yaml.*has prefix, which is not a known key.*known keys are owner, contact, description/,
    ],
    "no rules": [{ "t/rules.yaml": undefined }, /t\/rules\.yaml.*is not there/],
    "rules of a key that means nothing": [
        rules("partitions: { max: 3 }"),
        /has every\.partitions\.max, which is not a known key.*known keys are least, most/,
    ],
    "rules of a team that is not there": [
        { "t/rules.yaml": "every: {}\nteams: { b: {} }\n" },
        /has teams\.b, but there is no such team.*the teams are a/,
    ],
    "an invalid duration": [rules("retention: { most: 7 }"), /has every\.retention\.most that is not of type string/],
    "a duration without its unit": [
        rules('retention: { most: "7" }'),
        /has every\.retention\.most that is not a duration, such as 12h or 30d/,
    ],
    "an expression that is none": [
        rules('names: { topic: "(" }'),
        /has every\.names\.topic that is not a regular expression/,
    ],
    "a number below one": [rules("replicas: { least: 0 }"), /has every\.replicas\.least that is below 1/],
    "an invalid mode": [rules("compatibility: [SOME]"), /has every\.compatibility\.0 that is not one of BACKWARD, /],
    "nothing that a project is made from": [
        { "t/platform/project/kustomization.yaml": undefined },
        /t\/platform\/project\/kustomization\.yaml.*is not there/,
    ],
    "settings of Argo CD's": [
        { "t/a/.argocd-source.yaml": "{}\n" },
        /\.argocd-source\.yaml.*would make Argo CD use settings other/,
    ],
    "a file that Argo CD deploys and nobody here reads": [
        { "t/a/x.json": "{}\n" },
        /t\/a\/x\.json.*would be deployed by Argo CD, too/,
    ],
    "an object that is none": [{ "t/a/x.yaml": "a: b\n" }, /t\/a\/x\.yaml.*not a Kubernetes object/],
    "a topic of another's": [
        { "t/a/x.yaml": topic("b.x") },
        /has KafkaTopic b\.x \(t\/a\/x\.yaml\), which has metadata\.name "b\.x", but this team owns names that begin with a\.; begin it with a\./,
    ],
    "a topic twice": [
        { "t/a/x.yaml": topic("a.x"), "t/a/y.yaml": topic("a.x") },
        /has KafkaTopic a\.x \(t\/a\/y\.yaml\), which duplicates the KafkaTopic a\.x in t\/a\/x\.yaml/,
    ],
    "a topic twice, by its name in Kafka": [
        { "t/a/x.yaml": topic("a.x"), "t/a/y.yaml": topic("a.y", "name: a.x") },
        /has KafkaTopic a\.y \(t\/a\/y\.yaml\), which duplicates the KafkaTopic a\.x in t\/a\/x\.yaml/,
    ],
    "a class that the platform does not have": [
        { "t/a/x.yaml": topic("a.x").replace("name: default", "name: other") },
        /has, for gitops\/platform\/overlays\/eks-teams, KafkaTopic a\.x .*names the KafkaRestClass other, which is not in the overlay/,
    ],
    "more copies than brokers": [
        { "t/a/x.yaml": topic("a.x", "replicas: 5") },
        /KafkaTopic a\.x .*with spec\.replicas 5, but Kafka has 3 brokers/,
    ],
    "a connector without its plug-in": [
        {
            "t/a/x.yaml": connector(
                "a.x",
                "class: io.confluent.connect.http.HttpSinkConnector, connectClusterRef: { name: connect }",
            ),
        },
        /does not have the plug-in kafka-connect-http/,
    ],
    "too many partitions": [
        { ...rules("partitions: { most: 2 }"), "t/a/x.yaml": topic("a.x") },
        /has KafkaTopic a\.x .*has spec\.partitionCount 3, more than 2; set it to 2 or less; the rules are in t\/rules\.yaml/,
    ],
    "too few copies": [
        { ...rules("replicas: { least: 3 }"), "t/a/x.yaml": topic("a.x", "replicas: 2") },
        /has spec\.replicas 2, less than 3; set it to 3 or more/,
    ],
    "records kept too long": [
        { ...rules("retention: { most: 1d }"), "t/a/x.yaml": topic("a.x", "", 'retention.ms: "172800000"') },
        /keeps its records 2 d, longer than 1 d; set retention\.ms to "86400000" or less/,
    ],
    "records kept as long as Kafka keeps them": [
        { ...rules("retention: { most: 1d }"), "t/a/x.yaml": topic("a.x") },
        /does not set its retention\.ms, and Kafka's default, 7 d, is longer than 1 d/,
    ],
    "records kept for ever": [
        { ...rules("retention: { forever: false }"), "t/a/x.yaml": topic("a.x", "", 'retention.ms: "-1"') },
        /keeps its records forever/,
    ],
    "the last record of each key kept for ever": [
        { ...rules("retention: { forever: false }"), "t/a/x.yaml": topic("a.x", "", "cleanup.policy: compact") },
        /keeps its records forever/,
    ],
    "a retention that is no number": [
        { ...rules("retention: { most: 1d }"), "t/a/x.yaml": topic("a.x", "", "retention.ms: 7d") },
        /configs\.retention\.ms "7d", which Kafka does not take/,
    ],
    "a name that is not as names are": [
        { ...rules('names: { topic: "[a-z]+" }'), "t/a/x.yaml": topic("a.x", "name: a.X_y") },
        /has the name a\.X_y, whose part after a\. does not match \[a-z\]\+/,
    ],
    "a compatibility that may not be": [
        { ...rules("compatibility: [FULL]"), "t/a/x.yaml": schema("compatibilityLevel: NONE,") },
        /has the compatibility NONE; set spec\.compatibilityLevel to FULL/,
    ],
    "no compatibility where one has to be": [
        { ...rules("compatibility: [FULL]"), "t/a/x.yaml": schema("") },
        /does not set its compatibility; set spec\.compatibilityLevel to FULL/,
    ],
    "a class that is not allowed": [
        { ...rules("connectorClasses: [a.B]"), "t/a/x.yaml": connector("a.x", "class: org.apache.kafka.connect.C") },
        /has the class org\.apache\.kafka\.connect\.C; use one of a\.B/,
    ],
    "more than its quota": [
        { ...rules("quotas: { topics: 1 }"), "t/a/x.yaml": topic("a.x"), "t/a/y.yaml": topic("a.y") },
        /has the team a, which has 2 topics, more than its quota of 1; .*teams\.a\.quotas\.topics; the rules are in t\/rules\.yaml/,
    ],
    "more tasks than its quota": [
        { ...rules("quotas: { tasks: 2 }"), "t/a/x.yaml": connector("a.x", "class: org.apache.kafka.connect.C") },
        /has 3 tasks, more than its quota of 2/,
    ],
};

describe("a folder of teams", () => {
    for (const [what, [files, says]] of Object.entries(wrong)) {
        it(`is refused for ${what}, with file, why and what to do`, () => {
            const found = problemsOf(files);
            assert.equal(found.length, 1, found.join("\n"));
            assert.match(found[0] ?? "", says);
        });
    }

    it("may have objects of several teams, notes, folders, and names that begin alike", () => {
        const files = {
            "t/a/deep/er/x.yaml": topic("a.x"),
            "t/a/NOTES.md": "Ours.\n",
            "t/a-b/team.yaml": "owner: b\n",
            "t/a-b/x.yml": topic("a-b.x"),
            "t/.hidden/x.yaml": "nothing of a team's\n",
        };
        assert.deepEqual(problemsOf(files), []);
    });

    it("lets one team have more than all, key by key", () => {
        const all = (teams: string) => `every: { partitions: { most: 2 }, quotas: { topics: 0 } }\nteams: ${teams}\n`;
        const files = (teams: string) => ({ "t/a/x.yaml": topic("a.x"), "t/rules.yaml": all(teams) });
        assert.equal(problemsOf(files("{}")).length, 2);
        assert.equal(problemsOf(files("{ a: { partitions: { most: 3 } } }")).length, 1);
        assert.deepEqual(problemsOf(files("{ a: { partitions: { most: 3 }, quotas: { topics: 1 } } }")), []);
    });

    it("keeps to what is in the platform's namespace", () => {
        const placed = topic("a.x").replace("metadata: { ", "metadata: { namespace: kafka, ");
        assert.match(
            problemsOf({ "t/a/x.yaml": placed })[0] ?? "",
            /is in the namespace kafka; remove metadata\.namespace/,
        );
    });

    it("is refused without a working copy, outside the repository, and as a pattern", () => {
        assert.match(problemsOf({}, { checkout: "none" }).join(), /cannot be read, because gitops\.checkout is none/);
        assert.match(problemsOf({}, { teams: "../t" }).join(), /is outside the repository/);
        assert.match(problemsOf({}, { teams: "nowhere" }).join(), /does not exist/);
        for (const path of ["t/*", "t/"])
            assert.match(problemsOf({}, { teams: path }).join(), /is no plain path/, path);
    });
});
