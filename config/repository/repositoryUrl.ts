/** The parts of a repository's URL. */
export interface RepositoryUrl {
    kind: "ssh" | "https" | "http" | "file";
    /**
     * Without brackets. In lower case, except for SSH, where Argo CD looks up host keys case-sensitively; empty for
     * file:// URLs.
     */
    host: string;
    /** Default: the scheme's. 0 for file:// URLs. */
    port: number;
    /** Without leading and trailing slashes. */
    path: string;
}

const hostPattern = /^(\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9._-]*[a-z0-9])?)$/i;

/** Without a scheme: USER@HOST:PATH, as in scp. */
const scpForm = /^()(?![a-z+]+:\/\/)([^\s@:/]+@(?:\[[^\]]*\]|[^:/]+)):(.*)$/i;

/**
 * The forms that Argo CD accepts (util/git/git.go): `https://host/path`, `http://`, `file:///path`, and for SSH, which
 * it recognizes by the user, `ssh://git@host:port/path` and `git@host:path`. Undefined for anything else.
 */
export function parseRepositoryUrl(url: string): RepositoryUrl | undefined {
    if (/[\s\\@]/.test(url.replace(/^(ssh:\/\/)?[^\s\\@:/]+@/, ""))) return undefined;
    const file = /^file:\/\/(\/.+)$/.exec(url);
    if (file) return { kind: "file", host: "", port: 0, path: file[1] ?? "" };
    const [, scheme, address = "", rest = ""] = /^(https?|ssh):\/\/([^/?#]+)(.*)$/.exec(url) ?? scpForm.exec(url) ?? [];
    const [, user, name = "", written] = /^([^@]+@)?(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(address) ?? [];
    const kind = scheme === "http" || scheme === "https" ? scheme : "ssh";
    const port = written === undefined ? { https: 443, http: 80, ssh: 22 }[kind] : Number(written);
    if (!hostPattern.test(name) || port < 1 || port > 65535 || Boolean(user) !== (kind === "ssh")) return undefined;
    const host = name.replace(/[[\]]/g, "");
    return {
        kind,
        host: kind === "ssh" ? host : host.toLowerCase(),
        port,
        path: rest.replace(/^\/+|\/+$/g, ""),
    };
}

/** Whether Argo CD reads it with an SSH key. */
export const isSshUrl = (url: string): boolean => parseRepositoryUrl(url)?.kind === "ssh";

/** The number of parts in a repository's path on well-known servers, and the form to show. */
const paths: readonly { hosts: RegExp; path: RegExp; form: string }[] = [
    { hosts: /^(www\.|ssh\.)?github\.com$/i, path: /^[^/]+\/[^/]+$/, form: "OWNER/REPOSITORY" },
    { hosts: /^(altssh\.)?bitbucket\.org$/i, path: /^[^/]+\/[^/]+$/, form: "WORKSPACE/REPOSITORY" },
    { hosts: /^(altssh\.)?gitlab\.com$/i, path: /^[^/]+(\/[^/]+)+$/, form: "GROUP/PROJECT" },
    {
        hosts: /^dev\.azure\.com$/i,
        path: /^[^/]+\/([^/]+\/)?_git\/[^/]+$/,
        form: "ORGANIZATION/PROJECT/_git/REPOSITORY",
    },
    {
        hosts: /^(ssh\.dev\.azure|vs-ssh\.visualstudio)\.com$/i,
        path: /^v3\/[^/]+\/[^/]+\/[^/]+$/,
        form: "v3/ORGANIZATION/PROJECT/REPOSITORY",
    },
    {
        hosts: /^git-codecommit(-fips)?\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/i,
        path: /^v1\/repos\/[^/]+$/,
        form: "v1/repos/REPOSITORY",
    },
];

/**
 * A repository's pages in a browser: GitHub's and Gitea's, which follow two names, GitLab's and Gerrit's, Bitbucket's.
 * A path that ends in `.git` is not a page: GitLab's groups may have any of these names.
 */
const pages = [
    /[?#]/,
    /\/[-+]\//,
    /^[^/]+\/[^/]+\/(.+\/)?(tree|blob|raw|commits?|pull|merge_requests|issues|releases|settings|wiki)\/.*(?<!\.git)$/,
    /^[^/]+\/[^/]+\/src\/(branch|tag|commit|main|master)(\/.*)?(?<!\.git)$/,
    /(^|\/)(projects|users)\/[^/]+\/repos\/[^/]/,
];

/** Why there is no Git server at a URL, or Argo CD can't reach it; undefined if there may be one. */
export function notARepository(url: string): string | undefined {
    const parsed = parseRepositoryUrl(url);
    if (!parsed) return "is not a URL of a Git repository";
    const { kind, host, path } = parsed;
    if (kind === "file") return undefined;
    const scp = notAsScp(url);
    if (scp) return scp;
    if (path === "" || path === ".git") return "names a server, but no repository";
    if (pages.some((page) => page.test(path))) return "is the address of a page, not a URL for `git clone`";
    const known = paths.find(({ hosts }) => hosts.test(host));
    if (known && !known.path.test(path))
        return `is not a repository on ${host}, where paths have the form ${known.form}`;
    if (known && kind === "http") return `does not work with ${host}: use https://`;
    return undefined;
}

/**
 * Parts of scp's form that Git and Argo CD's own Git (go-git 5.19, internal/url) read differently, or not as intended:
 * the form has no port, but go-git reads one if a second colon follows; and go-git doesn't recognize an IPv6 address in
 * it.
 */
function notAsScp(url: string): string | undefined {
    const [, , server = "", path = ""] = scpForm.exec(url) ?? [];
    const asUrl = (rest: string) => `ssh://${server}${rest}`;
    if (server.endsWith("]"))
        return `is a form in which Argo CD does not accept an IPv6 address: write ${asUrl(`/${path}`)}`;
    const [, port, rest = ""] = /^(\d{1,5})[:/](.*)$/.exec(path) ?? [];
    if (port === undefined) return undefined;
    return `has ${port} in its path, where it is not a port: write ${asUrl(`:${port}/${rest}`)}, or ${asUrl(`/${path}`)}`;
}

/** Git servers whose SSH host keys Argo CD includes (manifests/base/config/argocd-ssh-known-hosts-cm.yaml). */
const knownToArgoCd: readonly string[] = [
    "bitbucket.org:22",
    "github.com:22",
    "gitlab.com:22",
    "ssh.dev.azure.com:22",
    "ssh.github.com:443",
    "vs-ssh.visualstudio.com:22",
];

export const isKnownToArgoCd = ({ host, port }: RepositoryUrl): boolean => knownToArgoCd.includes(`${host}:${port}`);

/** Whether traffic to a host without TLS stays on the machine, or in the cluster, where a name has no domain. */
export const isNear = (host: string): boolean =>
    /^([^.:]+|127(\.\d+){3}|::1|host\.(k3d|docker|minikube)\.internal|.+\.svc(\..+)?|.+\.cluster\.local)$/.test(host);

/** A URL that can be shown: without the user, and thus without a token that a pipeline has put there. */
export const withoutUser = (url: string): string => url.replace(/^([a-z+]+:\/\/)[^/]*@/i, "$1");

/**
 * Whether two URLs, in any form that Git accepts, name the same repository: by host and path, regardless of scheme,
 * user, port and `.git`. Undefined if one of them has no host: a path on this machine may be a copy of anything.
 */
export function isSameRepository(one: string, other: string): boolean | undefined {
    const [first, second] = [one, other].map(placeOf);
    return first === undefined || second === undefined ? undefined : first === second;
}

function placeOf(url: string): string | undefined {
    const [, address = "", path = ""] =
        /^[a-z+]+:\/\/(?:[^/]*@)?([^/]+)\/+(.*)$/i.exec(url) ??
        /^(?![a-z+]+:\/\/)(?:[^@/:]+@)?(\[[^\]]*\]|[^:/]+):(.*)$/.exec(url) ??
        [];
    if (address === "") return undefined;
    // Alternative SSH host names of the large servers, and the paths that Azure and Bitbucket Data Center use with
    // them.
    const host = address.replace(/:\d*$/, "").replace(/^(www|ssh|altssh)\./i, "");
    const parts = path
        .replace(/\/+$/, "")
        .replace(/\.git$/, "")
        .split("/");
    const named = parts.filter(
        (part, index) => part !== "" && part !== "_git" && !(index === 0 && /^(v3|scm)$/.test(part)),
    );
    return [host, ...named].join("/").toLowerCase();
}
