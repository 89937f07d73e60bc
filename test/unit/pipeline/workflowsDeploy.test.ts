import assert from "node:assert/strict";
import { read, workflow, workflowNames } from "./workflowFiles";

const text = (value: unknown): string => JSON.stringify(value);

describe("what the pipelines' roles are for", () => {
    it("is what the template that makes them says to set", () => {
        const template = read("aws/pipeline-roles.cloudformation.yaml");
        const documentation = read("docs/PIPELINES.md");
        for (const name of ["AWS_PREVIEW_ROLE_ARN", "AWS_DEPLOY_ROLE_ARN"]) {
            for (const text of [template, documentation, read(".gitlab-ci.yml")]) assert.ok(text.includes(name), name);
        }
    });

    it("is set once, and said where one sets it: every variable and secret of the workflows", () => {
        const used = files().flatMap((text) =>
            [...text.matchAll(/(?:vars|secrets)\.(\w+)/g)].map(([, name = ""]) => name),
        );
        const documentation = read("docs/PIPELINES.md");
        assert.ok(new Set(used).size >= 7);
        assert.deepEqual(
            used.filter((name) => !documentation.includes(`\`${name}\``)),
            [],
        );
    });
    const files = () => workflowNames.map((name) => read(`.github/workflows/${name}`));
});

describe("a deployment", () => {
    const { on, jobs: all, concurrency } = workflow("deploy.yml");
    it("is for main, in the stack's own environment, one at a time, never cancelled or timed out early", () => {
        assert.deepEqual(Object.keys(on), ["push", "workflow_dispatch"]);
        assert.equal(concurrency, undefined);
        assert.equal(all.deploy?.environment, "${{ matrix.stack }}");
        assert.deepEqual(all.deploy?.concurrency, { group: "deploy-${{ matrix.stack }}", "cancel-in-progress": false });
        assert.ok((all.deploy?.["timeout-minutes"] ?? 0) >= 300);
    });

    it("previews with the policies first, shows no secret, and says what to do if it was interrupted", () => {
        const run = (part: string) => all.deploy?.steps.find(({ run }) => run?.includes(part))?.run ?? "";
        assert.match(run("pulumi up"), /--policy-pack policy/);
        assert.match(run("pulumi up"), / --refresh /, "without it, what was changed by hand stays");
        assert.doesNotMatch(run("pulumi up"), /skip-preview/);
        assert.doesNotMatch(text(all), /show-secrets/);
        assert.match(run("npm run recover"), /npm run recover -- --stack \$STACK/);
    });

    it("leaves no kubeconfig where the next job finds it, and downloads only what it calls", () => {
        const { run = "", env } = all.deploy?.steps.find(({ run }) => run?.includes("pulumi up")) ?? {};
        assert.equal(env?.TMPDIR, "${{ runner.temp }}");
        assert.match(run, / --skip-plugin-pre-install /);
    });

    it("keeps its credentials as long as its role lets it", () => {
        const login = all.deploy?.steps.find(({ uses }) => uses?.startsWith("aws-actions/"));
        const longest = Number(/MaxSessionDuration: (\d+)/.exec(read("aws/pipeline-roles.cloudformation.yaml"))?.[1]);
        assert.equal(login?.with?.["role-duration-seconds"], longest);
    });

    it("requests nothing before its commit is known to be main's", () => {
        const names = (all.deploy?.steps ?? []).map(({ name, uses }) => name ?? uses?.split("@")[0]);
        assert.ok(names.indexOf("Only what main is now") < names.indexOf("aws-actions/configure-aws-credentials"));
    });
});
