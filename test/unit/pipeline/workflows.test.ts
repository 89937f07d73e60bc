import assert from "node:assert/strict";
import { requiredVersion } from "../../../tools/goMod";
import { goModOf } from "../../../tools/pinned";
import { type Job, jobs, missingIn, read, setup, steps, workflow, workflowNames } from "./workflowFiles";

const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, unknown> };
const text = (value: unknown): string => JSON.stringify(value);
const writes = ({ permissions = {} }: Pick<Job, "permissions">) =>
    Object.entries(permissions)
        .filter(([, access]) => access === "write")
        .map(([scope]) => scope)
        .sort();

describe("the workflows of GitHub Actions", () => {
    const files = [...workflowNames.map((name) => `.github/workflows/${name}`), ".github/actions/setup/action.yml"];
    for (const file of files) {
        it(`${file}: every action of others is pinned by its commit, with its version beside it`, () => {
            const uses = read(file)
                .split("\n")
                .filter((line) => /^\s*(- )?uses:/.test(line));
            const loose = uses.filter(
                (line) =>
                    !/uses: (\.\/\.github\/actions\/setup|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/.test(line),
            );
            assert.deepEqual(loose, []);
            assert.ok(uses.length > 0);
        });
    }

    it("pin an action to one commit everywhere", () => {
        const pins = new Map<string, Set<string>>();
        for (const file of files) {
            for (const [, action = "", pin = ""] of read(file).matchAll(/uses: ([\w-]+\/[\w-]+)@(.*)$/gm)) {
                pins.set(action, (pins.get(action) ?? new Set<string>()).add(pin));
            }
        }
        assert.ok(pins.size > 5);
        assert.deepEqual(
            [...pins].filter(([, at]) => at.size > 1),
            [],
        );
    });

    it("may only read the repository, unless a job says what else", () => {
        for (const name of workflowNames) {
            const { permissions } = workflow(name);
            assert.ok(text(permissions) === '{"contents":"read"}' || text(permissions) === "{}", name);
        }
        const more = Object.fromEntries(
            jobs.map(([where, job]): [string, string[]] => [where, writes(job)]).filter(([, all]) => all.length > 0),
        );
        assert.deepEqual(more, {
            "comment.yml comment": ["pull-requests"],
            "deploy.yml deploy": ["id-token"],
            "drift.yml check": ["id-token"],
            "drift.yml issue": ["issues"],
            "preview.yml comment": ["pull-requests"],
            "preview.yml preview": ["id-token"],
            "promote.yml promote": ["contents", "id-token", "pull-requests"],
        });
    });

    it("keep no token in the checkout", () => {
        const checkouts = steps.filter(([, { uses }]) => uses?.startsWith("actions/checkout@"));
        const [own, others] = [false, true].map((is) =>
            checkouts.filter(([, step]) => "repository" in (step.with ?? {}) === is),
        );
        assert.equal(own?.length, jobs.length);
        const withTree = others?.map(([where, step]) => [where, step.if, step.with?.path]);
        assert.deepEqual(
            withTree,
            ["deploy.yml deploy", "drift.yml check", "preview.yml preview"].map((where) => [
                where,
                "vars.GITOPS_REPOSITORY != ''",
                "workload",
            ]),
        );
        for (const [where, step] of checkouts) assert.equal(step.with?.["persist-credentials"], false, where);
    });

    it("end by themselves, and fail if a part of a pipe does", () => {
        for (const [where, job, of] of jobs) {
            assert.ok((job["timeout-minutes"] ?? 361) <= 360, where);
            assert.equal(of.defaults?.run?.shell, "bash", where);
        }
        for (const { run, shell } of setup.runs.steps) if (run) assert.equal(shell, "bash");
    });

    it("put nobody's text into a script: it is passed through the environment", () => {
        const runs = steps.filter(([, { run }]) => run);
        assert.ok(runs.length > 15);
        assert.deepEqual(
            runs.filter(([, { run }]) => run?.includes("${{")),
            [],
        );
    });

    it("name scripts and files that are there", () => {
        const missing = steps.flatMap(([where, { run }]) =>
            missingIn(run ?? "", scripts).map((what) => `${where}: ${what}`),
        );
        assert.deepEqual(missing, []);
        assert.deepEqual(
            missingIn("npm run nothing && npm run -s pipeline -- none && node pipeline/none/cli.ts", scripts),
            ["npm run pipeline -- none", "npm run nothing", "pipeline/none/cli.ts"],
        );
    });

    it("run one at a time for each subject, and say which may be cancelled", () => {
        const groups = [...workflowNames.map((name) => workflow(name)), ...jobs.map(([, job]) => job)]
            .flatMap(({ concurrency }) => (concurrency ? [concurrency] : []))
            .map(({ group, "cancel-in-progress": cancel }) => [group.split("-")[0], cancel]);
        assert.deepEqual(Object.fromEntries(groups), {
            check: "${{ github.ref != 'refs/heads/main' }}",
            preview: true,
            comment: false,
            deploy: false,
            drift: false,
            promote: false,
        });
    });

    it("install the version of Pulumi that rehearsals use", () => {
        const pulumi = setup.runs.steps.find(({ uses }) => uses?.startsWith("pulumi/actions@"));
        const version = requiredVersion(goModOf("engine"), "github.com/pulumi/pulumi/pkg/v3");
        assert.equal(pulumi?.with?.["pulumi-version"], version);
    });
});

describe("a pull request from a fork", () => {
    const own = "github.event.pull_request.head.repo.full_name == github.repository";
    const events = ["pull_request_target", "issue_comment", "pull_request_review", "pull_request_review_comment"];
    const onPullRequests = jobs.filter(([, , { on }]) => "pull_request" in on);
    const forForks = onPullRequests.filter(([, job]) => !job.if?.includes(own));

    it("starts nothing with more permissions than its own code may have", () => {
        for (const [where, , { on }] of jobs) {
            assert.deepEqual(
                events.filter((event) => event in on),
                [],
                where,
            );
        }
    });

    it("reaches no secret, no credential and no right to write", () => {
        assert.deepEqual(forForks.map(([where]) => where).sort(), [
            "check.yml gate",
            "check.yml overlays",
            "check.yml unit",
            "preview.yml rehearsal",
            "preview.yml report",
        ]);
        for (const [where, job] of forForks) {
            assert.deepEqual(writes(job), [], where);
            assert.doesNotMatch(text(job), /secrets\.|github\.token|role-to-assume|RUNNER/, where);
        }
    });

    it("is still rehearsed and reported", () => {
        const { jobs: all } = workflow("preview.yml");
        assert.match(text(all.rehearsal?.steps), /npm run -s diff -- --base HEAD\^1/);
        assert.match(text(all.report?.steps), /GITHUB_STEP_SUMMARY/);
        assert.equal(all.preview?.if?.includes(own) && all.comment?.if?.includes(own), true);
    });

    it("is commented on by main's code, which treats the fork's results as data", () => {
        const { on, jobs: all } = workflow("comment.yml");
        assert.deepEqual(on.workflow_run?.workflows, [workflow("preview.yml").name]);
        const [checkout, , download, post] = all.comment?.steps ?? [];
        assert.equal(checkout?.with?.ref, "${{ github.event.repository.default_branch }}");
        assert.equal(download?.with?.path, "${{ runner.temp }}/report");
        assert.match(post?.run ?? "", /--strange-sha "\$SHA" --strange-repository "\$REPOSITORY"/);
        assert.match(all.comment?.if ?? "", /head_repository\.full_name != github\.repository/);
        const trusted = /head_sha|head_repository\.(full_name|id)|head_branch|workflow_run\.(id|event|conclusion)/;
        const used = [...read(".github/workflows/comment.yml").matchAll(/github\.event\.workflow_run\.[\w.]+/g)];
        assert.deepEqual(
            used.filter(([name]) => !trusted.test(name)),
            [],
        );
    });
});
