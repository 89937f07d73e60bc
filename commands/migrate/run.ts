import { resolve } from "node:path";
import { UsageError } from "../../base/error";
import { KubernetesError } from "../../kubernetes";
import { exitCodes } from "../frame/exitCodes";
import { printJson } from "../frame/json";
import { kubectlConnection } from "../frame/kubeconfig";
import { onlyWait, patched } from "../upgrade/guide";
import { look } from "./cluster";
import { factsOf } from "./facts";
import { plan } from "./plan";
import { positionOf } from "./position";
import { render } from "./render";
import type { Report } from "./shape";

export interface Flags {
    stack: string;
    rollback?: boolean;
    kubeconfig?: string;
    context?: string;
    cwd: string;
    json?: boolean;
}

export async function run(flags: Flags): Promise<number> {
    const facts = factsOf(flags.stack, resolve(flags.cwd));
    const live = await look(kubectlConnection(flags), facts.namespaces).catch((error: unknown) => {
        throw error instanceof KubernetesError ? new UsageError(error.message) : error;
    });
    const position = positionOf(facts, live, flags.rollback === true);
    const steps = plan(facts, position);
    const isDone = position.next === undefined;
    if (flags.json) {
        const report: Report = {
            version: 1,
            stack: facts.stack,
            overlay: facts.path,
            direction: position.direction,
            says: position.says,
            phase: position.job?.phase ?? null,
            subPhase: position.job?.subPhase ?? null,
            isWaiting: position.isWaiting,
            isDone,
            steps: await Promise.all(
                steps.map(async (step) => {
                    const { done: _, ...rest } = await patched(onlyWait(step));
                    return rest;
                }),
            ),
        };
        printJson(report);
    } else console.log(await render(facts, position, steps));
    return isDone ? exitCodes.done : exitCodes.unfinished;
}
