import type { Read } from "./commands/program";
import { valueOf } from "./commands/call";
import { documented } from "./commands/documented";

/** Undefined for a call that can be made here; otherwise what it needs that isn't available here. */
export type Reason = string | undefined;

const needs = {
    aws: "AWS",
    argoCd: "an Argo CD at work",
    ci: "nothing: .ci/run itself runs it",
    cluster: "a cluster with pods in it",
    docker: "Docker",
    internet: "the internet",
    person: "somebody to answer it",
    up: "a stack that is up",
};

/** Commands of this project that take seconds. */
const quickScripts = ["preview", "diff", "docs", "unstick", "new", "team", "--help"];

/** Kinds with objects in a rehearsal's API server: no pod runs on it, and no chart is installed. */
const rehearsed =
    /^(app|application|appproject|connect|controlcenter|crd|customresourcedefinition|event|kafka|kafkatopic|kraftcontroller|namespace|node|ns|schemaregistry|zookeeper)s?$|^schemaregistries$/;

/** Reads that the API server answers, and writes that it validates without applying them. */
const answered = [
    "get",
    "kustomize",
    "describe",
    "wait",
    "explain",
    "api-resources",
    "annotate",
    "label",
    "patch",
    "delete",
];

/** What a command of this project needs. */
function ownNeeds(name: string): Reason {
    if (name === "recover") return "an interrupted operation";
    if (name === "leftovers") return needs.aws;
    if (name === "completion") return "a shell of somebody's own";
    return quickScripts.includes(name) ? undefined : needs.ci;
}

const ofProgram: Record<string, (read: Read) => Reason> = {
    aws: ({ call }) => (call.path.join(" ") === "sts get-caller-identity" ? undefined : needs.aws),
    docker: () => needs.docker,
    k3d: () => needs.docker,
    kind: () => needs.docker,
    eksctl: () => needs.aws,
    gh: () => needs.internet,
    curl: () => needs.internet,
    ssh: () => needs.internet,
    "ssh-keyscan": () => needs.internet,
    sysctl: () => "this machine's settings changed",
    nslookup: () => needs.internet,
    go: () => needs.internet,
    helm: () => needs.internet,
    cd: ({ call }) => (call.positionals[0]?.text === "confluent-gitops" ? "a clone; the checks are in one" : undefined),
    export: ({ call }) => (call.positionals.some(({ text }) => text.startsWith("KUBECONFIG=")) ? needs.up : undefined),
    git: ({ call }) => (call.path[0] === "clone" ? needs.internet : undefined),
    kubectl: kubectlNeeds,
    npm: ({ call }) => ownNeeds(call.path[0] === "run" ? (call.positionals[0]?.text ?? "") : ""),
    npx: ({ call }) =>
        call.flags.some(([flag]) => flag === "--from-cluster") ? needs.cluster : ownNeeds(call.path[1] ?? "--help"),
    pulumi: ({ call, command }) => {
        const path = call.path.join(" ");
        if (path === "login") return call.flags.some(([flag]) => flag === "--local") ? undefined : needs.internet;
        if (path === "config set") {
            const isGiven = call.positionals.length > 1 || command.redirections.length > 0;
            return isGiven ? undefined : needs.person;
        }
        if (/^(config( get| rm)?|stack( init| select| ls)?|preview|up|whoami|version)$/.test(path)) return undefined;
        return needs.up;
    },
};

/**
 * What a command needs that isn't available here, according to the command alone. `pulumi up` and `preview` can run: as
 * a preview with stand-ins, with the configuration that the earlier commands have set.
 */
export function whatIsMissingFor(read: Read | undefined): Reason {
    if (!read) return "a shell that knows what it calls";
    const rule = ofProgram[read.program];
    if (rule) return rule(read);
    if (documented[read.program]?.url.startsWith("https://docs.confluent.io")) return needs.cluster;
    return undefined;
}

function kubectlNeeds({ call }: Read): Reason {
    const [verb = ""] = call.path;
    const flags = call.flags.map(([flag]) => flag);
    if (!answered.includes(verb) || flags.includes("--watch") || flags.includes("--filename")) return needs.cluster;
    // Nothing here does what Argo CD does.
    if (verb === "wait" && valueOf(call, "--for")?.text.includes("operationState")) return needs.argoCd;
    const kinds = (call.positionals[0]?.text ?? "").split("/")[0]?.split(",") ?? [];
    const isThere = kinds.every((kind) => kind === "" || rehearsed.test(kind.toLowerCase()));
    return isThere ? undefined : needs.cluster;
}
