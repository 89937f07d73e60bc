import { BadUsage, UsageError } from "../../base/error";
import { type Environment, messageOf, readEnvironments } from "../../config/environments";
import { ConfigurationError } from "../../config/problems";
import type { Facts } from "../../config/rules/rule";
import { isElsewhere } from "../../config/workload/checkout";
import type { Overlay } from "../../config/workload/overlay";
import type { Application } from "../../kubernetes/application";
import { refuse } from "../migrate/refuse";
import { checkedStack } from "../upgrade/stack";

/** The target environment of a promotion. */
export function wayOf({ from, to, root }: { from: string; to: string; root: string }): Environment {
    const { environments, problems } = readEnvironments(root);
    const message = messageOf(problems);
    if (message !== "") throw new UsageError(message);
    for (const name of [from, to]) {
        if (environments.some((one) => one.name === name)) continue;
        throw new BadUsage(
            `There is no environment ${name}: gitops/environments.yaml has ${environments.map((one) => one.name).join(", ")}.`,
        );
    }
    const target = environments.find(({ name }) => name === to);
    if (target?.promotesFrom === from) return target;
    const ways = environments
        .filter(({ promotesFrom }) => promotesFrom)
        .map((one) => `--from ${one.promotesFrom} --to ${one.name}`);
    throw new BadUsage(
        `${from} can't be promoted to ${to}: gitops/environments.yaml has ${ways.join(", ") || "no such way"}.`,
    );
}

export type Checked = Facts & { overlay: Overlay };

/**
 * A stack's configuration in a checkout. It is refused if its preview would be. @param path where the overlay was at that
 * time
 */
export function factsOf(stack: string, root: string, path?: string): Checked {
    const { facts, problems } = checkedStack(stack, root);
    // For what is in Git, it doesn't matter where the stack runs.
    const others = problems.filter(({ key }) => key !== "cluster.context");
    if (isElsewhere(facts.gitops, root))
        throw new UsageError(
            `gitops.checkout of ${stack} is ${facts.gitops.checkout}: only overlays of this repository are promoted.`,
        );
    if (others.length > 0) throw new ConfigurationError(others);
    const { overlay } = facts;
    if (!overlay || (path !== undefined && facts.gitops.path !== path))
        throw new UsageError(
            `${stack} followed ${facts.gitops.path} before, and follows another overlay now: run its pulumi up first.`,
        );
    return { ...facts, overlay };
}

/** Checks that a kubeconfig belongs to the expected environment. */
export function assertIs(from: string, path: string, application: Application | undefined): void {
    const source = application?.spec.source as { path?: string } | undefined;
    if (source && source.path !== path)
        refuse(
            `The cluster's Application follows ${source.path ?? "no folder"}, and ${from} follows ${path}: is it another environment's? Name its context: --context NAME.`,
        );
}
