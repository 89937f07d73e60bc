/** Where people communicate: on a pull request (GitLab: a merge request), or on an issue. */
export interface Thread {
    kind: "change" | "issue";
    /** In the usual notation: `#12`, or `!12`. */
    number: number;
}

export interface Comment {
    id: number;
    body: string;
    /** The author's login. */
    author: string;
}

export interface Issue {
    number: number;
    title: string;
    body: string;
    author: string;
}

/** The head commit of a pull request. */
export interface Head {
    sha: string;
    /** The repository of the branch, as `owner/name`; on GitLab, the project's ID. */
    repository: string;
    isOpen: boolean;
}

/** What the pipeline needs from GitHub or GitLab. Every method throws ForgeError if the server refuses. */
export interface Forge {
    name: "GitHub" | "GitLab";
    /** The maximum length of a comment or an issue, in characters. */
    limit: number;
    /** The login with which this program writes. */
    self(): Promise<string>;
    head(change: number): Promise<Head>;
    /** All comments, the oldest first. */
    comments(on: Thread): Promise<Comment[]>;
    addComment(on: Thread, body: string): Promise<void>;
    editComment(on: Thread, id: number, body: string): Promise<void>;
    /** Open issues with a label, the oldest first. */
    openIssues(label: string): Promise<Issue[]>;
    /** Creates the label if it doesn't exist. */
    openIssue(issue: { title: string; body: string; label: string }): Promise<void>;
    editIssue(number: number, change: { title?: string; body?: string }): Promise<void>;
    closeIssue(number: number): Promise<void>;
}
