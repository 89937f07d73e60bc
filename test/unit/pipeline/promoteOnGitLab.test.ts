import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { parse } from "yaml";
import { read } from "./workflowFiles";

const { promote } = parse(read(".gitlab-ci.yml")) as { promote: { script: string[] } };
const token = "glpat-a-token-of-the-project";
const promotion = {
    branch: "promote-staging-to-prod",
    title: "Promote staging to prod",
    text: "# What changes\n\n`a` & b = 100 %",
};

const git = (cwd: string, ...args: string[]): string => execFileSync("git", args, { cwd, encoding: "utf8" });

/** As GitLab runs a script, with a Git repository and GitLab's API on loopback; Pulumi and the command are stand-ins. */
describe("the job that promotes on GitLab", () => {
    let folder: string;
    let server: Server;
    let requests: { url: string; token: unknown; body: URLSearchParams }[];
    let answer: number;

    before(async () => {
        server = createServer((request, response) => {
            let text = "";
            request.on("data", (part: Buffer) => (text += part.toString()));
            request.on("end", () => {
                const { url = "", headers } = request;
                requests.push({ url, token: headers["private-token"], body: new URLSearchParams(text) });
                response.writeHead(answer, { "Content-Type": "application/json" });
                response.end(
                    JSON.stringify(answer === 201 ? { web_url: "https://a/1" } : { message: ["exists already"] }),
                );
            });
        });
        await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    });
    after(() => server.close());

    beforeEach(() => {
        [requests, answer] = [[], 201];
        folder = mkdtempSync(join(tmpdir(), "promote-"));
        mkdirSync(join(folder, "bin"));
        git(folder, "init", "--quiet", "--bare", "group/project.git");
        git(folder, "init", "--quiet", "checkout");
        // As the runner does, whose job's token may not push (gitlab-runner, shells/abstract.go, setupExternalGitConfig).
        const checkout = join(folder, "checkout");
        git(checkout, "config", "url.file:///nowhere/.insteadOf", `file://${folder}/`);
        git(checkout, "config", `url.file://${folder}/.insteadOf`, `file://oauth2@${folder}/`);
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    async function run(result: object) {
        const checkout = join(folder, "checkout");
        const program = (name: string, script: string) => {
            writeFileSync(join(folder, "bin", name), `#!/bin/sh\n${script}\n`);
            chmodSync(join(folder, "bin", name), 0o755);
        };
        program("pulumi", "echo kubeconfig");
        writeFileSync(join(folder, "promotion"), JSON.stringify(result));
        program(
            "npx",
            `echo "$@" >${folder}/words; git commit --quiet --allow-empty --message x; git branch ${promotion.branch}; cat ${folder}/promotion`,
        );
        const { port } = server.address() as AddressInfo;
        const child = spawn("bash", ["-eo", "pipefail", "-c", promote.script.join("\n")], {
            cwd: checkout,
            env: {
                ...process.env,
                PATH: [join(folder, "bin"), process.env.PATH].join(delimiter),
                FROM: "staging",
                TO: "prod",
                PROMOTE_TOKEN: token,
                CI_PROJECT_URL: `file://${folder}/group/project`,
                CI_API_V4_URL: `http://127.0.0.1:${port}/api/v4`,
                CI_PROJECT_ID: "42",
                CI_DEFAULT_BRANCH: "main",
                GITLAB_USER_NAME: "Ada",
                GITLAB_USER_EMAIL: "ada@example.com",
            },
        });
        let output = "";
        for (const stream of [child.stdout, child.stderr])
            stream.on("data", (part: Buffer) => (output += part.toString()));
        const code = await new Promise<number | null>((ended) => child.on("close", ended));
        return { code, output, pushed: git(join(folder, "group/project.git"), "branch", "--list") };
    }

    it("pushes the branch, and opens a merge request with the whole text", async () => {
        const { code, output, pushed } = await run(promotion);
        assert.equal(code, 0, output);
        assert.match(pushed, /promote-staging-to-prod/);
        assert.equal(requests.length, 1);
        assert.deepEqual([requests[0]?.url, requests[0]?.token], ["/api/v4/projects/42/merge_requests", token]);
        assert.deepEqual(Object.fromEntries(requests[0]?.body ?? []), {
            source_branch: promotion.branch,
            target_branch: "main",
            title: promotion.title,
            description: `${promotion.text}\n`,
        });
        assert.match(output, /^https:\/\/a\/1$/m);
        assert.ok(!output.includes(token));
    });

    it("does nothing if both have the same", async () => {
        const { code, output, pushed } = await run({ ...promotion, branch: null });
        assert.deepEqual([code, pushed.trim(), requests], [0, "", []], output);
        assert.match(output, /prod has what staging has/);
    });

    it("fails with GitLab's reason if it rejects the merge request", async () => {
        answer = 409;
        const { code, output } = await run(promotion);
        assert.equal(code, 1);
        assert.match(output, /exists already/);
    });
});
