import {
    checkAddons,
    type Checked as CheckedTree,
    checkoutWarnings,
    checkOverlay,
    checkTeams,
    noCheckout,
    noCheckoutWarning,
} from "./workload/checkout";
import type { Addons } from "./workload/addons";
import type { Teams } from "./workload/teams";
import type { Overlay } from "./workload/overlay";
import { buildOptionsIn } from "./kustomize/options";
import type { Render } from "./kustomize/render";
import { findKustomize } from "./kustomize/tool";
import { readKubeconfig } from "./kubeconfig";
import { readValues } from "./charts/values";
import { misplacedSecrets } from "./misplaced";
import { type Problem, setCommand } from "./problems";
import { redactor, textsIn } from "./redact";
import { rulesIn, warningsOf } from "./rules";
import { type Facts, refuse } from "./rules/rule";
import type { GroupName, Settings } from "./schema";
import { checkSecrets, type RawSecret } from "./secrets";
import { groups, secrets as secretSchemas } from "./schema";
import { parseGroups, type RawGroups, unknownKey } from "./validate";
import { warningsAbout, warningsAboutBuildOptions, warningsAboutKeys, warningsAboutKustomize } from "./warnings";

/** A stack's configuration as Pulumi returns it, before it is checked. */
export interface RawConfig {
    groups: RawGroups;
    /** Groups of which the user encrypted all or a part: Pulumi doesn't say which. Default: none. */
    encrypted?: readonly string[];
    /** The settings of AWS's provider, by their names without `aws:`. Default: none. */
    aws?: Readonly<Record<string, string>>;
    secrets: Record<string, RawSecret>;
    region: string | undefined;
    /** The checkout: the folder of Pulumi.yaml. */
    root: string;
    /** Renders folders of the repository; tests replace it. */
    rendered?: Render;
    /** Today's ISO date. */
    today: string;
}

export interface Checked {
    problems: Problem[];
    warnings: string[];
    /** Complete only if there is no problem. */
    facts: Facts;
    kubeconfig: string | undefined;
}

/** Checks everything, including dependencies between groups, and returns all problems at once. Messages contain no secrets. */
export function check(raw: RawConfig): Checked {
    const { encrypted = [] } = raw;
    const misplaced = misplacedSecrets(raw.groups, encrypted);
    const checked = checkAll(raw);
    const others = checked.problems.filter(({ key }) => !misplaced.some((one) => isAbout(key, one.key)));
    if (misplaced.length + others.length + checked.warnings.length === 0) return checked;
    const secrets = Object.values(raw.secrets).map(({ value }) => value);
    const redact = redactor([...secrets, ...encrypted.flatMap((name) => textsIn(raw.groups[name]))], raw.groups);
    return {
        ...checked,
        problems: [...misplaced, ...others].map((problem) => redact.problem(problem)),
        warnings: misplaced.length > 0 ? [] : checked.warnings.map((warning) => redact.text(warning)),
    };
}

