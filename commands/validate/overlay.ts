import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { knownStacks, project } from "../../base/checkout";
import { check } from "../../config/check";
import { OverlayError } from "../../config/kustomize/error";
import { type Rendering, renderQuickly } from "../../config/kustomize/render";
import type { Resource } from "../../config/kustomize/resource";
import { formatKind, isClusterWide, isSame, workloadKinds } from "../../config/workload/workloadKinds";
import { rulesFile } from "../../config/workload/teams/names";
import type { Problem } from "../../config/problems";
import { readStackFile } from "../../config/stackFile";
import { placeOf } from "./place";
import type { Finding, Report } from "./shape";

/** Folders with overlays, and the key with which a stack names one. */
const trees = { "gitops/platform/overlays": "path", "gitops/addons/overlays": "addons" } as const;
export const usualTeams = "gitops/teams";
type Key = (typeof trees)[keyof typeof trees] | "teams";

/** Every overlay of a checkout, by its folder relative to the top, and the teams' folder, which is checked as a whole. */
export const overlaysIn = (root: string): string[] => [
    ...Object.keys(trees).flatMap((folder) =>
        readdirSync(join(root, folder), { withFileTypes: true })
            .filter((entry) => entry.isDirectory())
            .map(({ name }) => `${folder}/${name}`),
    ),
    ...(existsSync(join(root, usualTeams, rulesFile)) ? [usualTeams] : []),
];

export const keyOf = (root: string, path: string): Key => {
    if (existsSync(join(root, path, rulesFile))) return "teams";
    return path.startsWith("gitops/addons/") ? "addons" : "path";
};

/** What was checked in an overlay, and the findings. */
export interface Looked {
    overlay: Report["overlays"][number];
    resources: readonly Resource[];
    namespace: string;
    /** The files that it consists of. */
    files: readonly string[];
    findings: Finding[];
}

interface Follower {
    name: string;
    gitops: Readonly<Record<string, unknown>>;
    confluent: Readonly<Record<string, unknown>>;
}

/** The keys that determine what the stack's AppProject and namespace allow. */
const kept = {
    path: ["namespace", "kinds", "podSecurity", "priorityClasses"],
    addons: ["addonKinds", "externalSecrets"],
    teams: ["path", "namespace"],
};

/**
 * Checks an overlay as `pulumi preview` would for each stack of the checkout that follows it, with a cluster about
 * which nothing is known. Without such a stack, it is checked as for one that allows the kinds of its objects.
 *
 * @param known stacks of the checkout, read once for all overlays
 */
export function look(root: string, path: string, today: string, known = stacksOf(root)): Looked {
    const key = keyOf(root, path);
    const followers = known.filter(({ gitops }) => gitops[key] === path);
    if (followers.length > 0) {
        // Stacks with the same settings for it are checked once.
        const different = new Map(followers.map((one) => [JSON.stringify(keysOf(one, key)), one]));
        const all = [...different.values()].map((one) => checkFor(root, path, key, one, today));
        const [first] = all;
        if (first === undefined) throw new Error("no stack");
        const stacks = followers.map(({ name }) => name);
        return {
            ...first,
            overlay: { ...first.overlay, stacks },
            findings: all.flatMap(({ findings }) => findings),
        };
    }
    if (key === "teams") {
        const looked = checkFor(root, path, key, { name: "", gitops: {}, confluent: {} }, today);
        // The platform of a stack in a different checkout may contain what they name.
        return { ...looked, findings: looked.findings.filter(({ rule }) => rule !== "teamPlatform") };
    }
    const { resources, namespace = usualNamespace } = renderedOr(root, path);
    // The stack's keys don't determine what an addon's AppProject allows.
    const strangers = key === "addons" ? [] : resources.filter(isStranger);
    const kinds = [...new Set(strangers.map(formatKind))].sort();
    const looked = checkFor(root, path, key, { name: "", gitops: { kinds, namespace }, confluent: {} }, today);
    return { ...looked, overlay: { ...looked.overlay, assumedKinds: kinds } };
}

