import { Gitlab } from "@gitbeaker/rest";
import { createRequesterFn, type RequestOptions, type ResponseBodyTypes } from "@gitbeaker/requester-utils";
import type { Comment, Forge, Head, Issue, Thread } from "./forge";
import { type Http, httpOf } from "./http";

interface GitLabOptions {
    /** Of the API's version 4. */
    url: string;
    /** The project's ID. */
    project: string;
    token: string;
    secondMs?: number;
}

const page = { sort: "asc", orderBy: "created_at", perPage: 100 } as const;
const notes = { change: "MergeRequestNotes", issue: "IssueNotes" } as const;

/** GitLab's REST API, https://docs.gitlab.com/api/rest/. GitLab calls a comment a note. */
export class GitLab implements Forge {
    readonly name = "GitLab";
    readonly limit = 1_000_000;
    private readonly api: InstanceType<typeof Gitlab>;

    constructor(private readonly options: GitLabOptions) {
        const { url, token, secondMs } = options;
        const http = httpOf({
            url,
            advice: "GITLAB_TOKEN has to be a project access token with role Reporter and scope api that has not expired.",
            secondMs,
        });
        const host = url.replace(/\/api\/v4$/, "");
        this.api = new Gitlab({ host, token, requesterFn: requesterOf(http), rateLimits: {} });
    }

    async self(): Promise<string> {
        return (await this.api.Users.showCurrentUser()).username;
    }

    async head(change: number): Promise<Head> {
        const { state, sha, source_project_id } = await this.api.MergeRequests.show(this.options.project, change);
        // Contrary to the types, a fork may be gone.
        const repository = (source_project_id as number | null)?.toString() ?? "";
        return { sha, repository, isOpen: state === "opened" };
    }

    async comments({ kind, number }: Thread): Promise<Comment[]> {
        const all = await this.api[notes[kind]].all(this.options.project, number, page);
        return all
            .filter(({ system }) => !system)
            .map(({ id, body, author }) => ({ id, body, author: author.username }));
    }

    async addComment({ kind, number }: Thread, body: string): Promise<void> {
        await this.api[notes[kind]].create(this.options.project, number, body);
    }

    async editComment({ kind, number }: Thread, id: number, body: string): Promise<void> {
        await this.api[notes[kind]].edit(this.options.project, number, id, { body });
    }

    async openIssues(labels: string): Promise<Issue[]> {
        const all = await this.api.Issues.all({ projectId: this.options.project, state: "opened", labels, ...page });
        return all.map(({ iid, title, description, author }) => ({
            number: iid,
            title,
            body: description ?? "",
            author: author.username,
        }));
    }

    async openIssue({ title, body, label }: { title: string; body: string; label: string }): Promise<void> {
        await this.api.Issues.create(this.options.project, title, { description: body, labels: label });
    }

    async editIssue(number: number, { title, body }: { title?: string; body?: string }): Promise<void> {
        await this.api.Issues.edit(this.options.project, number, { title, description: body });
    }

    async closeIssue(number: number): Promise<void> {
        await this.api.Issues.edit(this.options.project, number, { stateEvent: "close" });
    }
}

/**
 * Replaces GitBeaker's own requester, which sends the token along with a redirect, repeats a request that may have created
 * a comment, and waits only a quarter of a millisecond before that (createRequesterFn and defaultRequestHandler of
 * @gitbeaker/rest 43).
 */
const requesterOf = (http: Http) =>
    createRequesterFn(
        (_, options) => Promise.resolve(options),
        async (path, asked) => {
            const { prefixUrl = "", searchParams = "", method, headers, body } = asked as RequestOptions;
            const url = new URL(path, prefixUrl.replace(/\/?$/, "/"));
            url.search = searchParams;
            const request = { method, url: url.href, headers: { accept: "application/json", ...headers }, data: body };
            const { status, headers: answered, data: said } = await http.request<ResponseBodyTypes>(request);
            return { status, headers: answered as Record<string, string>, body: said };
        },
    );
