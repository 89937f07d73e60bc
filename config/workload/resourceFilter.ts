import { parse } from "yaml";
import { z } from "zod";
import type { Values } from "../charts/values";
import type { GroupKind } from "./workloadKinds";

const names = z.array(z.string()).nullish();
/** An entry of `resource.exclusions` or `resource.inclusions` in argocd-cm. A missing field matches everything. */
const filter = z.looseObject({ apiGroups: names, kinds: names, clusters: names });
type Filter = z.infer<typeof filter>;

/** The cluster in which Argo CD itself runs. */
const ownCluster = "https://kubernetes.default.svc";

/** What Argo CD always ignores (its util/settings/resources_filter.go). */
const always: Filter[] = [
    { apiGroups: ["events.k8s.io", "metrics.k8s.io"] },
    { apiGroups: [""], kinds: ["Event"] },
    { apiGroups: ["coordination.k8s.io"], kinds: ["Lease"] },
];

/**
 * What it ignores by default, unless argocd-cm changes that: the list in its own manifests and in its chart, without
 * cluster-scoped kinds.
 */
const byDefault: Filter[] = [
    { apiGroups: ["", "discovery.k8s.io"], kinds: ["Endpoints", "EndpointSlice"] },
    { apiGroups: ["authorization.k8s.io"], kinds: ["LocalSubjectAccessReview"] },
    { apiGroups: ["cert-manager.io"], kinds: ["CertificateRequest"] },
    { apiGroups: ["cilium.io"], kinds: ["CiliumEndpoint"] },
    {
        apiGroups: ["kyverno.io", "reports.kyverno.io", "wgpolicyk8s.io"],
        kinds: ["PolicyReport", "EphemeralReport", "AdmissionReport", "BackgroundScanReport", "UpdateRequest"],
    },
];

/** The kinds that Argo CD ignores. */
export interface ResourceFilter {
    /** Keys of argocd-cm that configure this; empty if the default is unchanged. */
    keys: string[];
    /** The keys whose value Argo CD can't read. */
    unreadable: string[];
    ignores(kind: GroupKind): boolean;
}

/** @param cm the user's values `configs.cm` for the chart argo-cd */
export function resourceFilter(cm: Values): ResourceFilter {
    const keys = ["resource.exclusions", "resource.inclusions"];
    const [exclusions, inclusions] = keys.map((key) => filtersIn(cm, key));
    const excluded = [...always, ...(exclusions === "unset" ? byDefault : (exclusions ?? []))];
    const included = inclusions === "unset" ? [] : (inclusions ?? []);
    const here = included.filter(({ clusters }) => fits(clusters, ownCluster));
    return {
        keys: keys.filter((key) => filtersIn(cm, key) !== "unset"),
        unreadable: keys.filter((key) => filtersIn(cm, key) === undefined),
        ignores: (kind) =>
            excluded.some((filter) => isAbout(filter, kind)) ||
            (here.length > 0 && !here.some((filter) => isAbout(filter, kind))),
    };
}

/** Undefined if it can't be read. */
function filtersIn(cm: Values, key: string): Filter[] | "unset" | undefined {
    if (!(key in cm)) return "unset";
    const text = cm[key];
    // The chart omits a key with an empty text.
    if (text === "" || text === null) return [];
    try {
        // The chart writes other types as Go formats them.
        const found: unknown = typeof text === "string" ? parse(text) : undefined;
        if (found === null) return [];
        return z.array(filter).safeParse(found).data;
    } catch {
        return undefined;
    }
}

const isAbout = ({ apiGroups, kinds, clusters }: Filter, { group, kind }: GroupKind): boolean =>
    fits(apiGroups, group) &&
    (!kinds?.length || kinds.some((one) => one === "*" || one === kind)) &&
    fits(clusters, ownCluster);

/** Matches patterns as Argo CD does, with gobwas/glob without separators (its util/glob). */
const fits = (patterns: readonly string[] | null | undefined, text: string): boolean =>
    !patterns?.length || patterns.some((pattern) => expressionOf(pattern)?.test(text));

/** `*` and `?`, `[a-z]` and `[!a-z]`, `{one,another}`, and a backslash before a literal character. */
const parts = /\\(.)|\*|\?|\[(!?)([^\]]+)\]|./gs;

/** Undefined if Argo CD can't read the pattern, which then matches nothing. */
function expressionOf(pattern: string): RegExp | undefined {
    let depth = 0;
    const source = pattern.replace(parts, (part, escaped?: string, not?: string, letters?: string) => {
        if (letters !== undefined) return `[${not ? "^" : ""}${letters.replace(/[\\\]^]/g, "\\$&")}]`;
        if (part === "{") depth++;
        if (part === "}" && --depth < 0) depth = NaN;
        return special[part] ?? (part === "," && depth > 0 ? "|" : literal(escaped ?? part));
    });
    try {
        return depth === 0 ? new RegExp(`^(?:${source})$`, "s") : undefined;
    } catch {
        return undefined;
    }
}

const special: Readonly<Record<string, string>> = { "*": ".*", "?": ".", "{": "(?:", "}": ")" };

const literal = (text: string): string => text.replace(/[.+^${}()|[\]\\*?]/g, "\\$&");
