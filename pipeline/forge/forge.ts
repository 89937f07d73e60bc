/** Where people write to each other: on a pull request (GitLab: a merge request), or on an issue. */
export interface Thread {
    kind: "change" | "issue";
    /** As people write it: `#12`, or `!12`. */
    number: number;
}

export interface Comment {
    id: number;
    body: string;
    /** Login of who wrote it. */
    author: string;
}

export interface Issue {
    number: number;
    title: string;
    body: string;
    author: string;
}

/** The commit that a pull request would bring in. */
export interface Head {
    sha: string;
    /** Whose branch it is, as `owner/name`; GitLab: the project's id. */
    repository: string;
    isOpen: boolean;
}

/** What the pipeline needs of GitHub or GitLab. Every method throws ForgeError where the server refuses. */
export interface Forge {
    name: "GitHub" | "GitLab";
    /** How many characters a comment or an issue may have. */
    limit: number;
    /** Login that what is written here is written by. */
    self(): Promise<string>;
    head(change: number): Promise<Head>;
    /** All comments, the oldest first. */
    comments(on: Thread): Promise<Comment[]>;
    addComment(on: Thread, body: string): Promise<void>;
    editComment(on: Thread, id: number, body: string): Promise<void>;
    /** Open issues with a label, the oldest first. */
    openIssues(label: string): Promise<Issue[]>;
    /** A label that is not there yet is made. */
    openIssue(issue: { title: string; body: string; label: string }): Promise<void>;
    editIssue(number: number, change: { title?: string; body?: string }): Promise<void>;
    closeIssue(number: number): Promise<void>;
}
