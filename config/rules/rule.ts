import type { Values } from "../charts/values";
import type { Addons } from "../workload/addons";
import type { Teams } from "../workload/teams";
import type { Overlay } from "../workload/overlay";
import { descriptionOf } from "../fields";
import type { Resource } from "../kustomize/resource";
import { type Problem, setCommand, type Subject, withSubject } from "../problems";
import type { Secrets, Settings } from "../schema";
import { schemaAt } from "../keys";

/** What the rules see: every group parsed, and the rest of the stack. */
export interface Facts extends Omit<Settings, "network"> {
    /** Undefined if this stack does not create the cluster. */
    network: Settings["network"] | undefined;
    /** The keys, and groups of keys, that the user set, by path, as opposed to defaults. */
    written: ReadonlySet<string>;
    secrets: Secrets;
    /**
     * The contents of the files confluent.values and argocd.values; empty if there are none, or they could not be read.
     */
    charts: Record<"confluent" | "argocd", Values>;
    /** AWS region; undefined if none is set. */
    region: string | undefined;
    /** The settings for AWS's provider, by name without `aws:`. */
    aws: Readonly<Record<string, string>>;
    /** Today's ISO date. */
    today: string;
    /** Undefined without gitops.checkout, and if it could not be read, which is reported separately. */
    overlay: Overlay | undefined;
    /** The same for gitops.addons; also undefined for a stack without addons. */
    addons: Addons | undefined;
    /** The same for gitops.teams. */
    teams: Teams | undefined;
}

/** A rule across keys. It is skipped if one of its keys was rejected on its own. */
export interface Rule {
    about: readonly string[];
    check(facts: Facts): Problem[];
}

export const rule = (about: readonly string[], check: Rule["check"]): Rule => ({ about, check });

/** What is wrong in an overlay, what to do, and where it is. */
export type Why = readonly [reason: string, fix: string, about?: Subject];

/** The same for one object, if nothing more precise is known. */
export const of = (resource: Resource, whys: readonly Why[]): Why[] =>
    whys.map(([reason, fix, about]) => [reason, fix, about ?? { resource }]);

/** A problem with a key of the schema, which provides the allowed values. `fix` defaults to setting the example. */
export function refuse(key: string, value: unknown, reason: string, fix?: string, about?: Subject): Problem {
    const description = descriptionOf(schemaAt(key) ?? never(key));
    const allowed = description?.allowed ?? never(key);
    return withSubject({ key, value, reason, allowed, fix: fix ?? setCommand(key, description?.example) }, about);
}

/** A rule for the overlay's objects. */
export const inOverlay = (check: (resources: readonly Resource[]) => Why[]): Rule =>
    rule(["gitops.path"], ({ gitops, overlay }) =>
        check(overlay?.resources ?? []).map((why) => refuse("gitops.path", gitops.path, ...why)),
    );

/** The same for objects wherever they are: also in the teams' folders. */
export const everywhere = (check: (resources: readonly Resource[]) => Why[]): Rule[] => [
    inOverlay(check),
    rule(["gitops.teams"], ({ gitops, teams }) =>
        check(teams?.resources ?? []).map((why) => refuse("gitops.teams", gitops.teams, ...why)),
    ),
];

/** Names in a message: the first five, and the number of others. */
export function listed(names: readonly string[]): string {
    const shown = 5;
    const rest = names.length - shown;
    return [...names.slice(0, shown), ...(rest > 0 ? [`and ${rest} more`] : [])].join(", ");
}

function never(key: string): never {
    throw new Error(`${key} is not a key of the schema`);
}
