import { resolve } from "node:path";
import { BadUsage, UsageError } from "../../base/error";
import { KubernetesError } from "../../kubernetes";
import { checkTrust, Rest, type Trust } from "../export/rest";
import { exitCodes } from "../frame/exitCodes";
import { printJson } from "../frame/json";
import { kubectlConnection } from "../frame/kubeconfig";
import { onlyWait, patched } from "../upgrade/guide";
import { look } from "./cluster";
import { type Facts, factsOf } from "./facts";
import { lagsIn } from "./lags";
import { mirrorsOf } from "./mirrors";
import { plan } from "./plan";
import { positionOf } from "./position";
import { positionBack } from "./positionBack";
import { render } from "./render";
import type { Report } from "./shape";

export interface Flags extends Trust {
    stack: string;
    back?: string;
    lose?: boolean;
    kafkaRest?: string;
    kubeconfig?: string;
    context?: string;
    cwd: string;
    json?: boolean;
}

export async function run(flags: Flags): Promise<number> {
    const { kafkaRest } = flags;
    checkTrust(flags);
    const rest = kafkaRest === undefined ? undefined : new Rest("--kafka-rest", kafkaRest, "KAFKA_REST", flags);
    const { standby, primary } = sidesOf(flags);
    const taking = primary ?? standby;
    const live = await look(kubectlConnection(flags), taking).catch((error: unknown) => {
        throw error instanceof KubernetesError ? new UsageError(error.message) : error;
    });
    const [link] = live.links;
    const mirrors = link ? mirrorsOf(link, rest && taking.link && (await lagsIn(rest, link))) : [];
    const wish = { lose: flags.lose === true, isMeasured: rest !== undefined };
    const position = primary
        ? positionBack({ standby, primary }, live, mirrors, wish)
        : positionOf(standby, live, mirrors, wish);
    const sides = { taking, giving: primary && standby };
    const steps = plan(sides, position);
    const isDone = position.next === undefined || position.next === "clients";
    if (flags.json) {
        const report: Report = {
            version: 1,
            stack: taking.stack,
            overlay: taking.path,
            from: sides.giving?.stack ?? null,
            says: position.says,
            isWaiting: position.isWaiting,
            isDone,
            mirrors: position.mirrors.map(({ topic, status, lag }) => ({
                ...{ topic, status },
                messagesBehind: lag?.messages ?? null,
            })),
            steps: await Promise.all(
                steps.map(async (step) => {
                    const { name, title, why, state, byHand, patch, message, waits } = await patched(onlyWait(step));
                    return { name, title, why, state, byHand, patch, message, waits };
                }),
            ),
        };
        printJson(report);
    } else process.stdout.write(await render(sides, position, steps));
    return isDone ? exitCodes.done : exitCodes.unfinished;
}

function sidesOf({ stack, back, cwd }: Flags): { standby: Facts; primary: Facts | undefined } {
    const root = resolve(cwd);
    if (back === stack)
        throw new BadUsage(`--back takes the primary's stack, and --stack the standby's: both are ${stack}.`);
    const standby = factsOf(stack, root);
    if (back === undefined) return { standby, primary: undefined };
    const primary = factsOf(back, root);
    if (primary.tree !== standby.tree)
        throw new UsageError(
            `${stack} and ${back} have their overlays in different working copies (${standby.tree}, ${primary.tree}), and the way back is one commit to both: keep them in one.`,
        );
    return { standby, primary };
}
