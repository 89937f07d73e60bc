import * as k8s from "@pulumi/kubernetes";
import type { Example } from "../../policy/test/examples/example";
import { openProgram } from "../../rehearsal/engine/program";
import { collector, type Violation } from "../../rehearsal/engine/collect";
import { policyOptions } from "../../commands/preview/policies";
import { startStandIns } from "../../rehearsal/standIns";
import { ensureTools } from "../../tools";

const config = {
    "aws:region": "eu-central-1",
    "aws:defaultTags": { tags: { Project: "examples", Stack: "examples" } },
};

/** The policies' results for a preview. */
export interface Judged {
    refused: boolean;
    violations: Violation[];
}

/** Real engines for small programs, with stand-ins and the whole policy pack. */
export interface PolicyEngine {
    /** Previews several programs as one: the bad or the good half of examples. */
    judge(half: "bad" | "good", examples: readonly Example[], inProduction?: boolean): Promise<Judged>;
    close(): Promise<void>;
}

export async function openPolicyEngine(): Promise<PolicyEngine> {
    const { pulumi } = await ensureTools(["pulumi"]);
    const standIns = await startStandIns({ kinds: ["aws", "kubernetes"], tools: {} });
    return {
        async judge(half, examples, inProduction = false) {
            const engine = await openProgram({
                stackName: inProduction ? "prod" : "try",
                program: () =>
                    Promise.resolve().then(() => {
                        const cluster = new k8s.Provider("cluster", {});
                        for (const example of examples) example[half]({ cluster });
                    }),
                config,
                pulumi,
                debugProviders: standIns.debugProviders,
            });
            const configs = examples.flatMap((example) => example.config ?? []);
            const { preview, onEvent } = collector();
            const options = { onEvent, ...policyOptions({ packs: ["policy"], configs }) };
            const failure = await engine.stack.preview(options).then(
                () => undefined,
                (error: unknown) => error,
            );
            engine.remove();
            const { violations, errors } = preview;
            const unexpected = engine.programError() ?? (violations.length === 0 && errors.length > 0 && failure);
            if (unexpected) throw new Error(errors.join("\n"), { cause: unexpected });
            return { refused: failure !== undefined, violations };
        },
        close: () => standIns.stop(),
    };
}
