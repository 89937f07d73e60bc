import type { Comment, Forge, Head, Issue, Thread } from "./forge";
import { type Http, httpOf } from "./http";

interface GitHubOptions {
    url: string;
    /** `owner/name` */
    repository: string;
    token: string;
    /** The login of the token. GitHub doesn't return it for a workflow's token (https://docs.github.com/rest/users/users). */
    login: string;
    secondMs?: number;
}

const patchIssue = "PATCH /repos/{owner}/{repo}/issues/{issue_number}";

/**
 * GitHub's REST API, https://docs.github.com/rest. A pull request is also an issue there, so both get comments in the same
 * way.
 */
export class GitHub implements Forge {
    readonly name = "GitHub";
    readonly limit = 65_536;
    private readonly http: Http;
    private readonly repository: { owner: string; repo: string };

    constructor(private readonly options: GitHubOptions) {
        const { url, repository, token, secondMs } = options;
        const [owner = "", repo = ""] = repository.split("/");
        this.repository = { owner, repo };
        this.http = httpOf({
            url,
            headers: { authorization: `Bearer ${token}`, "x-github-api-version": "2022-11-28" },
            advice: "The job's `permissions` have to allow it: pull-requests: write for a comment, issues: write for an issue.",
            secondMs,
        });
    }

    self(): Promise<string> {
        return Promise.resolve(this.options.login);
    }

    async head(pull_number: number): Promise<Head> {
        const which = { ...this.repository, pull_number };
        const { state, head } = (await this.http.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", which)).data;
        // Contrary to the types, a fork's repository may be gone.
        const repository = (head.repo as typeof head.repo | null)?.full_name ?? "";
        return { sha: head.sha, repository, isOpen: state === "open" };
    }

    async comments({ number }: Thread): Promise<Comment[]> {
        const which = { ...this.repository, issue_number: number, per_page: 100 };
        const all = await this.http.paginate("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", which);
        return all.map(({ id, body, user }) => ({ id: Number(id), body: body ?? "", author: user?.login ?? "" }));
    }

    async addComment({ number }: Thread, body: string): Promise<void> {
        const comment = { ...this.repository, issue_number: number, body };
        await this.http.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", comment);
    }

    async editComment(_on: Thread, comment_id: number, body: string): Promise<void> {
        const comment = { ...this.repository, comment_id, body };
        await this.http.request("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", comment);
    }

    async openIssues(labels: string): Promise<Issue[]> {
        const which = { state: "open", labels, sort: "created", direction: "asc", per_page: 100 } as const;
        const all = await this.http.paginate("GET /repos/{owner}/{repo}/issues", { ...this.repository, ...which });
        return all
            .filter((issue) => !issue.pull_request)
            .map(({ number, title, body, user }) => ({ number, title, body: body ?? "", author: user?.login ?? "" }));
    }

    async openIssue({ label, ...text }: { title: string; body: string; label: string }): Promise<void> {
        await this.http.request("POST /repos/{owner}/{repo}/issues", { ...this.repository, ...text, labels: [label] });
    }

    async editIssue(issue_number: number, change: { title?: string; body?: string }): Promise<void> {
        await this.http.request(patchIssue, { ...this.repository, issue_number, ...change });
    }

    async closeIssue(issue_number: number): Promise<void> {
        const change = { state: "closed", state_reason: "completed" } as const;
        await this.http.request(patchIssue, { ...this.repository, issue_number, ...change });
    }
}