/** Whether a key is the same as another one, is inside it, or contains it. */
const isAbout = (key: string, other: string): boolean =>
    [
        [key, other],
        [other, key],
    ].some(
        ([inner = "", outer = ""]) => inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`),
    );

function checkAll(raw: RawConfig): Checked {
    const known = [...Object.keys(groups), ...Object.keys(secretSchemas)];
    const strangers = [...Object.keys(raw.groups), ...Object.keys(raw.secrets)].filter((key) => !known.includes(key));

    const cluster = parseGroups(raw.groups, ["cluster"]);
    const ownCluster = cluster.settings.cluster?.source === "eks";
    const others: GroupName[] = ["storage", "iam", "confluent", "argocd", "gitops", "mirrors"];
    const rest = parseGroups(raw.groups, ownCluster ? ["network", ...others] : others);
    const settings: Settings = { ...cluster.settings, ...rest.settings };
    const { secrets, problems: secretProblems } = checkSecrets(raw.secrets);

    const refused = [...cluster.refused, ...rest.refused, ...secretProblems.map(({ key }) => key)];
    const isRefused = (key: string) =>
        refused.some(
            (bad) => bad === key || bad.startsWith(`${key}[`) || bad.startsWith(`${key}.`) || key.startsWith(`${bad}.`),
        );

    const charts = checkValues(settings, isRefused, raw.root);
    const isPlaced = !["gitops.path", "gitops.checkout"].some(isRefused);
    const { followed } = buildOptionsIn(charts.values.argocd);
    const tree: CheckedTree<Overlay> = isPlaced ? checkOverlay(settings.gitops, raw.root, followed, raw.rendered) : {};
    const hasAddons = !["gitops.addons", "gitops.checkout"].some(isRefused);
    const addons: CheckedTree<Addons> = hasAddons ? checkAddons(settings.gitops, raw.root, followed, raw.rendered) : {};
    const hasTeams = !["gitops.teams", "gitops.checkout"].some(isRefused);
    const teams: CheckedTree<Teams> = hasTeams ? checkTeams(settings.gitops, raw.root) : {};
    const kube =
        isRefused("cluster.context") || isRefused("cluster.kubeconfig") ? {} : checkKubeconfig(settings, raw.root);
    const facts: Facts = {
        ...settings,
        written: new Set(pathsIn(raw.groups)),
        secrets,
        charts: charts.values,
        region: raw.region,
        aws: raw.aws ?? {},
        today: raw.today,
        overlay: tree.tree,
        addons: addons.tree,
        teams: teams.tree,
    };
    const problems = [
        ...strangers.map((key) => unknownKey(key)),
        ...cluster.problems,
        ...rest.problems,
        ...secretProblems,
        ...(tree.problem ? [tree.problem] : []),
        ...(addons.problem ? [addons.problem] : []),
        ...(teams.problem ? [teams.problem] : []),
        ...(kube.problem ? [kube.problem] : []),
        ...charts.problems,
        ...rulesIn(raw.root)
            .filter(({ about }) => !about.some(isRefused))
            .flatMap((rule) => rule.check(facts).map((problem) => Object.assign(problem, { rule: rule.id }))),
    ];
    return {
        problems,
        facts,
        kubeconfig: kube.text,
        warnings:
            problems.length > 0
                ? []
                : [
                      ...warningsAbout(facts),
                      ...warningsAboutKeys(facts),
                      ...warningsOf(facts),
                      ...warningsAboutTree(facts, raw.root),
                      ...(tree.warnings ?? []),
                      ...(addons.warnings ?? []),
                      ...(teams.warnings ?? []),
                  ],
    };
}

/** The paths of all keys that are set, including groups. */
const pathsIn = (keys: object, above = ""): string[] =>
    Object.entries(keys).flatMap(([name, value]: [string, unknown]) => {
        const isGroup = typeof value === "object" && value !== null && !Array.isArray(value);
        return [above + name, ...(isGroup ? pathsIn(value, `${above}${name}.`) : [])];
    });

function warningsAboutTree({ gitops, confluent, secrets, charts }: Facts, root: string): string[] {
    return gitops.checkout === noCheckout
        ? [noCheckoutWarning(gitops, confluent.version, secrets.imagePullSecret !== undefined)]
        : [
              ...checkoutWarnings(gitops, root),
              ...warningsAboutKustomize(findKustomize()),
              ...warningsAboutBuildOptions(buildOptionsIn(charts.argocd)),
          ];
}

/** Reads both files of values. If a group isn't installed with Helm, another rule applies to its values. */
function checkValues(settings: Settings, isRefused: (key: string) => boolean, root: string) {
    const values: Facts["charts"] = { confluent: {}, argocd: {} };
    const problems: Problem[] = [];
    for (const chart of ["confluent", "argocd"] as const) {
        const key = `${chart}.values`;
        const file = isRefused(key) ? undefined : settings[chart].values;
        if (file === undefined) continue;
        const read = readValues(root, file);
        if (read.reason === undefined) values[chart] = read.values;
        else problems.push(refuse(key, file, read.reason));
    }
    return { values, problems };
}

function checkKubeconfig({ cluster }: Settings, root: string): { text?: string; problem?: Problem } {
    if (cluster?.source !== "kubeconfig") return {};
    const { text, reason } = readKubeconfig(cluster.kubeconfig, cluster.context, root);
    if (text !== undefined) return { text };
    return {
        problem: refuse(
            "cluster.context",
            cluster.context,
            reason,
            `start the cluster (k3d cluster create ${cluster.context.replace(/^k3d-/, "")}), or ${setCommand("cluster.kubeconfig", "PATH")}`,
        ),
    };
}
