import type { Comment, Forge, Head, Issue, Thread } from ".";
import { Http } from "./http";

interface GitHubOptions {
    url: string;
    /** `owner/name` */
    repository: string;
    token: string;
    /** Whose the token is. GitHub does not tell a workflow's token (https://docs.github.com/rest/users/users). */
    login: string;
}

interface Written {
    id: number;
    number: number;
    title: string;
    body: string | null;
    user: { login: string } | null;
    /** There where an issue is a pull request. */
    pull_request?: unknown;
}

interface PullRequest {
    state: string;
    head: { sha: string; repo: { full_name: string } | null };
}

const page = "per_page=100";

/** GitHub's REST API, https://docs.github.com/rest. There, a pull request is an issue too: both are commented on alike. */
export class GitHub implements Forge {
    readonly name = "GitHub";
    readonly limit = 65_536;
    private readonly http: Http;
    private readonly base: string;

    constructor(private readonly options: GitHubOptions) {
        this.base = `/repos/${options.repository}`;
        this.http = new Http({
            url: options.url,
            headers: { authorization: `Bearer ${options.token}`, "x-github-api-version": "2022-11-28" },
            advice: "The job's `permissions` have to allow it: pull-requests: write for a comment, issues: write for an issue.",
        });
    }

    self(): Promise<string> {
        return Promise.resolve(this.options.login);
    }

    async head(change: number): Promise<Head> {
        const { state, head } = await this.http.json<PullRequest>("GET", `${this.base}/pulls/${change}`);
        return { sha: head.sha, repository: head.repo?.full_name ?? "", isOpen: state === "open" };
    }

    async comments({ number }: Thread): Promise<Comment[]> {
        const all = await this.http.all<Written>(`${this.base}/issues/${number}/comments?${page}`);
        return all.map(({ id, body, user }) => ({ id, body: body ?? "", author: user?.login ?? "" }));
    }

    async addComment({ number }: Thread, body: string): Promise<number> {
        return (await this.http.json<Written>("POST", `${this.base}/issues/${number}/comments`, { body })).id;
    }

    async editComment(_on: Thread, id: number, body: string): Promise<void> {
        await this.http.json("PATCH", `${this.base}/issues/comments/${id}`, { body });
    }

    async openIssues(label: string): Promise<Issue[]> {
        const query = `state=open&labels=${encodeURIComponent(label)}&sort=created&direction=asc&${page}`;
        const all = await this.http.all<Written>(`${this.base}/issues?${query}`);
        return all
            .filter((issue) => !issue.pull_request)
            .map(({ number, title, body, user }) => ({ number, title, body: body ?? "", author: user?.login ?? "" }));
    }

    async openIssue({ title, body, label }: { title: string; body: string; label: string }): Promise<number> {
        const issue = { title, body, labels: [label] };
        return (await this.http.json<Written>("POST", `${this.base}/issues`, issue)).number;
    }

    async editIssue(number: number, change: { title?: string; body?: string }): Promise<void> {
        await this.http.json("PATCH", `${this.base}/issues/${number}`, change);
    }

    async closeIssue(number: number): Promise<void> {
        await this.http.json("PATCH", `${this.base}/issues/${number}`, { state: "closed", state_reason: "completed" });
    }
}
