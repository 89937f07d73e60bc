import type { Comment, Forge, Head, Issue, Thread } from ".";
import { Http } from "./http";

interface GitLabOptions {
    /** Of the API's version 4. */
    url: string;
    /** The project's id. */
    project: string;
    token: string;
}

interface Written {
    id: number;
    /** Number within the project. */
    iid: number;
    title: string;
    body: string;
    description: string | null;
    author: { username: string };
    /** Whether GitLab wrote it, of a push or a label. */
    system?: boolean;
}

interface MergeRequest {
    state: string;
    sha: string;
    source_project_id: number | null;
}

const page = "per_page=100";
const pathOf = { change: "merge_requests", issue: "issues" } as const;

/** GitLab's REST API, https://docs.gitlab.com/api/rest/. What GitHub calls a comment, it calls a note. */
export class GitLab implements Forge {
    readonly name = "GitLab";
    readonly limit = 1_000_000;
    private readonly http: Http;
    private readonly base: string;

    constructor({ url, project, token }: GitLabOptions) {
        this.base = `/projects/${encodeURIComponent(project)}`;
        this.http = new Http({
            url,
            headers: { "private-token": token },
            advice: "GITLAB_TOKEN has to be a project access token with role Reporter and scope api that has not expired.",
        });
    }

    async self(): Promise<string> {
        return (await this.http.json<{ username: string }>("GET", "/user")).username;
    }

    async head(change: number): Promise<Head> {
        const path = `${this.base}/merge_requests/${change}`;
        const { state, sha, source_project_id } = await this.http.json<MergeRequest>("GET", path);
        return { sha, repository: String(source_project_id ?? ""), isOpen: state === "opened" };
    }

    async comments(on: Thread): Promise<Comment[]> {
        const all = await this.http.all<Written>(`${this.notes(on)}?sort=asc&order_by=created_at&${page}`);
        return all
            .filter(({ system }) => !system)
            .map(({ id, body, author }) => ({ id, body, author: author.username }));
    }

    async addComment(on: Thread, body: string): Promise<number> {
        return (await this.http.json<Written>("POST", this.notes(on), { body })).id;
    }

    async editComment(on: Thread, id: number, body: string): Promise<void> {
        await this.http.json("PUT", `${this.notes(on)}/${id}`, { body });
    }

    async openIssues(label: string): Promise<Issue[]> {
        const query = `state=opened&labels=${encodeURIComponent(label)}&sort=asc&order_by=created_at&${page}`;
        const all = await this.http.all<Written>(`${this.base}/issues?${query}`);
        return all.map(({ iid, title, description, author }) => ({
            number: iid,
            title,
            body: description ?? "",
            author: author.username,
        }));
    }

    async openIssue({ title, body, label }: { title: string; body: string; label: string }): Promise<number> {
        const issue = { title, description: body, labels: label };
        return (await this.http.json<Written>("POST", `${this.base}/issues`, issue)).iid;
    }

    async editIssue(number: number, { title, body }: { title?: string; body?: string }): Promise<void> {
        await this.http.json("PUT", `${this.base}/issues/${number}`, { title, description: body });
    }

    async closeIssue(number: number): Promise<void> {
        await this.http.json("PUT", `${this.base}/issues/${number}`, { state_event: "close" });
    }

    private readonly notes = ({ kind, number }: Thread): string => `${this.base}/${pathOf[kind]}/${number}/notes`;
}
