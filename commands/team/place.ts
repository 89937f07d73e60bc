import { committedStacks, exampleStacks, project } from "../../base/checkout";
import { BadUsage, UsageError } from "../../base/error";
import { OverlayError } from "../../config/kustomize/error";
import { renderQuickly } from "../../config/kustomize/render";
import { groups } from "../../config/schema";
import { readStackFile } from "../../config/stackFile";
import { readTeams, type Teams } from "../../config/workload/teams";
import { overlayOf } from "../frame/overlay";
import type { Namespaces } from "../migrate/cluster";
import { settingsOf } from "../upgrade/kubernetes/quorum";
import type { Defaults } from "./storage";

/** Where the teams of a stack are, in Git and in the cluster. */
export interface Place {
    stack: string;
    /** The folder of all teams, relative to its working copy. */
    folder: string;
    teams: Teams;
    namespaces: Namespaces;
    /** The settings of the overlay's Kafka that apply to topics without their own. */
    defaults: Defaults;
}

/**
 * @param stack default: the only one in this checkout that has `gitops.teams`, or the only example if no other stack has it
 * @throws BadUsage if it isn't clear which stack is meant; UsageError if its teams can't be read
 */
export function placeOf(stack = onlyStack()): Place {
    const folder = teamsOf(stack);
    if (folder === undefined)
        throw new UsageError(
            `The stack ${stack} has no teams: pulumi config set --path gitops.teams gitops/teams --stack ${stack} (docs/TEAMS.md).`,
        );
    const overlay = overlayOf({ stack }, renderQuickly);
    const argocd = groups.argocd.safeParse(configOf(stack, "argocd"));
    if (!argocd.success)
        throw new UsageError(`argocd of the stack ${stack} is invalid: npm run preview -- --stack ${stack} says why.`);
    const kafka = overlay.resources.find(({ kind }) => kind === "Kafka");
    const settings = kafka ? settingsOf(kafka) : new Map<string, number>();
    try {
        return {
            stack,
            folder,
            teams: readTeams(overlay.root, folder),
            namespaces: { argocd: argocd.data.namespace, workload: overlay.namespace },
            defaults: {
                replicas: settings.get("default.replication.factor"),
                retentionBytes: settings.get("log.retention.bytes"),
                segmentBytes: settings.get("log.segment.bytes"),
            },
        };
    } catch (error) {
        throw error instanceof OverlayError ? new UsageError(error.message) : error;
    }
}

function onlyStack(): string {
    const own = committedStacks().filter(teamsOf);
    const all = own.length > 0 ? own : exampleStacks().filter(teamsOf);
    const [stack] = all;
    if (stack === undefined)
        throw new UsageError("No stack has teams: pulumi config set --path gitops.teams gitops/teams (docs/TEAMS.md).");
    if (all.length > 1) throw new BadUsage(`Several stacks have teams: name one with --stack, of ${all.join(", ")}.`);
    return stack;
}

const configOf = (stack: string, group: string): unknown => readStackFile(stack).config[`${project}:${group}`] ?? {};

function teamsOf(stack: string): string | undefined {
    const { teams } = configOf(stack, "gitops") as { teams?: unknown };
    return typeof teams === "string" ? teams.replace(/\/+$/, "") : undefined;
}
