import assert from "node:assert/strict";
import { component, confluent, problemsOfTree } from "../overlayTree";

const withMore = (text: string) => ({
    "o/kustomization.yaml": "resources: [../base, more.yaml]\ncomponents: [version]\n",
    "o/more.yaml": text,
});

describe("a secret in the clear in an overlay is refused by the preview", () => {
    for (const [title, text, says] of [
        [
            "a Secret, where the stack allows the kind",
            "apiVersion: v1\nkind: Secret\nmetadata: { name: keys }\nstringData: { plain.txt: hunter2 }\n",
            /Secret keys \(o\/more\.yaml\) has a Secret's value in stringData\.plain\.txt$/,
        ],
        [
            "a password of a connector",
            `${confluent}\nkind: Connector\nmetadata: { name: jdbc }\nspec: { configs: { connection.password: hunter2 } }\n`,
            /Connector jdbc \(o\/more\.yaml\) has a password in spec\.configs\.connection\.password$/,
        ],
        [
            "a line of configOverrides",
            component(
                "Connect",
                "example/own:1",
                ', configOverrides: { server: ["ssl.key.password=hunter2"] }',
            ).replace("init-container", "init-container:3.4.0"),
            /Connect connect \(o\/more\.yaml\) has a setting with a password in spec\.configOverrides\.server\.0$/,
        ],
    ] as const) {
        it(title, () => {
            const annotated = text.replace(
                "metadata: { name: connect }",
                'metadata: { name: connect, annotations: { platform.confluent.io/use-log4j1: "true" } }',
            );
            const [problem, ...others] = problemsOfTree(withMore(annotated), { gitops: { kinds: ["Secret"] } });
            assert.deepEqual(others, []);
            assert.equal(problem?.key, "gitops.path");
            assert.match(problem.reason, /^contains secrets in the clear: /);
            assert.match(problem.reason, says);
            assert.match(problem.fix, /history, so change the password or key, too/);
            assert.ok(!JSON.stringify(problem).includes("hunter2"));
        });
    }

    it("and is not what refers to one", () => {
        const text = `${confluent}\nkind: Connector\nmetadata: { name: jdbc }\nspec: { configs: { connection.password: "\${file:/mnt/secrets/db:password}" } }\n`;
        assert.deepEqual(problemsOfTree(withMore(text)), []);
    });
});