/** The platform's default namespace. */
const usualNamespace = "confluent";

/** The objects that an overlay renders; empty for one that can't be rendered, which its check reports. */
function renderedOr(root: string, path: string): Pick<Rendering, "namespace" | "resources"> {
    try {
        return renderQuickly(root, path);
    } catch (error) {
        if (error instanceof OverlayError) return { namespace: undefined, resources: [] };
        throw error;
    }
}

/** Of a kind that a stack may allow. A Secret should not be in Git. */
const isStranger = (one: Resource): boolean =>
    !isClusterWide(one) && one.kind !== "Secret" && !workloadKinds.some((kind) => isSame(kind, one));

/** The stacks of a checkout that follow the checkout's own repository, and may therefore follow an overlay in it. */
export const stacksOf = (root: string): readonly Follower[] =>
    knownStacks(root).flatMap((name) => {
        const { config } = readStackFile(name, {}, root);
        const groups = (group: string) => (config[`${project}:${group}`] ?? {}) as Record<string, unknown>;
        const gitops = groups("gitops");
        const isHere = gitops.checkout === undefined || gitops.checkout === ".";
        return isHere ? [{ name, gitops, confluent: groups("confluent") }] : [];
    });

const platformBeside = "gitops/platform/overlays/dev";

/** The given keys of a stack. */
function keysOf({ gitops, confluent }: Follower, key: Key) {
    const some = (from: Readonly<Record<string, unknown>>, keys: readonly string[]) =>
        Object.fromEntries(keys.filter((name) => name in from).map((name) => [name, from[name]]));
    return { gitops: some(gitops, kept[key]), confluent: some(confluent, ["version", "namespace"]) };
}

function checkFor(root: string, path: string, key: Key, follower: Follower, today: string): Looked {
    const { gitops, confluent } = keysOf(follower, key);
    const beside = { path: platformBeside, ...gitops };
    const folders = key === "path" ? { path } : { path: beside.path, [key]: path };
    const { problems, warnings, facts } = check({
        groups: {
            cluster: { source: "existing", name: "shared" },
            confluent,
            gitops: {
                repository: "https://git.example.com/platform/confluent-gitops.git",
                ...gitops,
                ...folders,
            },
        },
        secrets: {},
        region: "eu-central-1",
        root,
        rendered: renderQuickly,
        today,
    });
    const tree: Partial<Pick<Looked, "resources" | "files" | "namespace">> | undefined = {
        path: facts.overlay,
        addons: facts.addons,
        teams: facts.teams,
    }[key];
    return {
        overlay: { path, stacks: [], assumedKinds: [], objects: tree?.resources?.length ?? 0 },
        resources: tree?.resources ?? [],
        namespace: tree?.namespace ?? (typeof gitops.namespace === "string" ? gitops.namespace : usualNamespace),
        files: tree?.files ?? [],
        findings: [
            ...problems
                .filter(
                    (one) => key === "path" || one.key.startsWith(key === "addons" ? "gitops.addon" : "gitops.teams"),
                )
                .map((one) => found(root, path, one)),
            ...warnings.filter((one) => one.startsWith(path)).map((one) => warned(root, path, one)),
        ],
    };
}

function found(root: string, path: string, { about, rule, reason, fix, key }: Problem): Finding {
    const object = about && "resource" in about ? `${about.resource.kind}/${about.resource.name}` : null;
    return {
        rule: rule ?? "render",
        severity: "error",
        ...placeOf(root, about, path),
        object,
        why: ["gitops.path", "gitops.addons", "gitops.teams"].includes(key) ? reason : `${key} ${reason}`,
        fix,
        overlays: [path],
    };
}

const warned = (root: string, path: string, text: string): Finding => ({
    rule: "note",
    severity: "warning",
    ...placeOf(root, undefined, path),
    object: null,
    why: text.slice(path.length).trim(),
    fix: "nothing, if this is intended",
    overlays: [path],
});
