import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { parse } from "yaml";
import { requiredVersion } from "../../../tools/goMod";
import { goModOf } from "../../../tools/pinned";
import { missingIn, read } from "./workflowFiles";

interface Job {
    stage?: string;
    extends?: string | string[];
    needs?: (string | { job: string })[];
    script?: string[];
    before_script?: string[];
    after_script?: string[];
    rules?: { if: string; when?: string }[];
    environment?: { name: string };
    resource_group?: string;
    interruptible?: boolean;
    id_tokens?: unknown;
    parallel?: { matrix: { STACK?: string[] }[] };
}

const file = parse(read(".gitlab-ci.yml"), { merge: true }) as Record<string, unknown> & {
    stages: string[];
    variables: Record<string, string>;
};
const keywords = ["workflow", "stages", "variables", "default"];
const all = Object.fromEntries(Object.entries(file).filter(([name]) => !keywords.includes(name))) as Record<
    string,
    Job
>;
const jobs = Object.entries(all).filter(([name]) => !name.startsWith("."));
const list = <T>(value: T | T[] | undefined): T[] => (value === undefined ? [] : ([value].flat() as T[]));
const scriptOf = ({ before_script, script, after_script }: Job) => [before_script, script, after_script].flatMap(list);
const uses = (name: string): Job[] => [all[name] ?? {}, ...list(all[name]?.extends).flatMap(uses)];
const named = (name: string): Job => all[name] ?? assert.fail(`there is no job ${name}`);

describe("the pipeline of GitLab", () => {
    it("names stages, jobs and templates that are there", () => {
        assert.ok(jobs.length >= 8);
        for (const [name, job] of jobs) {
            assert.ok(file.stages.includes(job.stage ?? ""), `${name}: stage ${job.stage}`);
            for (const template of list(job.extends)) assert.ok(template in all, `${name} extends ${template}`);
            for (const need of list(job.needs)) {
                const needed = typeof need === "string" ? need : need.job;
                assert.ok(
                    jobs.some(([other]) => other === needed),
                    `${name} needs ${needed}`,
                );
            }
        }
    });

    it("names scripts and files that are there, in scripts that a shell can read", () => {
        const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, unknown> };
        for (const [name, job] of Object.entries(all)) {
            const script = scriptOf(job).join("\n");
            assert.deepEqual(missingIn(script, scripts), [], name);
            execFileSync("bash", ["-n"], { input: script });
        }
    });

    it("deploys the stacks that it manages, and installs the version of Pulumi that rehearsals use", () => {
        const stacks = all[".each-stack"]?.parallel?.matrix.flatMap(({ STACK }) => list(STACK));
        assert.deepEqual(JSON.parse(file.variables.PULUMI_STACKS ?? ""), stacks);
        const version = requiredVersion(goModOf("engine"), "github.com/pulumi/pulumi/pkg/v3");
        assert.equal(file.variables.PULUMI_VERSION, version);
    });

    it("gives a fork's merge request no role and no token", () => {
        const own = "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_MERGE_REQUEST_PROJECT_ID";
        const onRequests = jobs.filter(([, { rules }]) =>
            list(rules).some((rule) => rule.if.includes("merge_request")),
        );
        const roles = onRequests.filter(([name]) => uses(name).some(({ id_tokens }) => id_tokens));
        assert.deepEqual(
            roles.map(([name]) => name),
            ["preview"],
        );
        assert.ok(list(named("preview").rules).every((rule) => rule.if.includes(own)));
        const comment = list(named("note").script).find((line) => line.includes("npm run -s pipeline -- comment"));
        assert.match(
            comment ?? "",
            /^if \[ "\$CI_MERGE_REQUEST_SOURCE_PROJECT_ID" = "\$CI_MERGE_REQUEST_PROJECT_ID" \]; then\n/,
        );
    });

    it("deploys main when a person starts it, one at a time for each stack, never interrupted", () => {
        const { rules, environment, resource_group, interruptible, script } = named("deploy");
        assert.deepEqual(
            list(rules).map(({ when }) => when),
            ["manual"],
        );
        assert.match(list(rules)[0]?.if ?? "", /^\$CI_COMMIT_BRANCH == \$CI_DEFAULT_BRANCH /);
        assert.deepEqual([environment?.name, resource_group, interruptible], ["$STACK", "deploy-$STACK", false]);
        assert.match(
            list(script).join("\n"),
            /mktemp[^]*trap 'rm -rf "\$TMPDIR"' EXIT\npulumi up .*--refresh --skip-plugin-pre-install .*--policy-pack policy/,
        );
        const { promote, ...others } = all;
        assert.ok(promote);
        assert.doesNotMatch(JSON.stringify(others), /show-secrets/);
        assert.doesNotMatch(JSON.stringify(all), /skip-preview/);
    });

    it("looks for drift only on its schedule, and keeps the issue even after a failed check", () => {
        for (const name of ["drift", "issue"]) {
            assert.deepEqual(
                list(named(name).rules).map((rule) => rule.if),
                ['$CI_PIPELINE_SOURCE == "schedule"'],
                name,
            );
        }
        assert.equal(list(named("issue").rules)[0]?.when, "always");
    });
});
